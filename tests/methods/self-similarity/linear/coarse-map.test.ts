import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { LinearMap, meanMap } from '../../../../main/methods/self-similarity/linear/coarse-map.ts';
import { whiteSeries } from './random-series.ts';

describe('linear coarse-graining', () => {
  it('weighs the cells of S (× S) × T patches, by the definition', () => {
    const random = new RandomStream(1, 'map');
    for (const [height, space, time] of [
      [1, 3, 2],
      [5, 2, 3],
    ]) {
      const planar = height > 1;
      const rows = planar ? space : 1;
      const series = whiteSeries(
        { runs: 2, times: 7, fields: 2, height, width: 9, boundary: 'periodic' },
        random,
      );
      const weights = new Float64Array(2 * 2 * time * rows * space);
      random.fillNormal(weights);
      const map = new LinearMap({ space, time }, 2, planar, weights);
      const macro = map.apply(series);
      const size = [macro.runs, macro.times, macro.fields, macro.height, macro.width];
      expect(size).toEqual([2, Math.floor(7 / time), 2, Math.floor(height / rows), Math.floor(9 / space)]);
      const [run, tau, output, y, x] = [1, 1, 1, macro.height - 1, macro.width - 1];
      let expected = 0;
      for (let input = 0; input < 2; input++) {
        for (let t = 0; t < time; t++) {
          for (let dy = 0; dy < rows; dy++) {
            for (let dx = 0; dx < space; dx++) {
              const state = (run * 7 + tau * time + t) * 2 + input;
              const value = series.data[(state * height + y * rows + dy) * 9 + x * space + dx];
              expected += weights[(((output * 2 + input) * time + t) * rows + dy) * space + dx] * value;
            }
          }
        }
      }
      expect(macro.data.at(-1)).not.toBe(0);
      const at = (((run * macro.times + tau) * 2 + output) * macro.height + y) * macro.width + x;
      expect(macro.data[at]).toBeCloseTo(expected, 5);
      expect(map.describe().weights?.shape).toEqual([2, 2, time, rows, space]);
    }
  });

  it('keeps a ring closed only where S divides it', () => {
    const shape = { runs: 1, times: 4, fields: 1, height: 1, width: 9, boundary: 'periodic' as const };
    const series = whiteSeries(shape, new RandomStream(2, 'map'));
    expect(meanMap({ space: 3, time: 2 }, 1, false).apply(series).boundary).toBe('periodic');
    expect(meanMap({ space: 2, time: 2 }, 1, false).apply(series).boundary).toBe('open');
    expect(meanMap({ space: 3, time: 2 }, 1, false).apply({ ...series, boundary: 'open' }).boundary).toBe(
      'open',
    );
  });

  it('as a mean keeps what is even', () => {
    const shape = { runs: 1, times: 4, fields: 2, height: 4, width: 4, boundary: 'periodic' as const };
    const series = whiteSeries(shape, new RandomStream(3, 'map'));
    for (let i = 0; i < series.data.length; i++) series.data[i] = Math.floor(i / 16) % 2 === 0 ? 3 : -5;
    const macro = meanMap({ space: 2, time: 2 }, 2, true).apply(series);
    expect([...macro.data.subarray(0, 8)].map((value) => Math.round(1e5 * value) / 1e5)).toEqual([
      3, 3, 3, 3, -5, -5, -5, -5,
    ]);
  });
});
