import type { Estimate } from '../../../../preload/contract/index.ts';
import { estimateOf, jackknife } from '../../statistics/jackknife.ts';
import type { CoarseMap, LocalRule } from '../learner.ts';
import { stateOf, type LatticeState, type Spacetime } from '../spacetime.ts';

/** How well a rule predicts a series, each value with a jackknife error over blocks of times and cells. */
export interface Prediction {
  /** Mean squared error of one step. */
  error: Estimate;
  /** Of the state that is predicted, about the mean of each field. */
  variance: Estimate;
  /** error / variance. */
  ratio: Estimate;
  /** Mean squared error of "nothing changes", and over variance. */
  persistence: number;
  persistenceRatio: number;
}

const wantedBlocks = 20;

/**
 * MSE of Eq. 7 (micro states) or Eq. 6 (macro states) over all transitions of all runs. Blocks are about 20: contiguous stretches of time, divided in
 * space as well where there are fewer transitions. Without a second block there are no errors. With an open boundary cells whose neighbourhood
 * is not whole are left out.
 */
export function measurePrediction(rule: LocalRule, series: Spacetime): Prediction {
  const bins = transitionSums(rule, series);
  const replicas = jackknife(bins, (sums) => {
    const { error, variance, persistence } = fromSums(sums, series.fields);
    return [error, variance, error / variance, persistence, persistence / variance];
  });
  const [error, variance, ratio, persistence, persistenceRatio] = replicas.map(estimateOf);
  return {
    error: error,
    variance: variance,
    ratio: ratio,
    persistence: persistence.value,
    persistenceRatio: persistenceRatio.value,
  };
}

/**
 * Sums of one block: transitions of cells, squared errors, squared changes, then per field Σ(y − o) and Σ(y − o)². The origin o is the first value of
 * the field, against cancellation.
 */
function transitionSums(rule: LocalRule, series: Spacetime): Float64Array[] {
  const { runs, times, fields, height, width, boundary } = series;
  const transitions = runs * (times - 1);
  const inTime = Math.min(transitions, wantedBlocks);
  const inSpace = Math.min(width, Math.ceil(wantedBlocks / Math.max(1, inTime)));
  const bins = Array.from({ length: inTime * inSpace }, () => new Float64Array(3 + 2 * fields));
  const plane = height * width;
  const predictable = predictableCells(rule, series);
  const origin = Array.from({ length: fields }, (_, field) => series.data[field * plane]);
  for (let run = 0; run < runs; run++) {
    for (let time = 0; time + 1 < times; time++) {
      const state = stateOf(series, run, time);
      const actual = stateOf(series, run, time + 1).data;
      const predicted = rule.step(state, boundary).data;
      const late = Math.floor(((run * (times - 1) + time) * inTime) / transitions) * inSpace;
      for (const cell of predictable) {
        const sums = bins[late + Math.floor(((cell % width) * inSpace) / width)];
        sums[0]++;
        for (let field = 0; field < fields; field++) {
          const at = field * plane + cell;
          const value = actual[at];
          sums[1] += (predicted[at] - value) ** 2;
          sums[2] += (state.data[at] - value) ** 2;
          const shifted = value - origin[field];
          sums[3 + 2 * field] += shifted;
          sums[4 + 2 * field] += shifted * shifted;
        }
      }
    }
  }
  return bins.filter((sums) => sums[0] > 0);
}

/** Cells of a plane whose neighbourhood is whole. */
function predictableCells({ kernel }: LocalRule, { height, width, boundary }: Spacetime): number[] {
  const cells = Array.from({ length: height * width }, (_, cell) => cell);
  if (boundary === 'periodic') return cells;
  const whole = (at: number, extent: number) =>
    at >= Math.floor((kernel - 1) / 2) && at < extent - Math.floor(kernel / 2);
  return cells.filter(
    (cell) => whole(cell % width, width) && (height === 1 || whole(Math.floor(cell / width), height)),
  );
}

/** Means over cells and fields. */
function fromSums(sums: Float64Array, fields: number) {
  const count = sums[0];
  let variance = 0;
  for (let field = 0; field < fields; field++) {
    const mean = sums[3 + 2 * field] / count;
    variance += Math.max(0, sums[4 + 2 * field] / count - mean * mean);
  }
  return {
    error: sums[1] / (count * fields),
    persistence: sums[2] / (count * fields),
    variance: variance / fields,
  };
}

/** Macro states of a series. A periodic lattice whose side S does not divide leaves cells over: the macro lattice has ends. */
export function coarseGrained(map: CoarseMap, series: Spacetime): Spacetime {
  const macro = map.apply(series);
  const { space } = map.scale;
  const closed = series.width % space === 0 && (series.height === 1 || series.height % space === 0);
  return closed ? macro : { ...macro, boundary: 'open' };
}

/** Predicted[τ] = f(macro[τ − 1]) of one run; predicted[0] is NaN. [times, fields, height, width]. */
export function predictedStates(rule: LocalRule, series: Spacetime, run: number): Float32Array {
  const { times, fields, height, width, boundary } = series;
  const size = fields * height * width;
  const predicted = new Float32Array(times * size).fill(Number.NaN);
  for (let time = 1; time < times; time++) {
    const next: LatticeState = rule.step(stateOf(series, run, time - 1), boundary);
    predicted.set(next.data, time * size);
  }
  return predicted;
}
