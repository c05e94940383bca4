import { describe, expect, it } from 'vitest';
import type { RgMap, RgMonotone } from '../../../../main/methods/mlrg/rg-map.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { monotoneCritical } from '../../../../main/methods/mlrg/training/critical.ts';

/** C = J²/2 − J⁴/4 in one coupling: maximum at 1, with one Euler step as its map. */
const double: RgMonotone = {
  couplings: 1,
  value: ([j]) => j ** 2 / 2 - j ** 4 / 4,
  gradient: ([j], into) => void (into[0] = j - j ** 3),
  hessianVector: ([j], [v], into) => void (into[0] = (1 - 3 * j ** 2) * v),
  hessian: ([j]) => Float64Array.of(1 - 3 * j ** 2),
};

function mapOf(monotone: RgMonotone | null): RgMap {
  return {
    type: 'learned',
    title: 'by hand',
    space: couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' }),
    step(couplings) {
      const slope = new Float64Array(couplings.length);
      monotone?.gradient(couplings, slope);
      return { couplings: couplings.map((j, m) => j - 0.1 * slope[m]), bits: null };
    },
    jacobian: () => new Float64Array(1),
    monotone,
  };
}

describe('the critical coupling of a monotone', () => {
  it.each([0, 1, 8])('is the maximum of C after %i steps', (steps) => {
    expect(monotoneCritical(mapOf(double), { low: 0.1, high: 1.5, steps })).toBeCloseTo(1, 6);
  });

  it('is none where C has no maximum inside the scan', () => {
    expect(monotoneCritical(mapOf(double), { low: 0.1, high: 0.8 })).toBeNull();
    const lost: RgMonotone = { ...double, value: () => Number.NaN };
    expect(monotoneCritical(mapOf(lost))).toBeNull();
  });

  it('is not that of maps without C', () => {
    expect(() => monotoneCritical(mapOf(null))).toThrow(TypeError);
  });
});
