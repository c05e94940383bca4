import type { ArrayRecord, ExperimentSpec, Measured } from '../../../preload/contract/index.ts';
import { modelArtifacts } from '../model-artifacts.ts';

/** Writes a model of two vectors, which has neither patterns nor a posterior. */
export async function vectorModelArtifacts(
  context: Parameters<typeof modelArtifacts>[0],
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
