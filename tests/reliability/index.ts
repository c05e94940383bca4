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
const parts: Record<string, ProofPart<Check>> = {
  kills: { share: 0.15, run: killsChecks },
  disk: { share: 0.1, run: diskChecks },
  damage: { share: 0.05, run: damageChecks },
  continuity: { share: 0.1, run: continuityChecks },
  hosts: { share: 0.05, run: hostsChecks },
  soak: { share: 0.2, run: soakChecks },
  files: { share: 0.15, run: filesChecks },
  strangers: { share: 0.02, run: strangersChecks },
  payloads: { share: 0.15, run: payloadsChecks },
  // It brings a browser along, and its test is tests/e2e/network.test.ts.
  network: {
    share: 0.03,
    run: async (context) => await (await import('./network.ts')).networkChecks(context),
  },
};

/** A part that breaks off is a row that fails: what the others have counted in hours is not lost with it. */
function brokenOff(name: string, error: unknown): Check {
  const source = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { id: `${name}.finished`, measured: 0, reference: 1, tolerance: 0, pass: false, source };
}

/** macroscope verify reliability */
export const reliability: Verification = {
  title: 'Reliability: files, faults and strangers',
  run: async (context: ProofContext) =>
    await runParts(
      Object.entries(parts).map(([name, { share, run }]) => ({
        share,
        run: async (part: ProofContext) =>
          await run(part).catch((error: unknown) => [brokenOff(name, error)]),
      })),
      context,
    ),
};
