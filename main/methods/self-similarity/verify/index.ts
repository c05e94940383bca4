import type { Check, Verification } from '../../proof.ts';
import { runParts, type ProofPart } from '../../proof-parts.ts';
import { analysisChecks } from './analysis.ts';
import { automataChecks } from './automata.ts';
import { diffusionChecks } from './diffusion.ts';
import { networkChecks } from './network.ts';
import { networksChecks } from './networks.ts';
import { vicsekChecks } from './vicsek.ts';

const parts: readonly ProofPart<Check>[] = [
  { share: 0.05, run: automataChecks },
  { share: 0.25, run: networksChecks },
  { share: 0.05, run: diffusionChecks },
  { share: 0.3, run: vicsekChecks },
  { share: 0.25, run: networkChecks },
  { share: 0.1, run: analysisChecks },
];

/** Everything the Self-similarity lab promises, measured; docs/self-similarity.md says what the numbers mean. */
export const selfSimilarityVerification: Verification = {
  title: 'Self-similar dynamics: the exact answer for automata, learners, diffusion and flocks',
  run: async (context) => await runParts(parts, context),
};
