import type { ExperimentKindName } from '../../preload/contract/index.ts';
import type { ExperimentKind } from './context.ts';
import type { Benchmark, Verification } from './proof.ts';

/**
 * The registry. A method adds its kinds, verifications and benchmarks here; each is loaded when it is first used, so that the
 * command line starts fast and nobody pays for tensors they don't use.
 */
export const kinds: { [K in ExperimentKindName]?: () => Promise<ExperimentKind<K>> } = {
  'gray-scott-dataset': async () => (await import('./gray-scott/dataset.ts')).grayScottDataset,
  'linear-system': async () => (await import('./macronet/linear-system/experiment.ts')).linearSystem,
  oscillator: async () => (await import('./macronet/oscillator/experiment.ts')).oscillator,
  'turing-hybrid': async () => (await import('./macronet/turing/hybrid-experiment.ts')).turingHybrid,
  'turing-cnn': async () => (await import('./macronet/turing/encoder-experiment.ts')).turingCnn,
  'turing-design': async () => (await import('./macronet/design/experiment.ts')).turingDesign,
  'turing-convolutional': async () => (await import('./macronet/convolutional/index.ts')).turingConvolutional,
  'ising-monte-carlo': async () => (await import('./inverse-rg/monte-carlo/experiment.ts')).isingMonteCarlo,
  'upscaler-training': async () => (await import('./inverse-rg/training/experiment.ts')).upscalerTraining,
  upscaling: async () => (await import('./inverse-rg/upscaling/experiment.ts')).upscaling,
  'spin-analysis': async () => (await import('./inverse-rg/analysis/experiment.ts')).spinAnalysis,
  'inverse-rg-figure': async () => (await import('./inverse-rg/figures/experiment.ts')).inverseRgFigure,
  'mlrg-kl': async () => (await import('./mlrg/kl/experiment.ts')).mlrgKl,
  'mlrg-training': async () => (await import('./mlrg/training/experiment.ts')).mlrgTraining,
  'mlrg-analysis': async () => (await import('./mlrg/analysis/experiment.ts')).mlrgAnalysis,
  'mlrg-reference': async () => (await import('./mlrg/reference/experiment.ts')).mlrgReference,
  'self-similarity': async () => (await import('./self-similarity/analysis/experiment.ts')).selfSimilarity,
  'automaton-survey': async () =>
    (await import('./self-similarity/automata/survey/experiment.ts')).automatonSurvey,
  'vicsek-order': async () => (await import('./self-similarity/vicsek/experiment.ts')).vicsekOrder,
  'diffusion-study': async () => (await import('./self-similarity/diffusion/experiment.ts')).diffusionStudy,
};

export const verifications: Record<string, () => Promise<Verification>> = {
  macronet: async () => (await import('./macronet/verify/index.ts')).macronetVerification,
  'inverse-rg': async () => (await import('./inverse-rg/verify/index.ts')).inverseRgVerification,
  mlrg: async () => (await import('./mlrg/verify/index.ts')).mlrgVerification,
  'self-similarity': async () =>
    (await import('./self-similarity/verify/index.ts')).selfSimilarityVerification,
};

export const benchmarks: Record<string, () => Promise<Benchmark>> = {
  'gray-scott': async () => (await import('./gray-scott/bench.ts')).grayScottBenchmark,
  macronet: async () => (await import('./macronet/bench/index.ts')).macronetBenchmark,
  'inverse-rg': async () => (await import('./inverse-rg/bench/index.ts')).inverseRgBenchmark,
  mlrg: async () => (await import('./mlrg/bench/index.ts')).mlrgBenchmark,
  'self-similarity': async () => (await import('./self-similarity/bench/index.ts')).selfSimilarityBenchmark,
};
