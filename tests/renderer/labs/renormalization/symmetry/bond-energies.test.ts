import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  alignedSpins,
  bondEnergies,
  directionMatrices,
  totalOf,
  turned,
  type BlockSpins,
} from '../../../../../renderer/labs/renormalization/symmetry/bond-energies.ts';
import { isingDescription, vectorDescription } from '../descriptions.ts';

const sign = (value: number) => 1 - 2 * value;
const spin = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 3 });
const block = (hidden: number) =>
  fc.record({
    visible: fc.array(spin, { minLength: 4, maxLength: 4 }),
    hidden: fc.array(spin, { minLength: hidden, maxLength: hidden }),
  });
const couplings = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 5, maxLength: 5 });

/** C4: a spin (a, ex, ey) becomes (a, −ey, ex). */
const turn = ([a, x, y]: readonly number[]) => [a!, 1 - y!, x!];

/** The block after a quarter turn: every spin turned, one corner further. */
const rotated = ({ visible, hidden }: BlockSpins): BlockSpins => ({
  visible: [3, 0, 1, 2].map((k) => turn(visible[k]!)),
  hidden: [3, 0, 1, 2].map((k) => turn(hidden[k]!)),
});

describe('energies of bonds', () => {
  it('are −J for aligned Ising spins and +J for opposite ones', () => {
    const aligned = alignedSpins('square', 1);
    expect(bondEnergies(isingDescription, [0.5], 'square', aligned)).toEqual(
      Array.from({ length: 8 }, () => -0.5),
    );
    const flipped = turned(aligned, { kind: 'visible', index: 1 }, 0, 2);
    const energies = bondEnergies(isingDescription, [0.5], 'square', flipped);
    // x1 has a bond to z0 and one to z1.
    expect(energies.map((energy, bond) => [bond, energy]).filter(([, energy]) => energy! > 0)).toEqual([
      [1, 0.5],
      [2, 0.5],
    ]);
    expect(totalOf(energies)).toBe(-2);
  });

  it('of the cross are those of Eq. 12 where only the first row of the hidden spin is coupled', () => {
    // x_k in A1 alone: J0 couples it to the first component of z0, J1 to the vector.
    fc.assert(
      fc.property(block(1), couplings, ({ visible, hidden }, [J0, J1]) => {
        const [x0, x1, x2, x3] = visible.map((corner) => sign(corner[0]!));
        const [z1, z2, z3] = hidden[0]!.map(sign);
        const expected = -J0! * (x0! + x1! + x2! + x3!) * z1! - J1! * ((x0! - x2!) * z2! + (x1! - x3!) * z3!);
        const energies = bondEnergies(vectorDescription, [J0!, J1!, 0, 0, 0], 'cross', { visible, hidden });
        expect(totalOf(energies)).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('are the same after a quarter turn of the whole square block', () => {
    fc.assert(
      fc.property(block(4), couplings, (spins, values) => {
        const energy = (of: BlockSpins) => totalOf(bondEnergies(vectorDescription, values, 'square', of));
        expect(energy(rotated(spins))).toBeCloseTo(energy(spins), 10);
      }),
    );
  });
});

describe('the coupling matrix of a direction', () => {
  it('is that of Eq. 17 along the representative bond', () => {
    expect(directionMatrices(vectorDescription, [1, 2, 3, 4, 5])[0]![0]).toEqual([
      [1, 2, 0],
      [3, 4, 0],
      [0, 0, 5],
    ]);
  });
});

describe('turning a component', () => {
  it('goes round the values and leaves the others alone', () => {
    const start = alignedSpins('cross', 2);
    const once = turned(start, { kind: 'hidden', index: 0 }, 1, 3);
    expect(once.hidden).toEqual([[0, 1]]);
    expect(once.visible).toEqual(start.visible);
    const round = turned(
      turned(once, { kind: 'hidden', index: 0 }, 1, 3),
      { kind: 'hidden', index: 0 },
      1,
      3,
    );
    expect(round).toEqual(start);
  });
});
