import { describe, expect, it } from 'vitest';
import {
  degeneracyAt,
  farthestCoupling,
  flowPath,
  largestBits,
} from '../../../../main/methods/mlrg/analysis/flow-paths.ts';
import { bareCouplings } from '../../../../main/methods/mlrg/coupling-space.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { boltzmannTensor, degeneracy } from '../../../../main/methods/mlrg/tensor/boltzmann.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { gradientMap, linearMap, lineSpace, valley } from './toy-maps.ts';

/** Away from 0.8, where it stands still. */
const departing = linearMap([1.4], [0.8]);

describe('a path of the flow', () => {
  it('holds the start and every step, with what the map knows of each', () => {
    const path = flowPath(departing, Float64Array.of(0.7), 3);
    expect(path.couplings.map(([coupling]) => coupling)).toEqual(
      [0, 1, 2, 3].map((step) => expect.closeTo(0.8 - 0.1 * 1.4 ** step, 12)),
    );
    expect(path.bits).toEqual([1 / 8, 1 / 8, 1 / 8]);
    expect(path.monotone).toEqual([null, null, null, null]);
    expect(path.degeneracy).toEqual(
      path.couplings.map((at) => degeneracyAt(lineSpace, Float64Array.from(at))),
    );
  });

  it('goes down C, and takes D_KL from elsewhere when the map has none', () => {
    const start = Float64Array.of(1.2, -0.4);
    const unknown = flowPath(gradientMap(valley), start, 6);
    expect(unknown.bits).toEqual(Array.from({ length: 6 }, () => null));
    const { monotone, bits } = flowPath(
      gradientMap(valley),
      start,
      6,
      (teacher, student) => student[0] - teacher[0],
    );
    for (let step = 0; step < 6; step++) expect(monotone[step + 1]).toBeLessThan(monotone[step]!);
    expect(bits).toEqual(unknown.couplings.slice(1).map(([x], i) => x - unknown.couplings[i][0]));
    expect(largestBits({ bits })).toBe(Math.max(...bits.map(Number)));
    expect(largestBits(unknown)).toBeNull();
  });

  it('stays where it is once the couplings are as good as infinite', () => {
    const path = flowPath(linearMap([4], [0]), Float64Array.of(1), 6);
    expect(path.couplings.map(([coupling]) => coupling)).toEqual([1, 4, 16, 16, 16, 16, 16]);
    expect(path.couplings[2][0]).toBeGreaterThan(farthestCoupling);
    expect(path.bits).toHaveLength(6);
    expect(path.degeneracy.at(-1)).toBeCloseTo(2, 9);
    expect(path.phase).toBe('ordered');
  });

  it('ends in a phase when it has come there', () => {
    expect(flowPath(departing, Float64Array.of(0.7), 1).phase).toBe('undecided');
    expect(flowPath(linearMap([0.5], [0]), Float64Array.of(0.7), 8).phase).toBe('disordered');
    expect(flowPath(departing, Float64Array.of(0.9), 12).phase).toBe('ordered');
  });

  it('ends disordered also at a stable fixed point beside zero, as learned maps have them', () => {
    const beside = linearMap([0.5], [0.1]);
    expect(flowPath(beside, Float64Array.of(0), 2).phase).toBe('undecided');
    expect(flowPath(beside, Float64Array.of(0), 12).phase).toBe('disordered');
  });
});

it('Z is 1 without couplings and q in the ordered phase', () => {
  for (const [internal, q] of [
    ['Z2', 2],
    ['S3', 3],
    ['S4', 4],
  ] as const) {
    const space = couplingSpace({ internal, spin: 'A1', frame: 'paper' });
    expect(degeneracyAt(space, bareCouplings(space, 0))).toBeCloseTo(1, 12);
    expect(degeneracyAt(space, bareCouplings(space, 10))).toBeCloseTo(q, 3);
  }
});

it('Z is that of the whole weight tensor', () => {
  const space = couplingSpace({ internal: 'Z2', spin: 'A1+E', frame: 'geometric' });
  const random = new RandomStream(5, 'couplings');
  for (let i = 0; i < 5; i++) {
    const couplings = Float64Array.from(space.couplings, () => random.between(-1, 1));
    const whole = degeneracy(boltzmannTensor(space, couplings), 8);
    expect(degeneracyAt(space, couplings)).toBeCloseTo(whole, 10);
  }
});
