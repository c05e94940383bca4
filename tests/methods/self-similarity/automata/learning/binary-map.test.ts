import { describe, expect, it } from 'vitest';
import {
  consistencyOfProjection,
  exactSelfSimilarity,
} from '../../../../../main/methods/self-similarity/automata/exact/projections.ts';
import {
  appliedTwice,
  BinaryMap,
  compositions,
  thresholdMap,
} from '../../../../../main/methods/self-similarity/automata/learning/binary-map.ts';
import { seriesOfRule } from './series.ts';

const row = (size: number) => ({ space: size, time: size, mask: 'row' }) as const;
const patch = (size: number) => ({ space: size, time: size, mask: 'patch' }) as const;

describe('thresholdMap', () => {
  it('is [b + w·x > 0], its table with the first cell most significant', () => {
    const second = thresholdMap(row(2), Float64Array.from([0.1, 2, -1]));
    expect(second.projection()).toEqual({ size: 2, mask: 'row', table: '0101', name: 'keeps the 2nd cell' });
    const or = thresholdMap(row(3), Float64Array.from([1, 1, 1, -0.5]));
    expect(or.projection()?.table).toBe('01111111');
    expect(or.parameters).toBe(4);
  });

  it('of a patch counts the first row first', () => {
    const laterLeft = thresholdMap(patch(2), Float64Array.from([0, 0, 1, 0, -0.5]));
    expect(laterLeft.projection()?.table).toBe('0011001100110011');
  });

  it('is not written out where it has no one size, or too many cells', () => {
    const weights = new Float64Array(17);
    expect(thresholdMap({ space: 2, time: 4, mask: 'row' }, weights.subarray(0, 3)).projection()).toBeNull();
    expect(thresholdMap(patch(4), weights).projection()).toBeNull();
    expect(thresholdMap(patch(3), weights.subarray(0, 10)).projection()?.table).toHaveLength(512);
  });
});

describe('BinaryMap', () => {
  it('coarse-grains whole groups of cells and steps and leaves the rest', () => {
    const series = seriesOfRule(110, { width: 11, times: 9, runs: 2 });
    const and = thresholdMap(
      { space: 3, time: 2, mask: 'patch' },
      Float64Array.from([1, 1, 1, 1, 1, 1, -5.5]),
    );
    const macro = and.apply(series);
    expect([macro.runs, macro.times, macro.height, macro.width]).toEqual([2, 4, 1, 3]);
    expect(macro.binary).toBe(true);
    for (let run = 0; run < 2; run++) {
      for (let t = 0; t < 4; t++) {
        for (let cell = 0; cell < 3; cell++) {
          let all = 1;
          for (let i = 0; i < 6; i++) {
            const time = 2 * t + Math.floor(i / 3);
            all &= series.data[(run * 9 + time) * 11 + 3 * cell + (i % 3)];
          }
          expect(macro.data[(run * 4 + t) * 3 + cell]).toBe(all);
        }
      }
    }
  });
});

describe('composition', () => {
  it.each(['row', 'patch'] as const)('of a %s map is the map applied to what it made', (mask) => {
    const series = seriesOfRule(30, { width: 64, times: 32 });
    const shape = mask === 'row' ? row(2) : patch(2);
    const weights = [0.7, -1.1, 0.4, 0.9].slice(0, mask === 'row' ? 2 : 4);
    const once = thresholdMap(shape, Float64Array.from([...weights, 0.05]));
    const twice = appliedTwice(once);
    expect(twice.scale).toEqual({ space: 4, time: 4 });
    expect(twice.apply(series).data).toEqual(once.apply(once.apply(series)).data);
    expect(new Set(twice.apply(series).data).size).toBe(2);
  });

  it('keeps rules self-similar: additive ones at N = 4', () => {
    for (const rule of [60, 90, 102, 150, 153, 165, 195]) {
      const { examples } = exactSelfSimilarity(rule, 2);
      const maps = examples.map(
        ({ table }) =>
          new BinaryMap(row(2), 3, (cells) => (table[((cells & 1) << 1) | (cells >> 1)] === '1' ? 1 : 0)),
      );
      const composed = compositions(maps);
      expect(composed.length).toBe(examples.length);
      for (const map of composed) expect(consistencyOfProjection(rule, map.projection()!)).toBe(0);
    }
  });

  it('leaves out constant maps and repetitions', () => {
    const maps = [
      [1, 0, -0.5],
      [2, 0, -1],
      [1, 1, 5],
    ].map((weights) => thresholdMap(row(2), Float64Array.from(weights)));
    expect(compositions(maps).map((map) => map.projection()?.table)).toEqual(['0000000011111111']);
  });
});
