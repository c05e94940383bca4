import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FaultyDisk, type Fault } from './faults.ts';
import { tryFault, type TrialResult } from './trial.ts';

/** A process that tries one fault after the other on a disk of its own. */
export type ToTrials = { type: 'count' } | { type: 'try'; fault: Fault };
export type FromTrials =
  | { type: 'counted'; operations: number }
  | { type: 'tried'; result: TrialResult; fired: boolean; stray: string[] };

const folder = mkdtempSync(join(tmpdir(), 'macroscope-disk-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const disk = new FaultyDisk();
/** What would have ended the workbench. */
let stray: string[] = [];
for (const event of ['uncaughtException', 'unhandledRejection']) {
  process.on(event, (error: Error) => stray.push(String(error.stack ?? error)));
}
let expected = '';
const tell = (message: FromTrials) => process.send?.(message);
const workspace = join(folder, 'workspace');

async function follow(message: ToTrials): Promise<void> {
  if (expected === '') {
    const { results, operations } = await tryFault(disk, workspace, null, '');
    expected = results;
    if (message.type === 'count') tell({ type: 'counted', operations });
  }
  if (message.type !== 'try') return;
  stray = [];
  let result: TrialResult;
  try {
    result = await tryFault(disk, workspace, message.fault, expected);
  } catch (error) {
    stray.push(`the trial itself: ${String((error as Error).stack)}`);
    const nothing = { paused: false, told: false, intact: false, ended: false, identical: false };
    result = { fault: message.fault, first: disk.first, ...nothing, why: [] };
  }
  tell({ type: 'tried', result, fired: result.first !== '', stray });
}

let last = Promise.resolve();
process.on('message', (message: ToTrials) => {
  last = last.then(() => follow(message));
});
process.on('disconnect', () => process.exit(0));
