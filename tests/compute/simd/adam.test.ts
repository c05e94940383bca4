import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { Adam, SimdEngine } from '../../../main/compute/simd/index.ts';
import { parameter } from '../../../main/compute/simd/parameter.ts';

describe('Adam', () => {
  it.each([Infinity, 0.5])('with clip %d steps as the formula does', (clip) => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    const stream = new RandomStream(4, 'adam');
    const parameters = [parameter(engine, 'a', [3, 7]), parameter(engine, 'b', [5])];
    for (const { value } of parameters) stream.fillNormal(value);
    const adam = new Adam(engine, parameters, { clip });
    const values = parameters.map(({ value }) => Float64Array.from(value));
    const first = values.map(({ length }) => new Float64Array(length));
    const second = values.map(({ length }) => new Float64Array(length));

    for (let step = 1; step <= 20; step++) {
      for (const { gradient } of parameters) stream.fillNormal(gradient, 2);
      const gradients = parameters.map(({ gradient }) => Float64Array.from(gradient));
      const norm = Math.hypot(...gradients.flatMap((gradient) => Array.from(gradient)));
      const rate = 0.01 * step;
      expect(adam.step(rate)).toBeCloseTo(norm, 5);
      for (const [index, gradient] of gradients.entries()) {
        gradient.forEach((raw, i) => {
          const g = raw * Math.min(1, clip / norm);
          first[index][i] = 0.9 * first[index][i] + 0.1 * g;
          second[index][i] = 0.999 * second[index][i] + 0.001 * g * g;
          const mean = first[index][i] / (1 - 0.9 ** step);
          const deviation = Math.sqrt(second[index][i] / (1 - 0.999 ** step));
          values[index][i] -= (rate * mean) / (deviation + 1e-8);
        });
      }
      for (const [index, { value, gradient }] of parameters.entries()) {
        value.forEach((measured, i) => expect(Math.abs(measured - values[index][i])).toBeLessThan(2e-5));
        expect(gradient.every((g) => g === 0)).toBe(true);
      }
    }
    expect(adam.steps).toBe(20);
  });

  it('stops a training that diverged, with its weights as they were', () => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    const weight = parameter(engine, 'w', [4]);
    weight.value.fill(2);
    weight.gradient[1] = NaN;
    expect(() => new Adam(engine, [weight]).step(0.1)).toThrow(/not finite at step 0/);
    expect(Array.from(weight.value)).toEqual([2, 2, 2, 2]);
  });
});
