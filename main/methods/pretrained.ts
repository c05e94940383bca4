import type { ExperimentSpec, SpecOf } from '../../preload/contract/index.ts';
import type { ModelDescription } from './model-artifacts.ts';

/** The models in resources/models; each is made from the example experiment of its name (`macroscope pretrain`). */
export const pretrainedNames = [
  'linear-system',
  'oscillator',
  'turing-hybrid',
  'turing-cnn',
  'turing-picture',
  'upscaler-k3',
  'upscaler-k5',
  'upscaler-k7',
  'upscaler-sequential',
  'upscaler-temperature',
  'upscaler-two-layer',
  'upscaler-two-layer-k7',
  'mlrg-a1',
  'mlrg-a1-e',
  'mlrg-2a1-e',
] as const;
export type PretrainedName = (typeof pretrainedNames)[number];

type WithPatterns = SpecOf<'turing-hybrid' | 'turing-cnn' | 'turing-convolutional'>;

/** The data set that gives an experiment the patterns it would generate itself, bit for bit; null where it needs none. */
export function datasetFor(spec: ExperimentSpec): SpecOf<'gray-scott-dataset'> | null {
  if (!needsPatterns(spec) || spec.data.source !== 'generate') return null;
  const { seed, count, generation } = spec.data;
  return { kind: 'gray-scott-dataset', version: 1, seed, count, generation };
}

/** The experiment reading its patterns from a run of `datasetFor`, so that several trainings share one generation. */
export function readingFrom(spec: ExperimentSpec, run: string): ExperimentSpec {
  return needsPatterns(spec) ? { ...spec, data: { source: 'run', run } } : spec;
}

/** The description of a model with the experiment that anybody can repeat, instead of one that names a run of this machine. */
export function asShipped(description: ModelDescription, spec: ExperimentSpec): ModelDescription {
  return { ...description, spec, summary: { ...description.summary, spec } };
}

function needsPatterns(spec: ExperimentSpec): spec is WithPatterns {
  return spec.kind.startsWith('turing-') && 'data' in spec;
}
