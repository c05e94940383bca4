import type { OptimiserSpec, PatternGeneration } from '../../../../preload/contract/index.ts';
import { patternGeneration } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Adam, learningRate, type Module, type SimdEngine } from '../../../compute/simd/index.ts';
import { emptyPatterns, type Patterns } from '../../gray-scott/patterns.ts';
import { EncoderTraining } from '../turing/encoder-training.ts';
import { HybridTraining } from '../turing/hybrid-experiment.ts';
import { encoderSpec } from './encoder.ts';
import { hybridSpec } from './hybrid.ts';

/** A training as it runs in an experiment, step by step. */
export interface TimedTraining {
  steps: number;
  step(index: number): void;
}

/** What a step costs does not depend on how many patterns there are, nor on what they show. */
const patternCount = 256;

/** The spectral hybrid with its default settings, on fields of noise. */
export function hybridTraining(seed: number): TimedTraining {
  const training = new HybridTraining(hybridSpec, ...noisePatterns(seed));
  training.initialise();
  const { pair } = training;
  const stream = new RandomStream(seed, 'batches');
  return timed(pair.engine, [pair], hybridSpec, () => training.step(stream));
}

/** The CNN on both fields with its default settings, on fields of noise. */
export function encoderTraining(seed: number): TimedTraining {
  const training = new EncoderTraining(encoderSpec, ...noisePatterns(seed));
  training.initialise();
  const stream = new RandomStream(seed, 'batches');
  return timed(training.engine, training.modules, encoderSpec, () => training.step(stream));
}

function timed(
  engine: SimdEngine,
  modules: readonly Module[],
  { optimiser, steps }: { optimiser: OptimiserSpec; steps: number },
  step: () => unknown,
): TimedTraining {
  const adam = new Adam(
    engine,
    modules.flatMap((module) => module.parameters()),
    { clip: optimiser.clip },
  );
  return {
    steps,
    step: (index) => {
      engine.scope(step);
      adam.step(learningRate(optimiser, index, steps));
    },
  };
}

function noisePatterns(seed: number): [Patterns, PatternGeneration] {
  const generation = patternGeneration.parse({});
  const patterns = emptyPatterns(patternCount, generation.size);
  const stream = new RandomStream(seed, 'benchmark: patterns');
  for (const field of [patterns.a, patterns.b]) field.forEach((_, i) => (field[i] = stream.uniform()));
  const { Da, Db, F } = generation;
  for (let i = 0; i < patternCount; i++) {
    const feed = stream.between(F.low, F.high);
    patterns.parameters.set(
      [stream.between(Da.low, Da.high), stream.between(Db.low, Db.high), feed, Math.sqrt(feed) / 2 - feed],
      4 * i,
    );
  }
  return [patterns, generation];
}
