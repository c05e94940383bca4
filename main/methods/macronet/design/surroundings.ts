import {
  parameterNames,
  type DesignResult,
  type GrayScottParameters,
} from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { clip, parameterDimension } from '../coordinates.ts';
import { quantile } from '../statistics/quantiles.ts';
import type { TuringModel } from '../turing/model.ts';
import type { Reading } from '../turing/pattern-reader.ts';
import type { Search } from './request.ts';
import { sampleParameters } from './sampling.ts';

const cloudPoints = 512;
const curvePoints = 65;
/** The curve reaches ±2 standard deviations of the free coordinate. */
const curveReach = 2;
const intervalDraws = 2000;
const shownMacrostates = 1500;

/** Sampled parameter sets at T = 1, rows of Da, Db, F, k: the uncertainty, not the search's temperature. */
export function cloudOf(
  model: TuringModel,
  reading: Reading,
  sampler: Search['sampler'],
  hold: Partial<GrayScottParameters>,
  stream: RandomStream,
): Float32Array {
  const whole = { sampler, temperature: 1 } as const;
  return rows(
    sampleParameters(model, reading, whole, hold, cloudPoints, stream, []).map(
      ({ parameters }) => parameters,
    ),
  );
}

/** φu⁻¹(β, z) for z between ±2, rows of Da, Db, F, k, where it stays in the trained ranges; empty without a free coordinate. */
export function curveOf(model: TuringModel, reading: Reading): Float32Array {
  if (model.macroDimension >= parameterDimension) return new Float32Array(0);
  const u = model.classCurve(reading, curvePoints, curveReach);
  return rows(
    Array.from({ length: curvePoints }, (_, i) =>
      clip(u.subarray(i * parameterDimension, (i + 1) * parameterDimension), model.box),
    ).flatMap(({ parameters, clipped }) => (clipped.length === 0 ? [parameters] : [])),
  );
}

/** 80% intervals of the posterior at T = 1; null for models without one. */
export function intervalsOf(
  model: TuringModel,
  reading: Reading,
  stream: RandomStream,
): DesignResult['intervals'] {
  if (!model.posterior) return null;
  const u = model.samplePosterior(reading, intervalDraws, 1, stream);
  const sets = Array.from(
    { length: intervalDraws },
    (_, i) => clip(u.subarray(i * parameterDimension, (i + 1) * parameterDimension), model.box).parameters,
  );
  const interval = (name: (typeof parameterNames)[number]) => {
    const values = sets.map((parameters) => parameters[name]);
    return { low: quantile(values, 0.1), median: quantile(values, 0.5), high: quantile(values, 0.9) };
  };
  return { Da: interval('Da'), Db: interval('Db'), F: interval('F'), k: interval('k') };
}

const explanations = {
  inside: 'The example looks like the training patterns.',
  edge: 'Fewer than one training pattern in twenty is as unusual as this example: take the designs with care.',
  outside:
    'The example is unlike the patterns the model was trained on: fewer than one in a hundred of those is as unusual. The designs are the nearest Gray–Scott can come in the trained ranges, if that, and the intervals do not hold.',
} as const;

export function strangenessOf(model: TuringModel, reading: Reading): DesignResult['outOfDistribution'] {
  const value = model.strangeness.measure(reading.features);
  const verdict = model.strangeness.verdict(value);
  return { value, threshold: model.strangeness.outside, verdict, explanation: explanations[verdict] };
}

/** Macrostates of some training patterns, to show where the example lies. */
export function trainingMacrostates({ reference, macroDimension }: TuringModel): Float32Array {
  return reference.macrostates.slice(0, Math.min(reference.count, shownMacrostates) * macroDimension);
}

function rows(sets: readonly GrayScottParameters[]): Float32Array {
  return Float32Array.from(sets.flatMap((parameters) => parameterNames.map((name) => parameters[name])));
}
