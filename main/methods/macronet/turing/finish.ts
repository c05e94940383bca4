import type { Measured } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { RunContext } from '../../context.ts';
import type { Patterns } from '../../gray-scott/patterns.ts';
import { modelArtifacts } from '../../model-artifacts.ts';
import { clip, parameterDimension } from '../coordinates.ts';
import { degrade, randomDegradation } from '../pictures/degradation.ts';
import { examine, growLists, Scorer, trivialShare } from './evaluation.ts';
import type { TuringModel } from './model.ts';
import type { ObservedPattern } from './observation.ts';
import type { Reading } from './pattern-reader.ts';
import { split } from './training-data.ts';

const examined = 40;
const samplesEach = 2;
/** Temperature designs are made at unless the user asks for another. */
export const designTemperature = 0.3;

/** What pictures that a model is measured on have gone through: the ranges of training, length scale kept, periodic. */
export const shownDegradation = { noise: 0.15, unknownZoom: false, windows: 0 } as const;

/** Scores the model on held-out patterns and writes the artifacts of the run. */
export async function finishTuringRun(
  context: Pick<RunContext, 'version' | 'artifact' | 'summary' | 'progress' | 'pool'>,
  model: TuringModel,
  patterns: Patterns,
  { title, share }: { title: string; share: readonly [number, number] },
): Promise<void> {
  const { training } = split(patterns.count);
  const scores = await heldOutScores(model, patterns, training, context, (fraction) =>
    context.progress(share[0] + fraction * (share[1] - share[0]), 'growing designs for held-out patterns'),
  );
  const { spec } = model;
  await modelArtifacts(
    context,
    spec,
    {
      title,
      observation: model.observation,
      samplers: model.posterior ? ['posterior', 'equivalence-class'] : ['equivalence-class'],
      macroDimension: spec.macroDimension,
      ...(spec.kind === 'turing-hybrid' ? { observationTolerance: spec.observationTolerance } : {}),
      trainingPatterns: training,
      scores,
    },
    model.save(),
    { generation: model.generation, floor: model.floor, importance: model.importance },
  );
}

async function heldOutScores(
  model: TuringModel,
  patterns: Patterns,
  first: number,
  context: Pick<RunContext, 'pool'>,
  onProgress: (fraction: number) => void,
): Promise<Record<string, Measured>> {
  const { spec, generation } = model;
  const count = Math.min(examined, patterns.count - first);
  const examination = await examine(patterns, first, count, generation, context.pool, spec.seed);
  const stream = new RandomStream(spec.seed, 'designs for held-out patterns');
  const readings = model.reader.read(showPatterns(model, patterns, first, count, stream));
  const comparison = new Scorer(examination, model.reference, model.observation);
  const samplers: Record<string, (reading: Reading) => Float32Array> = {
    'equivalence class': (reading) => model.sampleClass(reading, samplesEach, 1, stream),
    ...(model.posterior
      ? {
          posterior: (reading: Reading) =>
            model.samplePosterior(reading, samplesEach, designTemperature, stream),
        }
      : {}),
  };
  const scores: Record<string, Measured> = {};
  for (const [name, sample] of Object.entries(samplers)) {
    const lists = readings.map((reading) => parameterLists(sample(reading), model));
    const grown = await growLists(lists, generation, context.pool, stream, onProgress);
    scores[`score, ${name}`] = comparison.scoreOf(grown);
    scores[`trivial, ${name}`] = trivialShare(grown);
  }
  return scores;
}

/**
 * Patterns as users would show them to this model: fields as they are, or pictures degraded at random, of which the share `windows` does
 * not go on across its edges.
 */
export function showPatterns(
  model: TuringModel,
  patterns: Patterns,
  first: number,
  count: number,
  stream: RandomStream,
  windows = 0,
): ObservedPattern[] {
  const { size } = patterns;
  const cells = size * size;
  return Array.from({ length: count }, (_, i) => {
    const plane = (field: Float32Array) => field.subarray((first + i) * cells, (first + i + 1) * cells);
    if (model.observation === 'fields') {
      return { observation: 'fields', size, a: plane(patterns.a), b: plane(patterns.b) };
    }
    const degradation = randomDegradation({ ...shownDegradation, windows }, stream);
    return { observation: 'picture', size, picture: degrade(plane(patterns.b), size, degradation, stream) };
  });
}

/** Parameter sets of samples (rows of flow coordinates), clipped to the trained ranges. */
export function parameterLists(u: Float32Array, model: Pick<TuringModel, 'box'>) {
  return Array.from(
    { length: u.length / parameterDimension },
    (_, i) => clip(u.subarray(i * parameterDimension, (i + 1) * parameterDimension), model.box).parameters,
  );
}
