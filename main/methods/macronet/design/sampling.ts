import {
  HostError,
  parameterNames,
  type GrayScottParameters,
  type ParameterName,
} from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { clip, parameterDimension } from '../coordinates.ts';
import { conditionOn } from '../samplers/conditioning.ts';
import type { TuringModel } from '../turing/model.ts';
import type { Reading } from '../turing/pattern-reader.ts';
import type { Search } from './request.ts';

/** A sampled parameter set within the trained ranges. */
export interface SampledParameters {
  parameters: GrayScottParameters;
  clipped: ParameterName[];
}

/** Unconditioned samples that tell importance sampling where to look. */
const startSamples = 512;
/** Below this effective number of draws the conditioned samples are called uncertain. */
const fewDraws = 100;

/** Draws parameter sets for one pattern, some of them held fixed if asked. Adds notes on what was clipped or is uncertain. */
export function sampleParameters(
  model: TuringModel,
  reading: Reading,
  { sampler, temperature }: Pick<Search, 'sampler' | 'temperature'>,
  hold: Partial<GrayScottParameters>,
  count: number,
  stream: RandomStream,
  notes: string[],
): SampledParameters[] {
  const draw = (number: number) =>
    sampler === 'posterior'
      ? model.samplePosterior(reading, number, temperature, stream)
      : model.sampleClass(reading, number, temperature, stream);
  const held = parameterNames.filter((name) => hold[name] !== undefined);
  const u = held.length === 0 ? draw(count) : conditioned(held);
  const sampled = Array.from({ length: count }, (_, i) => {
    const { parameters, clipped } = clip(
      u.subarray(i * parameterDimension, (i + 1) * parameterDimension),
      model.box,
    );
    // Exactly as the user gave them: the coordinates round in the seventh digit.
    return { parameters: { ...parameters, ...only(hold, held) }, clipped };
  });
  const outside = sampled.filter(({ clipped }) => clipped.length > 0).length;
  if (outside > 0) {
    notes.push(
      `${outside} of ${count} sampled parameter sets lay outside the trained ranges and were clipped.`,
    );
  }
  return sampled;

  function conditioned(names: ParameterName[]): Float64Array {
    const density =
      sampler === 'posterior'
        ? model.posteriorDensity(reading, temperature)
        : model.classDensity(reading, temperature);
    const start = Float64Array.from(draw(startSamples));
    const { points, effectiveSampleSize, proposals } = conditionOn(
      hold,
      density,
      start,
      count,
      model.box,
      stream,
    );
    if (points.length === 0) {
      const values = names.map((name) => `${name} = ${hold[name]}`).join(', ');
      throw new HostError('bad-specification', `No parameter set of the trained ranges has ${values}.`, {
        where: 'hold',
        remedy: 'Hold values within the ranges of the training data, or hold fewer.',
      });
    }
    notes.push(
      `Held: ${names.join(', ')}, by importance sampling with ${Math.round(effectiveSampleSize)} effective of ${proposals} draws` +
        (effectiveSampleSize < fewDraws ? ': too few to trust the spread.' : '.') +
        (sampler === 'equivalence-class'
          ? ' The macrostate was given the width of its held-out residuals, since few parameter sets meet both exactly.'
          : ''),
    );
    return points;
  }
}

function only(hold: Partial<GrayScottParameters>, names: ParameterName[]): Partial<GrayScottParameters> {
  return Object.fromEntries(names.map((name) => [name, hold[name]]));
}
