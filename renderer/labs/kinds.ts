import type { ExperimentKindName } from '../../preload/contract/index.ts';

/** Kinds of experiment as lists and headings call them. */
export const kindTitles: Record<ExperimentKindName, string> = {
  'linear-system': 'Linear system',
  oscillator: 'Harmonic oscillator',
  'gray-scott-dataset': 'Turing · data set',
  'turing-hybrid': 'Turing · hybrid',
  'turing-cnn': 'Turing · CNN',
  'turing-convolutional': 'Turing · convolutional',
  'turing-design': 'Turing · design',
  'ising-monte-carlo': 'Ising · Monte Carlo',
  'spin-analysis': 'Ising · own spins',
  'upscaler-training': 'Upscaling · training',
  upscaling: 'Upscaling · ensemble',
  'inverse-rg-figure': 'Upscaling · figure',
  'mlrg-kl': 'Renormalization · divergence',
  'mlrg-training': 'Renormalization · training',
  'mlrg-analysis': 'Renormalization · analysis',
  'mlrg-reference': 'Renormalization · reference',
  'self-similarity': 'Self-similarity · analysis',
  'automaton-survey': 'Self-similarity · Table I',
  'diffusion-study': 'Self-similarity · diffusion',
  'vicsek-order': 'Self-similarity · Vicsek order',
};
