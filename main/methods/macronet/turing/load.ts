import { z } from 'zod';
import { HostError, patternGeneration } from '../../../../preload/contract/index.ts';
import { Flow, restoreModules, SimdEngine } from '../../../compute/simd/index.ts';

import { RandomStream } from '../../../compute/random.ts';
import type { StoredModel } from '../../context.ts';
import { parameterDimension } from '../coordinates.ts';
import { FlowPair } from '../flow-pair.ts';
import { StrangenessScale } from '../out-of-distribution.ts';
import { arrayNamed, readStandardisation, specOf } from '../stored.ts';
import { channelsOf, createEncoder, EncoderReader, featureCountOf } from './encoder-reader.ts';
import { createFlows } from './encoder-training.ts';
import { TuringModel, type PosteriorHead } from './model.ts';
import type { PatternReader } from './pattern-reader.ts';
import { TrainingReference } from './reference.ts';
import { readComponents, SpectralReader } from './spectral-reader.ts';

const measured = z.object({
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  method: z.string().optional(),
});
const extras = z.object({
  generation: patternGeneration,
  floor: z.object({ fields: measured, picture: measured, visible: measured }),
  importance: z.object({ Da: measured, Db: measured, F: measured, k: measured }),
});

interface Networks {
  engine: SimdEngine;
  flowU: Flow;
  reader: PatternReader;
  posterior: PosteriorHead | null;
}

/** A model of Turing patterns from its folder. Throws HostError('bad-file') for another kind of model or damaged arrays. */
export async function loadTuringModel(stored: StoredModel): Promise<TuringModel> {
  const kind = (stored.description.spec as { kind?: unknown } | undefined)?.kind;
  if (kind !== 'turing-hybrid' && kind !== 'turing-cnn' && kind !== 'turing-convolutional') {
    throw new HostError(
      'bad-file',
      `The model ${stored.id} (${String(kind)}) does not design Turing patterns.`,
      {
        where: stored.id,
        remedy: 'Choose a model trained on Turing patterns.',
      },
    );
  }
  const parsed = extras.safeParse(stored.description);
  if (!parsed.success) {
    throw new HostError('bad-file', `The description of the model ${stored.id} is incomplete.`, {
      where: `${stored.id}: ${parsed.error.issues[0]?.path.join('.') ?? 'model.json'}`,
      remedy: 'Train the model again with this version.',
    });
  }
  const { size } = parsed.data.generation;
  const networks = await loaders[kind](stored, size);
  const { reader } = networks;
  return new TuringModel({
    spec: specOf(stored, kind),
    ...networks,
    generation: parsed.data.generation,
    floor: parsed.data.floor,
    importance: parsed.data.importance,
    reference: TrainingReference.load(stored.arrays),
    strangeness: StrangenessScale.load(
      stored.arrays,
      reader.gauges.map(({ name }) => name),
    ),
    residual: arrayNamed(stored.arrays, 'residual', Float64Array),
  });
}

type TuringKind = TuringModel['spec']['kind'];

const loaders: Record<TuringKind, (stored: StoredModel, size: number) => Networks | Promise<Networks>> = {
  'turing-hybrid': loadHybrid,
  'turing-cnn': loadEncoder,
  'turing-convolutional': loadConvolutional,
};

function loadHybrid(stored: StoredModel, size: number): Networks {
  const spec = specOf(stored, 'turing-hybrid');
  const engine = new SimdEngine();
  const pair = new FlowPair(engine, {
    ...spec,
    dimensionU: parameterDimension,
    dimensionV: spec.components,
  });
  restoreModules([pair], stored.arrays);
  const reader = new SpectralReader({
    engine,
    flowV: pair.flowV,
    components: readComponents(stored.arrays),
    tolerance: spec.observationTolerance,
    macroDimension: spec.macroDimension,
    size,
  });
  return { engine, flowU: pair.flowU, reader, posterior: null };
}

function loadEncoder(stored: StoredModel, size: number): Networks {
  const spec = specOf(stored, 'turing-cnn');
  const engine = new SimdEngine();
  const encoder = createEncoder(spec, size, engine);
  const { flowU, posterior } = createFlows(spec, engine);
  restoreModules([encoder, flowU, posterior], stored.arrays);
  const reader = new EncoderReader({
    spec,
    engine,
    encoder,
    size,
    planes: readStandardisation(stored.arrays, 'planes', channelsOf(spec)),
    features: readStandardisation(stored.arrays, 'features', featureCountOf(spec)),
  });
  const [scale] = arrayNamed(stored.arrays, 'posterior.scale', Float64Array);
  return { engine, flowU, reader, posterior: { flow: posterior, scale } };
}

async function loadConvolutional(stored: StoredModel, size: number): Promise<Networks> {
  const spec = specOf(stored, 'turing-convolutional');
  const engine = new SimdEngine();
  const flowU = Flow.fromSpec(engine, {
    name: 'flowU',
    dimension: parameterDimension,
    spec: spec.flowU,
    stream: new RandomStream(spec.seed, 'weights of φu'),
  });
  restoreModules([flowU], stored.arrays);
  // Tensors are only loaded for models that need them.
  const { ConvolutionalReader } = await import('../convolutional/reader.ts');
  return {
    engine,
    flowU,
    reader: await ConvolutionalReader.load(spec, size, stored.arrays),
    posterior: null,
  };
}
