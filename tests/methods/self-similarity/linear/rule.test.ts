import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { LinearRule } from '../../../../main/methods/self-similarity/linear/rule.ts';
import { stateOf } from '../../../../main/methods/self-similarity/spacetime.ts';
import { randomRule, whiteSeries } from './random-series.ts';

const kernel = (weights: number[]) => new LinearRule(1, 3, false, Float64Array.from(weights));

describe('linear rule', () => {
  it('sums weights times neighbours −⌊(k−1)/2⌋ … ⌊k/2⌋ over all fields, by the definition', () => {
    const random = new RandomStream(1, 'rule');
    for (const [kernel, height, width, fields] of [
      [4, 1, 9, 2],
      [7, 1, 5, 1],
      [2, 5, 4, 3],
      [3, 4, 6, 2],
    ]) {
      const planar = height > 1;
      const rule = randomRule(fields, kernel, planar, random);
      const shape = { runs: 1, times: 1, fields, height, width, boundary: 'periodic' as const };
      const state = stateOf(whiteSeries(shape, random), 0, 0);
      const next = rule.step(state, 'periodic').data;
      const before = Math.floor((kernel - 1) / 2);
      for (let output = 0; output < fields; output++) {
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            let expected = 0;
            for (let input = 0; input < fields; input++) {
              for (let dy = 0; dy < (planar ? kernel : 1); dy++) {
                for (let dx = 0; dx < kernel; dx++) {
                  const row = planar ? (y + dy - before + height) % height : 0;
                  const column = (x + dx - before + 2 * width) % width;
                  const weight =
                    rule.weights[((output * fields + input) * (planar ? kernel : 1) + dy) * kernel + dx];
                  expected += weight * state.data[(input * height + row) * width + column];
                }
              }
            }
            expect(next[(output * height + y) * width + x]).toBeCloseTo(expected, 5);
          }
        }
      }
    }
  });

  it('has no next state for cells without a whole neighbourhood in an open lattice', () => {
    const random = new RandomStream(2, 'rule');
    const shape = { runs: 1, times: 1, fields: 1, height: 4, width: 6, boundary: 'open' as const };
    const state = stateOf(whiteSeries(shape, random), 0, 0);
    const { data } = randomRule(1, 2, true, random).step(state, 'open');
    for (let y = 0; y < 4; y++) {
      for (let x = 0; x < 6; x++) expect(Number.isNaN(data[y * 6 + x])).toBe(y === 3 || x === 5);
    }
  });

  it('has D half the second central moment of its kernel', () => {
    expect(kernel([0.5, 0, 0.5]).describe().diffusion).toBeCloseTo(0.5, 12);
    expect(kernel([1, 2, 1]).describe().diffusion).toBeCloseTo(0.25, 12);
    // A drift does not count.
    expect(kernel([0, 0.5, 0.5]).describe().diffusion).toBeCloseTo(0.125, 12);
    expect(kernel([1, 0, -1]).describe().diffusion).toBeNull();
    const plane = [0, 1, 0, 1, 4, 1, 0, 1, 0].map((weight) => weight / 8);
    const planar = new LinearRule(1, 3, true, Float64Array.from(plane));
    expect(planar.describe().diffusion).toBeCloseTo(0.125, 12);
    expect(planar.describe().weights).toEqual([[plane]]);
  });
});
