import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { certain, drawRow, drawSpin } from '../../../../main/methods/inverse-rg/generation/draws.ts';

describe('spin draws', () => {
  it('take one number of the stream each, in rows as one by one', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }),
        fc.constantFrom(1, 2),
        (seed, patterns, stride) => {
          const thresholds = Uint32Array.of(0, 2 ** 30, 2 ** 31 - 1, certain);
          const [rows, singles] = [new RandomStream(seed, 'draws'), new RandomStream(seed, 'draws')];
          const count = patterns.length;
          const drawn = new Uint8Array(3 + count * stride).fill(7);
          drawRow(rows, Uint32Array.from(patterns), thresholds, new Uint32Array(count), drawn, 3, stride);
          const expected = new Uint8Array(drawn.length).fill(7);
          for (const [i, pattern] of patterns.entries()) {
            expected[3 + i * stride] = drawSpin(singles, thresholds[pattern]);
          }
          expect(drawn).toEqual(expected);
          expect(rows.state()).toEqual(singles.state());
        },
      ),
    );
  });

  it('never miss at probability 1 and never hit at 0, even with the most extreme numbers', () => {
    class Constant extends RandomStream {
      readonly #value: number;
      constructor(value: number) {
        super(0, 'constant');
        this.#value = value;
      }
      override bits(): number {
        return this.#value;
      }
      override fillBits(target: Uint32Array): void {
        target.fill(this.#value);
      }
    }
    for (const value of [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1]) {
      const random = new Constant(value);
      expect([drawSpin(random, 0), drawSpin(random, certain)]).toEqual([0, 1]);
      const row = new Uint8Array(2);
      drawRow(random, Uint32Array.of(0, 1), Uint32Array.of(0, certain), new Uint32Array(2), row, 0);
      expect([...row]).toEqual([0, 1]);
    }
  });
});
