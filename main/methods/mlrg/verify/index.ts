import type { Check, Verification } from '../../proof.ts';
import { runParts, type ProofPart } from '../../proof-parts.ts';
import { analysisChecks } from './analysis.ts';
import { couplingsChecks } from './couplings.ts';
import { exactChecks } from './exact.ts';
import { klChecks } from './kl.ts';
import { torusChecks } from './torus.ts';
import { trainingChecks } from './training.ts';

const parts: readonly ProofPart<Check>[] = [
  { share: 0.1, run: couplingsChecks },
  { share: 0.1, run: klChecks },
  { share: 0.1, run: exactChecks },
  { share: 0.2, run: torusChecks },
  { share: 0.1, run: analysisChecks },
  { share: 0.4, run: trainingChecks },
];

/** Everything the Renormalization lab promises, measured; docs/renormalization.md says what the numbers mean. */
export const mlrgVerification: Verification = {
  title: 'MLRG: symmetries, exact and learned renormalization maps, and the reference that converges',
  run: async (context) => await runParts(parts, context),
};
