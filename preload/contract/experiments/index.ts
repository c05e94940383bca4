import { z } from 'zod';
import { grayScottDatasetSpec } from './gray-scott.ts';
import { inverseRgFigureSpec, upscalerTrainingSpec, upscalingSpec } from './inverse-rg.ts';
import { isingMonteCarloSpec, spinAnalysisSpec } from './ising.ts';
import { linearSystemSpec } from './linear-system.ts';
import { mlrgAnalysisSpec, mlrgKlSpec, mlrgReferenceSpec } from './mlrg.ts';
import { mlrgTrainingSpec } from './mlrg-training.ts';
import { oscillatorSpec } from './oscillator.ts';
import { selfSimilaritySpec } from './self-similarity.ts';
import { automatonSurveySpec, diffusionStudySpec, vicsekOrderSpec } from './self-similarity-studies.ts';
import { turingCnnSpec, turingConvolutionalSpec, turingDesignSpec, turingHybridSpec } from './turing.ts';

/** All that a run needs. Same specification, seed and backend give the same bits. */
export const experimentSpec = z.discriminatedUnion('kind', [
  linearSystemSpec,
  oscillatorSpec,
  grayScottDatasetSpec,
  turingHybridSpec,
  turingCnnSpec,
  turingConvolutionalSpec,
  turingDesignSpec,
  isingMonteCarloSpec,
  spinAnalysisSpec,
  upscalerTrainingSpec,
  upscalingSpec,
  inverseRgFigureSpec,
  mlrgKlSpec,
  mlrgTrainingSpec,
  mlrgAnalysisSpec,
  mlrgReferenceSpec,
  selfSimilaritySpec,
  automatonSurveySpec,
  diffusionStudySpec,
  vicsekOrderSpec,
]);

export type ExperimentSpec = z.infer<typeof experimentSpec>;
/** As a user writes it: everything but `kind` has a default. */
export type ExperimentDocument = z.input<typeof experimentSpec>;
export type ExperimentKindName = ExperimentSpec['kind'];
export type SpecOf<K extends ExperimentKindName> = Extract<ExperimentSpec, { kind: K }>;

export const schemaOf = {
  'linear-system': linearSystemSpec,
  oscillator: oscillatorSpec,
  'gray-scott-dataset': grayScottDatasetSpec,
  'turing-hybrid': turingHybridSpec,
  'turing-cnn': turingCnnSpec,
  'turing-convolutional': turingConvolutionalSpec,
  'turing-design': turingDesignSpec,
  'ising-monte-carlo': isingMonteCarloSpec,
  'spin-analysis': spinAnalysisSpec,
  'upscaler-training': upscalerTrainingSpec,
  upscaling: upscalingSpec,
  'inverse-rg-figure': inverseRgFigureSpec,
  'mlrg-kl': mlrgKlSpec,
  'mlrg-training': mlrgTrainingSpec,
  'mlrg-analysis': mlrgAnalysisSpec,
  'mlrg-reference': mlrgReferenceSpec,
  'self-similarity': selfSimilaritySpec,
  'automaton-survey': automatonSurveySpec,
  'diffusion-study': diffusionStudySpec,
  'vicsek-order': vicsekOrderSpec,
} as const satisfies Record<ExperimentKindName, z.ZodType>;

export const experimentKinds = Object.keys(schemaOf) as ExperimentKindName[];
