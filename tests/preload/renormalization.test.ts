import { describe, expect, it } from 'vitest';
import { bareCriticalCoupling, criticalLiebCoupling } from '../../preload/contract/index.ts';

describe('the critical coupling of the bare model', () => {
  it('is that of Eq. 19 for Ising spins', () => {
    expect(bareCriticalCoupling('Z2')).toBe(criticalLiebCoupling);
    expect(criticalLiebCoupling).toBeCloseTo(0.7642855, 7);
  });

  it.each([
    ['S3', 1.72186],
    ['Z3', 1.72186 / 1.5],
    ['D4', 1.52857],
  ] as const)('of %s is %f', (group, expected) => {
    expect(bareCriticalCoupling(group)).toBeCloseTo(expected, 5);
  });

  it('of the three-state clock and Potts models agree: cos 2πk/3 is 3/2 δ − 1/2', () => {
    expect(1.5 * bareCriticalCoupling('Z3')!).toBeCloseTo(bareCriticalCoupling('S3')!, 12);
  });

  it('is not known of five and six angles', () => {
    expect([bareCriticalCoupling('Z5'), bareCriticalCoupling('D6')]).toEqual([null, null]);
  });
});
