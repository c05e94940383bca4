import type { PatternGeneration, SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { SimdEngine } from '../../../compute/simd/index.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import type { Patterns } from '../../gray-scott/patterns.ts';
import { flowCoordinatesOf, parameterBox, parameterDimension } from '../coordinates.ts';
import { FlowPair } from '../flow-pair.ts';
import { fitPrincipalComponents } from '../statistics/standardisation.ts';
import { train, type TrainingContext } from '../training.ts';
import { assembleModel } from './assembly.ts';
import { fieldFeatureCount, fieldFeatures } from './features.ts';
import { finishTuringRun } from './finish.ts';
import type { TuringModel } from './model.ts';
import { referenceCount } from './reference.ts';
import { spectralCoordinates, SpectralReader } from './spectral-reader.ts';
import { split, trainingPatterns, type TrainingPatterns } from './training-data.ts';

/** Where generating, training and assembling end in the run's progress. */
const shares = { data: 0.6, training: 0.9, assembly: 0.93 } as const;

/** Trains φu and φv on patterns that are there. */
export async function trainHybrid(
  spec: SpecOf<'turing-hybrid'>,
  { patterns, generation, kept }: TrainingPatterns,
  context: TrainingContext & Pick<RunContext, 'pool'>,
): Promise<TuringModel> {
  const training = new HybridTraining(spec, patterns, generation);
  const stream = context.random('batches');
  training.initialise();
  await train(context, {
    engine: training.pair.engine,
    modules: [training.pair],
    optimiser: spec.optimiser,
    steps: spec.steps,
    step: () => training.step(stream),
    heldOut: () => training.heldOut(),
    data: kept,
    share: [shares.data, shares.training],
  });
  return await assembleModel(training.trained(), context);
}

/** Everything a training of the hybrid works on: flows, patterns, and the losses of a batch. */
export class HybridTraining {
  readonly pair: FlowPair;
  readonly #spec: SpecOf<'turing-hybrid'>;
  readonly #patterns: Patterns;
  readonly #generation: PatternGeneration;
  readonly #features: Float64Array[];
  readonly #u: Float32Array;
  readonly #reader: SpectralReader;
  readonly #components;
  readonly #training: number;

  constructor(spec: SpecOf<'turing-hybrid'>, patterns: Patterns, generation: PatternGeneration) {
    const { size, count, a, b } = patterns;
    const cells = size * size;
    this.#spec = spec;
    this.#patterns = patterns;
    this.#generation = generation;
    this.#training = split(count).training;
    this.#features = Array.from({ length: count }, (_, i) => {
      const plane = (field: Float32Array) => field.subarray(i * cells, (i + 1) * cells);
      return fieldFeatures(plane(a), plane(b), size, 0);
    });
    this.#components = fitPrincipalComponents(
      joinRows(this.#features.slice(0, this.#training)),
      fieldFeatureCount,
      spec.components,
    );
    this.#u = flowCoordinatesOf(patterns.parameters, parameterBox(generation));
    const engine = new SimdEngine();
    this.pair = new FlowPair(engine, {
      seed: spec.seed,
      dimensionU: parameterDimension,
      dimensionV: spec.components,
      macroDimension: spec.macroDimension,
      flowU: spec.flowU,
      flowV: spec.flowV,
    });
    this.#reader = new SpectralReader({
      engine,
      flowV: this.pair.flowV,
      components: this.#components,
      tolerance: spec.observationTolerance,
      macroDimension: spec.macroDimension,
      size,
    });
  }

  initialise(): void {
    const first = Array.from({ length: Math.min(512, this.#training) }, (_, i) => i);
    const stream = new RandomStream(this.#spec.seed, 'tolerance of the first batch');
    const { u, v } = this.#pairs(first, stream);
    this.pair.initialise(u, v);
  }

  step(stream: RandomStream) {
    const chosen = Array.from({ length: this.#spec.batch }, () => stream.integer(this.#training));
    const { u, v } = this.#pairs(chosen, stream);
    return this.pair.loss(u, v, this.#spec.gamma, true);
  }

  heldOut() {
    const chosen = Array.from(
      { length: this.#patterns.count - this.#training },
      (_, i) => this.#training + i,
    );
    const { u, v } = this.#pairs(chosen, new RandomStream(this.#spec.seed, 'tolerance of held-out patterns'));
    return this.pair.loss(u, v, this.#spec.gamma, false);
  }

  trained(): Parameters<typeof assembleModel>[0] {
    const counts = split(this.#patterns.count);
    return {
      parts: {
        spec: this.#spec,
        generation: this.#generation,
        engine: this.pair.engine,
        flowU: this.pair.flowU,
        reader: this.#reader,
        posterior: null,
      },
      patterns: this.#patterns,
      u: this.#u,
      readings: this.#reader.readFeatures(this.#features.slice(0, referenceCount(counts.training))),
      heldOutReadings: this.#reader.readFeatures(this.#features.slice(counts.training)),
    };
  }

  /** u and v of patterns, v with the tolerance's noise. */
  #pairs(indices: readonly number[], stream: RandomStream): { u: Float32Array; v: Float32Array } {
    const u = new Float32Array(indices.length * parameterDimension);
    indices.forEach((index, i) => {
      const start = index * parameterDimension;
      u.set(this.#u.subarray(start, start + parameterDimension), i * parameterDimension);
    });
    const rows = joinRows(indices.map((index) => this.#features[index]));
    const noise = () => stream.normal();
    return { u, v: spectralCoordinates(rows, this.#components, this.#spec.observationTolerance, noise) };
  }
}

function joinRows(rows: readonly Float64Array[]): Float64Array {
  const width = rows[0].length;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) => values.set(row, i * width));
  return values;
}

export const turingHybrid: ExperimentKind<'turing-hybrid'> = {
  kind: 'turing-hybrid',
  title: 'Turing patterns, spectral hybrid',
  description: 'Learns the macrostate of patterns from their spectra, with flows on both sides.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const data = await trainingPatterns(context, spec.data, shares.data);
    const model = await trainHybrid(spec, data, context);
    await finishTuringRun(context, model, data.patterns, {
      title: 'Turing patterns, spectral hybrid',
      share: [shares.assembly, 1],
    });
  },
};
