import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { Flock, noiseAmplitude } from '../../../main/physics/vicsek/index.ts';

describe('the noise', () => {
  it('has a width of η, or π times that in the convention of the text', () => {
    expect(noiseAmplitude({ noise: 1.5, noiseInterval: 'unit' })).toBe(1.5);
    expect(noiseAmplitude({ noise: 1.5, noiseInterval: 'pi' })).toBe(1.5 * Math.PI);
  });

  it('turns a lone particle by the angle of its random word', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0, max: 7, noNaN: true }),
        (seed, noise) => {
          const parameters = { side: 4, density: 1 / 16, noise, noiseInterval: 'pi' as const, speed: 0.1 };
          const random = new RandomStream(seed, 'lone');
          const flock = new Flock(parameters, random);
          const before = flock.snapshot();
          const after = new RandomStream(0, '');
          after.restore(before.random);
          const angle =
            Math.atan2(before.sine[0], before.cosine[0]) + noise * Math.PI * (after.uniform() - 0.5);
          flock.step();
          expect(Math.abs(flock.cosine[0] - Math.cos(angle))).toBeLessThan(3e-7);
          expect(Math.abs(flock.sine[0] - Math.sin(angle))).toBeLessThan(3e-7);
        },
      ),
      { numRuns: 200, seed: 6 },
    );
  });
});
