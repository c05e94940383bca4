import { runParts, type ProofPart } from '../../main/methods/proof-parts.ts';
import type { Check, ProofContext, Verification } from '../../main/methods/proof.ts';
import { continuityChecks } from './continuity.ts';
import { damageChecks } from './damage.ts';
import { diskChecks } from './disk.ts';
import { hostsChecks } from './hosts.ts';
import { filesChecks } from './files.ts';
import { killsChecks } from './kills.ts';
import { payloadsChecks } from './payloads.ts';
import { soakChecks } from './soak.ts';
import { strangersChecks } from './strangers.ts';

/**
 * What breaks the workbench on purpose, and counts. Each part has a test of the same name, which runs its level 'quick'; shares
 * are of the time of a normal run, and sum to 1.
 */
const parts: readonly ProofPart<Check>[] = [
  { share: 0.15, run: killsChecks },
  { share: 0.1, run: diskChecks },
  { share: 0.05, run: damageChecks },
  { share: 0.1, run: continuityChecks },
  { share: 0.05, run: hostsChecks },
  { share: 0.2, run: soakChecks },
  { share: 0.15, run: filesChecks },
  { share: 0.02, run: strangersChecks },
  { share: 0.15, run: payloadsChecks },
  // It brings a browser along, and its test is tests/e2e/network.test.ts.
  { share: 0.03, run: async (context) => await (await import('./network.ts')).networkChecks(context) },
];

/** macroscope verify reliability */
export const reliability: Verification = {
  title: 'Reliability: files, faults and strangers',
  run: async (context: ProofContext) => await runParts(parts, context),
};
