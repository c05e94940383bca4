import { describe, expect, it } from 'vitest';
import { Adam } from '../../main/compute/adam.ts';

describe('Adam', () => {
  it('begins with the sign of the gradient, whatever its size', () => {
    const direction = new Adam(3).direction(Float64Array.of(5, -0.01, 0));
    expect(direction[0]).toBeCloseTo(1, 8);
    expect(direction[1]).toBeCloseTo(-1, 5);
    expect(direction[2]).toBe(0);
  });

  it('follows the recursion of the paper', () => {
    const gradients = [0.3, -1.2, 0.7];
    const adam = new Adam(1);
    let moment = 0;
    let square = 0;
    for (const [t, g] of gradients.entries()) {
      moment = 0.9 * moment + 0.1 * g;
      square = 0.999 * square + 0.001 * g * g;
      const expected = moment / (1 - 0.9 ** (t + 1)) / (Math.sqrt(square / (1 - 0.999 ** (t + 1))) + 1e-8);
      expect(adam.direction(Float64Array.of(g))[0]).toBeCloseTo(expected, 14);
    }
  });

  it('goes on from its state bit for bit', () => {
    const whole = new Adam(2);
    whole.direction(Float64Array.of(0.4, -2));
    const resumed = new Adam(2);
    resumed.restore(structuredClone(whole.state()));
    expect(resumed.direction(Float64Array.of(1, 3))).toEqual(whole.direction(Float64Array.of(1, 3)));
  });
});
