import type { Benchmark, BenchmarkRow } from '../../proof.ts';
import { runParts, type ProofPart } from '../../proof-parts.ts';
import { automataRows } from './automata.ts';
import { networksRows } from './networks.ts';
import { vicsekRows } from './vicsek.ts';

const parts: readonly ProofPart<BenchmarkRow>[] = [
  { share: 0.2, run: automataRows },
  { share: 0.5, run: networksRows },
  { share: 0.3, run: vicsekRows },
];

export const selfSimilarityBenchmark: Benchmark = {
  title: 'Self-similar dynamics: automata, the exact engine, batched learners and flocks',
  run: async (context) => await runParts(parts, context),
};
