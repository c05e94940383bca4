import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { ArrayRecord, ExperimentSpec } from '../../../preload/contract/index.ts';
import { kinds } from '../../methods/index.ts';
import { loadKind } from '../jobs/kinds.ts';
import { workerEntry } from '../jobs/launcher.ts';
import { storageError } from '../store/files.ts';
import { applicationVersion } from '../version.ts';
import { HostedRun } from './context.ts';
import { Threads } from './threads.ts';

export interface DirectRun {
  spec: ExperimentSpec;
  inputs: ArrayRecord;
  /** Where its artifacts go. */
  out: string;
  /** Folder of all runs, for models and data sets they made. */
  runs: string;
  onProgress(fraction: number, message: string): void;
}

const nothing = () => {};

/** Runs an experiment in this very process, with its results in a folder of the user's: for short runs that need no run folder. */
export async function runDirectly({ spec, inputs, out, runs, onProgress }: DirectRun): Promise<void> {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw storageError(out, error);
  }
  const kind = await loadKind(kinds, spec.kind);
  const pool = new Threads(availableParallelism(), workerEntry());
  const run = new HostedRun({
    spec,
    version: applicationVersion(),
    artifacts: out,
    inputs,
    runs,
    pool,
    listener: {
      metrics: nothing,
      frame: nothing,
      summary: nothing,
      backend: nothing,
      progress: onProgress,
    },
  });
  try {
    await kind.run(run);
    run.finish();
  } finally {
    run.close();
    await pool.close();
  }
}
