import type { Check, Verification } from '../../proof.ts';
import { runParts, type ProofPart } from '../../proof-parts.ts';
import { extensionChecks } from './extension.ts';
import { finiteSizeChecks } from './finite-size.ts';
import { importanceChecks } from './importance.ts';
import { monteCarloChecks } from './monte-carlo.ts';
import { newtonChecks } from './newton.ts';
import { rsrgChecks } from './rsrg.ts';
import { twoLayerChecks } from './two-layer.ts';

const parts: readonly ProofPart<Check>[] = [
  { share: 0.1, run: monteCarloChecks },
  { share: 0.15, run: newtonChecks },
  { share: 0.3, run: finiteSizeChecks },
  { share: 0.15, run: rsrgChecks },
  { share: 0.2, run: extensionChecks },
  { share: 0.05, run: importanceChecks },
  { share: 0.05, run: twoLayerChecks },
];

/** Everything the inverse renormalization group promises, measured; docs/upscaling.md says what the numbers mean. */
export const inverseRgVerification: Verification = {
  title: 'Inverse RG: Monte Carlo, upscalers, exponents and spectra of the critical Ising model',
  run: async (context) => await runParts(parts, context),
};
