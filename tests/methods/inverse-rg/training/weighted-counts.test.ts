import { describe, expect, it } from 'vitest';
import {
  mergedCounts,
  WeightedCounts,
} from '../../../../main/methods/inverse-rg/training/weighted-counts.ts';

/** Counts of two cases from configurations given as [ties, pixels along in case 0, in case 1]. */
function countsOf(configurations: readonly (readonly [number, number, number])[]): WeightedCounts {
  const counts = new WeightedCounts(2);
  for (const [ties, first, second] of configurations) {
    const weight = counts.open(ties);
    counts.sums[1] += first * weight;
    counts.sums[3] += second * weight;
  }
  return counts;
}

const configurations = [
  [700, 3, 1],
  [690, 2, 2],
  [705, 4, 0],
  [688, 1, 3],
] as const;

describe('counts with weights 2^−ties', () => {
  it('are exact in units of the heaviest configuration, where the weights themselves have long underflowed', () => {
    const counts = countsOf(configurations);
    const relative = configurations.map(([ties]) => 2 ** (688 - ties));
    expect(counts.sums[1]).toBe(3 * relative[0] + 2 * relative[1] + 4 * relative[2] + relative[3]);
    expect(counts.sums[3]).toBe(relative[0] + 2 * relative[1] + 3 * relative[3]);
    expect(counts.weight).toBe(relative.reduce((sum, weight) => sum + weight));
    expect(counts.effectiveSize).toBeCloseTo(
      counts.weight ** 2 / relative.reduce((sum, weight) => sum + weight ** 2, 0),
      12,
    );
  });

  it('are the same however the configurations are split up', () => {
    const whole = countsOf(configurations);
    const merged = mergedCounts([
      countsOf([]),
      countsOf(configurations.slice(0, 1)),
      countsOf(configurations.slice(1, 3)),
      countsOf(configurations.slice(3)),
    ]);
    expect(merged).toEqual(whole);
  });

  it('come back from a checkpoint, and from an empty one', () => {
    for (const counts of [countsOf(configurations), new WeightedCounts(2)]) {
      expect(WeightedCounts.fromArrays(counts.toArrays('here'), 'here')).toEqual(counts);
    }
  });

  it('count configurations when no ties are given', () => {
    const counts = countsOf(configurations.map(([, a, b]) => [0, a, b] as const));
    expect(counts.effectiveSize).toBe(4);
    expect([...counts.sums]).toEqual([0, 10, 0, 6]);
  });

  it('add up over the cases of a coarser neighbourhood', () => {
    const lumped = countsOf(configurations).lump(Uint32Array.from([1, 1]), 2);
    const { sums } = countsOf(configurations);
    expect([...lumped.sums]).toEqual([0, 0, 0, sums[1] + sums[3]]);
    expect(lumped.effectiveSize).toBe(countsOf(configurations).effectiveSize);
  });
});
