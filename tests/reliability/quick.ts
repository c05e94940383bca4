import { availableParallelism } from 'node:os';
import { expect } from 'vitest';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { Threads } from '../../main/host/worker/threads.ts';
import { workerEntry } from '../../main/host/jobs/launcher.ts';
import { loadModel } from '../../main/host/worker/models.ts';

/** Runs the short version of a part and expects every row of it to pass; prints the counts. */
export async function expectToHold(part: (context: ProofContext) => Promise<Check[]>): Promise<void> {
  const pool = new Threads(availableParallelism(), workerEntry());
  try {
    const checks = await part({
      level: 'quick',
      seed: 1,
      pool,
      model: async (id) => await loadModel(id, ''),
      progress: () => {},
    });
    expect(checks.length).toBeGreaterThan(0);
    for (const { id, measured, reference } of checks)
      process.stdout.write(`${id}: ${measured} of ${reference}\n`);
    expect(checks.filter((check) => !check.pass)).toEqual([]);
  } finally {
    await pool.close();
  }
}
