import type { ExperimentKind } from '../../context.ts';

/** Knows no tensors until it runs: the lists of kinds are read by everybody. */
export const turingConvolutional: ExperimentKind<'turing-convolutional'> = {
  kind: 'turing-convolutional',
  title: 'Turing patterns, convolutional flow',
  description:
    'Learns the macrostate of patterns with the paper’s multi-scale convolutional flow; slow without a GPU.',
  lane: 'batch',
  async run(context) {
    const { runConvolutional } = await import('./experiment.ts');
    await runConvolutional(context);
  },
};
