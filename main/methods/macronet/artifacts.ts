import type { ArrayRecord, ExperimentSpec, Measured, ModelSummary } from '../../../preload/contract/index.ts';
import type { RunContext } from '../context.ts';
import type { ModelDescription } from './stored.ts';

type Context = Pick<RunContext, 'version' | 'artifact' | 'summary' | 'progress'>;

/** Writes model.json and weights.npz, and the scores as the run's summary. */
export async function modelArtifacts(
  context: Context,
  spec: ExperimentSpec,
  summary: Omit<ModelSummary, 'id' | 'kind' | 'createdAt' | 'spec'>,
  arrays: ArrayRecord,
  extra: Record<string, unknown> = {},
): Promise<void> {
  const description: ModelDescription = {
    ...extra,
    summary: { ...summary, kind: spec.kind, createdAt: new Date().toISOString(), spec },
    spec,
    seed: spec.seed,
    versions: { macroscope: context.version },
  };
  await context.artifact('weights.npz', { type: 'arrays', arrays });
  // Last: its presence says that the model is whole.
  await context.artifact('model.json', { type: 'json', value: description });
  context.summary(
    Object.fromEntries(Object.entries(summary.scores).map(([name, { value }]) => [name, value])),
  );
  context.progress(1, 'done');
}

/** The same for models of two vectors, which have neither patterns nor a posterior. */
export async function vectorModelArtifacts(
  context: Context,
  spec: ExperimentSpec,
  model: {
    title: string;
    macroDimension: number;
    observationTolerance?: number;
    arrays: ArrayRecord;
    scores: Record<string, Measured>;
  },
): Promise<void> {
  const { arrays, ...summary } = model;
  await modelArtifacts(
    context,
    spec,
    { ...summary, observation: 'vectors', samplers: ['equivalence-class'] },
    arrays,
  );
}
