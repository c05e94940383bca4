import type { ArrayRecord, ExperimentSpec, ModelSummary } from '../../preload/contract/index.ts';
import type { RunContext } from './context.ts';

/** What model.json holds beside the arrays of weights.npz. */
export interface ModelDescription {
  summary: Omit<ModelSummary, 'id'>;
  spec: unknown;
  seed: number;
  versions: { macroscope: string };
}

/** Writes model.json and weights.npz, and the scores as the run's summary. */
export async function modelArtifacts(
  context: Pick<RunContext, 'version' | 'artifact' | 'summary' | 'progress'>,
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
