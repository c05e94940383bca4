import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { energy, evolve } from '../../../main/physics/oscillator/motion.ts';

const coordinate = fc.double({ min: -5, max: 5, noNaN: true });

describe('harmonic oscillator', () => {
  it('keeps its energy', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, (x, p, tau) => {
        expect(energy(...evolve(x, p, tau))).toBeCloseTo(energy(x, p), 9);
      }),
    );
  });

  it('solves dx/dt = p, dp/dt = −x', () => {
    const [x, p] = evolve(1, 0, Math.PI / 2);
    expect(x).toBeCloseTo(0, 12);
    expect(p).toBeCloseTo(-1, 12);
    const step = 1e-6;
    const [moved, kicked] = evolve(0.3, -0.7, step);
    expect((moved - 0.3) / step).toBeCloseTo(-0.7, 5);
    expect((kicked + 0.7) / step).toBeCloseTo(-0.3, 5);
  });
});
