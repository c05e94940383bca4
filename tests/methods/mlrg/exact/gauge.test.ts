import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { Divergence } from '../../../../main/methods/mlrg/exact/divergence.ts';
import { enumerate } from '../../../../main/methods/mlrg/exact/enumeration.ts';
import { HiddenGauge } from '../../../../main/methods/mlrg/exact/gauge.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';

const spaceOf = (internal: InternalGroup, spin: string) => couplingSpace({ internal, spin, frame: 'paper' });

describe('gauge of the hidden spin', () => {
  it.each([
    ['Z2', 'A1+E'],
    ['Z2', '2A1+E'],
    ['Z2', '2A1+B1'],
    ['Z4', 'B1'],
    ['Z3', '2A1'],
    ['Z5', 'A1'],
    ['D6', 'B1'],
    ['S3', '2A1'],
  ] as [InternalGroup, string][])(
    'of %s spins %s changes no visible probability, and is fixed after one fixing',
    (internal, spin) => {
      const space = spaceOf(internal, spin);
      const gauge = new HiddenGauge(space);
      const divergence = new Divergence(enumerate(space));
      const couplings = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: space.couplings.length,
        maxLength: space.couplings.length,
      });
      fc.assert(
        fc.property(couplings, (values) => {
          const student = Float64Array.from(values);
          const fixed = gauge.fix(student);
          divergence.evaluate(student);
          const before = divergence.studentProbabilities.slice();
          divergence.evaluate(fixed);
          for (const [o, p] of before.entries())
            expect(divergence.studentProbabilities[o]).toBeCloseTo(p, 12);
          for (const [m, coupling] of gauge.fix(fixed).entries()) expect(coupling).toBeCloseTo(fixed[m], 12);
        }),
        { numRuns: 15, seed: 4 },
      );
    },
  );

  it('makes J0 and J1 of A1+E positive', () => {
    const gauge = new HiddenGauge(spaceOf('Z2', 'A1+E'));
    expect(Array.from(gauge.fix(Float64Array.of(-1, -2, 3, -4, 5)))).toEqual([1, 2, -3, 4, -5]);
  });

  it('orders copies of an irrep', () => {
    // 2A1: J0 and J2 couple to the first hidden component, J1 and J3 to the second.
    const gauge = new HiddenGauge(spaceOf('Z2', '2A1'));
    expect(Array.from(gauge.fix(Float64Array.of(0.1, -0.7, 0.2, 0.3)))).toEqual([0.7, 0.1, -0.3, 0.2]);
  });

  it('turns the angle between neighbouring clocks to within half a step of zero', () => {
    const space = spaceOf('Z3', 'A1');
    const fixed = new HiddenGauge(space).fix(Float64Array.of(-0.5, 0.8));
    expect(Math.abs(Math.atan2(fixed[1], fixed[0]))).toBeLessThanOrEqual(Math.PI / 3);
    expect(Math.hypot(...fixed)).toBeCloseTo(Math.hypot(0.5, 0.8), 12);
  });

  it('leaves rounding no choice', () => {
    const gauge = new HiddenGauge(spaceOf('Z2', '2A1'));
    const fixed = gauge.fix(Float64Array.of(1e-12, 0.5, 0.4, -0.3));
    expect(Array.from(fixed)).toEqual([0.5, 1e-12, -0.3, 0.4]);
  });
});
