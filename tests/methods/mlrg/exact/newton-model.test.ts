import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NewtonModel } from '../../../../main/methods/mlrg/exact/newton-model.ts';

const size = 3;
const numbers = (length: number) =>
  fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: length, maxLength: length });

/** A symmetric matrix from any numbers. */
const symmetric = numbers(size * size).map((entries) =>
  Float64Array.from(entries, (entry, i) => (entry + entries[(i % size) * size + Math.floor(i / size)]) / 2),
);

describe('steps of a quadratic model', () => {
  it('go down and stay within their radius, whatever the curvatures', () => {
    const model = new NewtonModel(size);
    fc.assert(
      fc.property(
        numbers(size),
        symmetric,
        fc.double({ min: 1e-3, max: 2, noNaN: true }),
        (values, hessian, radius) => {
          const gradient = Float64Array.from(values);
          fc.pre(Math.hypot(...gradient) > 1e-3);
          const { step, length, free } = model.step(gradient, hessian, radius);
          expect(length).toBeLessThanOrEqual(radius * (1 + 1e-9));
          expect(Math.hypot(...step)).toBeCloseTo(length, 12);
          const slope = step.reduce((sum, part, m) => sum + part * gradient[m], 0);
          expect(slope).toBeLessThanOrEqual(0);
          // Newton's own step ends where the gradient of the model vanishes.
          const left = step.map((_, m) =>
            step.reduce((sum, part, n) => sum + hessian[m * size + n] * part, gradient[m]),
          );
          expect(free ? Math.max(...left.map(Math.abs)) : 0).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 300, seed: 6 },
    );
  });

  it('promise what the model gives', () => {
    const model = new NewtonModel(2);
    const { step, gain, free } = model.step(Float64Array.of(-2, 0), Float64Array.of(4, 0, 0, 1), 1);
    expect(Array.from(step, (part) => part + 0)).toEqual([0.5, 0]);
    expect(gain).toBeCloseTo(0.5, 14);
    expect(free).toBe(true);
  });

  it('leave flat directions at rest', () => {
    const model = new NewtonModel(2);
    const { step } = model.step(Float64Array.of(1, 1e-17), Float64Array.of(2, 0, 0, 0), 10);
    expect(step[0]).toBeCloseTo(-0.5, 12);
    expect(step[1]).toBe(0);
  });

  it('know the way down from a saddle', () => {
    const model = new NewtonModel(2);
    const downhill = model.downhill(Float64Array.of(2, 0, 0, -1), 1e-7);
    expect(downhill && Math.abs(downhill[1])).toBeCloseTo(1, 12);
    expect(model.downhill(Float64Array.of(2, 0, 0, 1e-12), 1e-7)).toBeNull();
  });
});
