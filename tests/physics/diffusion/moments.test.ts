import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { massMoments } from '../../../main/physics/diffusion/moments.ts';

describe('moments of masses', () => {
  it('do not depend on where on the ring the masses are, nor on their scale', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 0, max: 39 }),
        fc.constantFrom(1, 7, -3),
        (values, shift, scale) => {
          const line = new Float64Array(40);
          const ring = new Float64Array(40);
          for (const [i, value] of values.entries()) {
            line[i] = value;
            ring[(i + shift) % 40] = scale * value;
          }
          const expected = massMoments(line, false);
          const found = massMoments(ring, true);
          expect(found.variance).toBeCloseTo(expected.variance, 9);
          expect(found.mass).toBeCloseTo(scale * expected.mass, 9);
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it('are not there for even masses on a ring and for no mass', () => {
    expect(massMoments(new Float64Array(12).fill(2), true).variance).toBeNaN();
    expect(massMoments(new Float64Array(12), false).variance).toBeNaN();
    // On a line an even distribution has one: (n² − 1)/12.
    expect(massMoments(new Float64Array(12).fill(2), false).variance).toBeCloseTo(143 / 12, 12);
  });
});
