import { expect, test } from 'vitest';
import {
  bondEnergy,
  crossEnergy,
  moved,
  quarterTurn,
  squareEnergy,
  squareMirror,
  transformed,
  type Spin,
} from '../../../../main/methods/mlrg/symmetry/energy.ts';
import { spinRepresentation } from '../../../../main/methods/mlrg/symmetry/representations.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { valueSet } from '../../../../main/methods/mlrg/symmetry/value-sets.ts';

/** One-component spins with these signs. */
const signs = (values: readonly number[]): Spin[] => values.map((s) => Uint8Array.of(s > 0 ? 0 : 1));

test('the energy of bare Ising spins is Eq. 10', () => {
  const space = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
  const [z, x] = [
    [1, -1, 1, 1],
    [1, 1, -1, 1],
  ];
  const expected = -0.7 * z.reduce((sum, s, k) => sum + s * (x[k] + x[(k + 1) % 4]), 0);
  expect(squareEnergy(space, [0.7], signs(z), signs(x))).toBeCloseTo(expected, 14);
  const [zero] = signs([-1]);
  expect(crossEnergy(space, [0.7], zero, signs(x))).toBeCloseTo(0.7 * 2, 14);
});

test('the energy of a Potts bond rewards equal colours', () => {
  const space = couplingSpace({ internal: 'S3', spin: 'A1', frame: 'paper' });
  const bond = (s: number, other: number) =>
    bondEnergy(space, [1.5], 0, Uint8Array.of(s), Uint8Array.of(other));
  expect(bond(1, 1)).toBeCloseTo(-1, 14);
  expect(bond(1, 2)).toBeCloseTo(0.5, 14);
});

test('signs act on values as −1', () => {
  const turn = spinRepresentation({ A1: 0, A2: 0, B1: 0, B2: 0, E: 1 }).rotation;
  // (x, y) → (−y, x): half a turn of the clock stands for the sign.
  expect(transformed(turn, Uint8Array.of(1, 4), valueSet('Z6'))).toEqual(Uint8Array.of(1, 1));
  expect(() => transformed(turn, Uint8Array.of(1, 2), valueSet('S3'))).toThrow(RangeError);
});

test('operations move spins between corners', () => {
  const { rotation } = spinRepresentation({ A1: 1, A2: 0, B1: 0, B2: 0, E: 0 });
  const spins = [0, 1, 2, 3].map((value) => Uint8Array.of(value));
  const after = (from: readonly number[]) =>
    moved(spins, from, rotation, valueSet('Z4')).map(([value]) => value);
  expect(after(quarterTurn.corners)).toEqual([3, 0, 1, 2]);
  expect(after(squareMirror.corners)).toEqual([3, 2, 1, 0]);
});
