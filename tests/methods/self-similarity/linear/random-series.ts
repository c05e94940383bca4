import { RandomStream } from '../../../../main/compute/random.ts';
import { LinearRule } from '../../../../main/methods/self-similarity/linear/rule.ts';
import {
  stateOf,
  type SpaceBoundary,
  type Spacetime,
} from '../../../../main/methods/self-similarity/spacetime.ts';

export interface Shape {
  runs: number;
  times: number;
  fields: number;
  height: number;
  width: number;
  boundary: SpaceBoundary;
  vectors?: boolean;
}

/** Independent normal numbers everywhere. */
export function whiteSeries({ vectors = false, ...shape }: Shape, random: RandomStream): Spacetime {
  const { runs, times, fields, height, width } = shape;
  const data = new Float32Array(runs * times * fields * height * width);
  random.fillNormal(data);
  return { ...shape, data, binary: false, vectors };
}

export function randomRule(
  fields: number,
  kernel: number,
  planar: boolean,
  random: RandomStream,
): LinearRule {
  const weights = new Float64Array(fields * fields * kernel ** (planar ? 2 : 1));
  random.fillNormal(weights, 1 / Math.sqrt(weights.length / fields));
  return new LinearRule(fields, kernel, planar, weights);
}

/** Runs of a rule from white starts; cells that an open boundary leaves without a next state get random ones. */
export function seriesOfRule(rule: LinearRule, shape: Shape, random: RandomStream): Spacetime {
  const series = whiteSeries(shape, random);
  for (let run = 0; run < shape.runs; run++) {
    for (let time = 0; time + 1 < shape.times; time++) {
      const next = stateOf(series, run, time + 1).data;
      const predicted = rule.step(stateOf(series, run, time), shape.boundary).data;
      for (let i = 0; i < next.length; i++) if (!Number.isNaN(predicted[i])) next[i] = predicted[i];
    }
  }
  return series;
}
