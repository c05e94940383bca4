import { RandomStream } from '../../../compute/random.ts';
import { degrade, randomDegradation } from '../pictures/degradation.ts';
import { shownDegradation } from '../turing/finish.ts';
import { bootstrap } from '../statistics/bootstrap.ts';
import { areaUnderCurve } from '../statistics/ranks.ts';
import type { TuringModel } from '../turing/model.ts';
import type { ObservedPattern } from '../turing/observation.ts';
import { shuffled, strangePictures } from './strange-pictures.ts';
import type { Measured } from '../../../../preload/contract/index.ts';

const ofEachKind = 40;
/** Range of b in grown patterns, and the a that usually goes with it: strange fields are not to be told by their units. */
const highestB = 0.35;
const aOf = (b: number) => 0.95 - 1.7 * b;

export interface StrangenessScores {
  /** Area under the curve, mean over the kinds. */
  mean: Required<Measured>;
  lowest: { name: string; area: number };
  /** Area under the curve against Gray–Scott patterns from outside the trained ranges, which are not part of the mean. */
  elsewhere: number;
  each: Record<string, number>;
}

/** How well a model tells patterns like its training data from strange ones. */
export function strangeness(
  model: TuringModel,
  ordinary: readonly ObservedPattern[],
  elsewhere: readonly ObservedPattern[],
  seed: number,
): StrangenessScores {
  const { size } = model.reader;
  const stream = new RandomStream(seed, 'strange pictures');
  const kinds = Object.entries(strangePictures).map(([name, make]) => ({
    name,
    pictures: Array.from({ length: ofEachKind }, () => make(size, stream)),
  }));
  kinds.push({
    name: 'shuffled patterns',
    pictures: ordinary.slice(0, ofEachKind).map((pattern) => shuffled(pictureOf(pattern), stream)),
  });
  const measure = (patterns: readonly ObservedPattern[]) =>
    Float64Array.from(model.reader.read(patterns), ({ features }) => model.strangeness.measure(features));
  const usual = measure(ordinary);
  const strange = kinds.map(({ pictures }) =>
    measure(pictures.map((picture) => asObserved(picture, size, model.observation, stream))),
  );
  const areas = strange.map((values) => areaUnderCurve(values, usual));
  const each = Object.fromEntries(kinds.map(({ name }, i) => [name, areas[i]]));
  const least = areas.indexOf(Math.min(...areas));
  return {
    mean: bootstrap(usual.length, 'patterns', (indices) => {
      const resampled = Float64Array.from(indices, (i) => usual[i]);
      return strange.reduce((sum, values) => sum + areaUnderCurve(values, resampled) / strange.length, 0);
    }),
    elsewhere: areaUnderCurve(
      measure(
        elsewhere.map((pattern) =>
          model.observation === 'picture' ? asObserved(pictureOf(pattern), size, 'picture', stream) : pattern,
        ),
      ),
      usual,
    ),
    lowest: { name: kinds[least].name, area: areas[least] },
    each,
  };
}

function pictureOf(pattern: ObservedPattern): Float32Array {
  return pattern.observation === 'fields' ? pattern.b : pattern.picture;
}

/** A picture as a model is shown it: degraded as patterns are, or as concentrations in the range of grown patterns. */
function asObserved(
  picture: Float32Array,
  size: number,
  observation: TuringModel['observation'],
  stream: RandomStream,
): ObservedPattern {
  if (observation === 'picture') {
    const degradation = randomDegradation(shownDegradation, stream);
    return { observation, size, picture: degrade(picture, size, degradation, stream) };
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of picture) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const b = picture.map((value) => (highestB * (value - low)) / (high - low || 1));
  return { observation, size, a: b.map(aOf), b };
}
