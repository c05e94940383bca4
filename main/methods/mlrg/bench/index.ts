import type { Benchmark, BenchmarkRow } from '../../proof.ts';
import { runParts, type ProofPart } from '../../proof-parts.ts';
import { exactRows } from './exact.ts';
import { moderatorRows } from './moderator.ts';
import { symmetryRows } from './symmetry.ts';
import { torusRows } from './torus.ts';
import { trainingRows } from './training.ts';

const parts: readonly ProofPart<BenchmarkRow>[] = [
  { share: 0.1, run: symmetryRows },
  { share: 0.3, run: exactRows },
  { share: 0.2, run: torusRows },
  { share: 0.2, run: moderatorRows },
  { share: 0.2, run: trainingRows },
];

export const mlrgBenchmark: Benchmark = {
  title: 'MLRG: exact steps, training steps, transfer matrices and the symmetry picker',
  run: async (context) => await runParts(parts, context),
};
