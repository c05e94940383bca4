import type { Benchmark, BenchmarkRow } from '../../proof.ts';
import { runParts, type ProofPart } from '../../proof-parts.ts';
import { monteCarloRows } from './monte-carlo.ts';
import { rsrgRows } from './rsrg.ts';
import { streamingRows } from './streaming.ts';
import { trainingRows } from './training.ts';
import { upscalingRows } from './upscaling.ts';

const parts: readonly ProofPart<BenchmarkRow>[] = [
  { share: 0.1, run: monteCarloRows },
  { share: 0.2, run: upscalingRows },
  { share: 0.3, run: streamingRows },
  { share: 0.25, run: trainingRows },
  { share: 0.15, run: rsrgRows },
];

export const inverseRgBenchmark: Benchmark = {
  title: 'Inverse RG: upscaling, training and spectra against the direct ways',
  run: async (context) => await runParts(parts, context),
};
