import { execFileSync } from 'node:child_process';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunRecord } from '../../../preload/contract/index.ts';
import { counted } from '../../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../../main/methods/proof.ts';
import { inFolder } from '../folders.ts';
import { Victim } from '../kills/victim.ts';
import { resultsOf } from '../results.ts';

const rounds = 3;
const spec = { kind: 'oscillator', seed: 8, steps: 700, batch: 64, readings: 1 };
const patience = 60_000;

/**
 * A disk of 8 MB that is really full, where this process may mount one: filled up while a real training runs, and emptied again
 * when it has paused. No row where it may not.
 */
export async function limitedDisk(level: ProofContext['level']): Promise<Check[]> {
  if (level === 'quick') return [];
  return await inFolder(async (folder) => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      return [];
    }
    try {
      let well = 0;
      for (let round = 0; round < rounds; round++)
        if (await fillUp(join(folder, `workspace-${round}`))) well++;
      return [
        counted('disk.full', well, rounds, 'a tmpfs of 8 MB filled up: paused, gone on by itself, same bits'),
      ];
    } finally {
      execFileSync('umount', ['--lazy', folder]);
    }
  });
}

async function fillUp(workspace: string): Promise<boolean> {
  const ballast = `${workspace}-ballast`;
  const victim = new Victim({ workspace, checkpointSeconds: 0.05 });
  try {
    if (!(await victim.ready)) return false;
    const { id: untouched } = await victim.call('runCreate', { spec });
    await reached(victim, untouched, (run) => run.state === 'done');
    const { id } = await victim.call('runCreate', { spec });
    await reached(victim, id, (run) => run.state === 'running');
    const { bavail, bsize } = statfsSync(workspace);
    writeFileSync(ballast, new Uint8Array(Math.max(0, bavail * bsize - 4 * bsize)));
    const paused = await reached(victim, id, (run) => run.state === 'paused' || run.state === 'done');
    rmSync(ballast);
    const waited = paused.waitsForDisk === true && /disk is full/.test(paused.reason ?? '');
    await reached(victim, id, (run) => run.state === 'done');
    const [expected, results] = await Promise.all(
      [untouched, id].map((run) => resultsOf(join(workspace, 'runs', run))),
    );
    return waited && results === expected;
  } finally {
    victim.kill();
    await victim.ended;
    rmSync(workspace, { recursive: true, force: true, maxRetries: 5 });
    rmSync(ballast, { force: true });
  }
}

async function reached(victim: Victim, id: string, wanted: (run: RunRecord) => boolean): Promise<RunRecord> {
  const begin = performance.now();
  for (;;) {
    const run = await victim.call('runRead', { id });
    if (wanted(run)) return run;
    if (performance.now() - begin > patience) throw new Error(`the run is ${run.state}: ${run.reason}`);
    await sleep(10);
  }
}
