import type { Scale } from '../../../../preload/contract/index.ts';
import type { CoarseMap, LearntMap, LocalRule } from '../../../../main/methods/self-similarity/learner.ts';
import type {
  LatticeState,
  SpaceBoundary,
  Spacetime,
} from '../../../../main/methods/self-similarity/spacetime.ts';
import { ElementaryAutomaton } from '../../../../main/physics/cellular-automata/elementary.ts';

/** Learnt things as they would be without learning. */

/** A series of one field on a line. */
export function lineSeries(
  rows: readonly ArrayLike<number>[],
  { runs = 1, boundary = 'periodic' as SpaceBoundary } = {},
): Spacetime {
  const width = rows[0].length;
  const data = Float32Array.from(rows.flatMap((row) => Array.from(row)));
  const binary = data.every((value) => value === 0 || value === 1);
  return {
    runs,
    times: rows.length / runs,
    fields: 1,
    height: 1,
    width,
    data,
    boundary,
    binary,
    vectors: false,
  };
}

export function automatonSeries(rule: number, start: Uint8Array, times: number): Spacetime {
  const cells = new ElementaryAutomaton(rule, start.length).history(start, times - 1);
  const { length } = start;
  return lineSeries(
    Array.from({ length: times }, (_, time) => cells.subarray(time * length, (time + 1) * length)),
  );
}

/** The next state from three neighbours. */
export function localRule(
  next: (left: number, centre: number, right: number) => number,
  elementary = -1,
): LocalRule {
  return {
    fields: 1,
    kernel: 3,
    parameters: 0,
    step: (state: LatticeState, boundary: SpaceBoundary) => {
      const { width, data } = state;
      return {
        ...state,
        data: Float32Array.from(data, (centre, x) => {
          if (boundary === 'open' && (x === 0 || x === width - 1)) return Number.NaN;
          return next(data[(x + width - 1) % width], centre, data[(x + 1) % width]);
        }),
      };
    },
    describe: () => ({
      learner: elementary < 0 ? 'network' : 'binary',
      table:
        elementary < 0
          ? null
          : {
              rule: elementary,
              outputs: Array.from({ length: 8 }, (_, i) => (elementary >> i) & 1),
              seen: Array<number>(8).fill(1),
              observed: Array.from({ length: 8 }, (_, i) => (elementary >> i) & 1),
              deterministic: true,
            },
      weights: null,
      diffusion: null,
    }),
  };
}

export const elementaryRule = (rule: number) =>
  localRule((left, centre, right) => (rule >> (4 * left + 2 * centre + right)) & 1, rule);

/** P by a function of the S cells of the first of T rows. */
export function rowMap(scale: Scale, of: (cells: Float32Array) => number): CoarseMap {
  return {
    scale,
    parameters: 0,
    apply: (series) => {
      const times = Math.floor(series.times / scale.time);
      const width = Math.floor(series.width / scale.space);
      const data = new Float32Array(series.runs * times * width);
      for (let run = 0, to = 0; run < series.runs; run++) {
        for (let time = 0; time < times; time++) {
          for (let x = 0; x < width; x++) {
            const from = (run * series.times + time * scale.time) * series.width + x * scale.space;
            data[to++] = of(series.data.subarray(from, from + scale.space));
          }
        }
      }
      return { ...series, times, width, data };
    },
    describe: () => ({ projection: null, weights: null, parameters: 0 }),
  };
}

/** A restart that ended with this table over the first row. */
export function tableMap(
  rule: number,
  size: number,
  table: string,
  origin: LearntMap['origin'] = 'trained',
): LearntMap {
  const map = rowMap({ space: size, time: size }, (cells) =>
    Number(table[cells.reduce((index, cell) => 2 * index + cell, 0)]),
  );
  return {
    map,
    macroRule: elementaryRule(rule),
    reconstruction: 0.2,
    patchVariance: 0.25,
    projection: { size, mask: 'row', table, name: null },
    origin,
  };
}
