import { describe, expect, it } from 'vitest';
import { HostError, type InternalGroup } from '../../../../preload/contract/index.ts';
import { bareCouplings } from '../../../../main/methods/mlrg/coupling-space.ts';
import { criticalBareCoupling } from '../../../../main/methods/mlrg/exact/critical.ts';
import { exactFixedPoint, exactMap } from '../../../../main/methods/mlrg/exact/map.ts';
import { followFlow, phaseOf } from '../../../../main/methods/mlrg/exact/phase.ts';

const mapOf = (internal: InternalGroup, spin: string) => exactMap({ internal, spin, frame: 'paper' });

describe('exact RG map', () => {
  it.each([
    ['Z2', 0.81392, 0.8804],
    ['S3', 1.85772, 0.988],
  ] as [InternalGroup, number, number][])(
    'of %s spins A1 has its critical fixed point at %f, by bisection as by Newton, and y_t %f',
    (internal, expected, exponent) => {
      const map = mapOf(internal, 'A1');
      const { critical, bits } = criticalBareCoupling(map);
      expect(Math.abs(critical - expected)).toBeLessThan(1e-5);
      expect(bits).toBeGreaterThan(0.07);
      const fixed = exactFixedPoint(map, Float64Array.of(1.1 * critical));
      expect(fixed.converged).toBe(true);
      expect(Math.abs(fixed.couplings[0] - critical)).toBeLessThan(2e-6);
      expect(Math.log(map.jacobian(fixed.couplings)[0]) / Math.log(Math.SQRT2)).toBeCloseTo(exponent, 3);
    },
  );

  it('finds the saddle of A1+E and says what its steps cost', () => {
    const map = mapOf('Z2', 'A1+E');
    const near = followFlow(map, bareCouplings(map.space, 0.4015), 6);
    const fixed = exactFixedPoint(map, near.couplings);
    expect(fixed.converged).toBe(true);
    const next = map.step(fixed.couplings);
    expect(next.bits).toBeGreaterThan(0.2);
    for (const [m, coupling] of next.couplings.entries()) expect(coupling).toBeCloseTo(fixed.couplings[m], 8);
  });

  it('names the phases at the ends of flows', () => {
    const map = mapOf('Z2', 'A1');
    expect([0.2, 0.8, 0.83, 1.5].map((bare) => phaseOf(map, Float64Array.of(bare)))).toEqual([
      'disordered',
      'disordered',
      'ordered',
      'ordered',
    ]);
    expect(followFlow(map, Float64Array.of(0.81392), 3).phase).toBe('undecided');
  });

  it('refuses a range without a critical coupling', () => {
    const map = mapOf('Z2', 'A1');
    expect(() => criticalBareCoupling(map, { low: 0.1, high: 0.5 })).toThrow(HostError);
    expect(() => criticalBareCoupling(map, { low: 0.1, high: 0.5 })).toThrow(
      /flows end disordered and disordered/,
    );
  });

  it('is a function: the same step whenever it is asked for', () => {
    const [one, other] = [mapOf('Z2', 'A1+E'), mapOf('Z2', 'A1+E')];
    const couplings = Float64Array.of(0.6, 0.5, 0.2, 0.2, -0.1);
    one.step(Float64Array.of(0.3, 0.1, 0, 0, 0));
    expect(one.step(couplings)).toEqual(other.step(couplings));
    // What a caller does to a result does not change the next.
    one.step(couplings).couplings.fill(0);
    expect(one.step(couplings)).toEqual(other.step(couplings));
  });
});
