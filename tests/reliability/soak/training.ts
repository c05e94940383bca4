import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine } from '@tensorflow/tfjs-core';
import { loadKind } from '../../../main/host/jobs/kinds.ts';
import { workerEntry } from '../../../main/host/jobs/launcher.ts';
import { HostedRun } from '../../../main/host/worker/context.ts';
import { Threads } from '../../../main/host/worker/threads.ts';
import { kinds } from '../../../main/methods/index.ts';
import type { Snapshot } from '../../../main/methods/context.ts';
import { experimentSpec, type ExperimentDocument } from '../../../preload/contract/index.ts';

/**
 * A training in a process of its own, with checkpoints, metrics and log as in a worker, watched between its steps:
 * node --expose-gc training.ts DOCUMENT STEPS EVERY. Writes a sample as a line of JSON each EVERY steps.
 */
const [document, steps, every] = process.argv.slice(2) as [string, string, string];
const spec = experimentSpec.parse(JSON.parse(document) as ExperimentDocument);
const { gc } = globalThis as unknown as { gc: () => void };

class Enough extends Error {}

class WatchedRun extends HostedRun {
  #step = 0;
  #next = Number(every);

  override metric(name: string, step: number, value: number): void {
    super.metric(name, step, value);
    // What is prepared before the training has steps of its own.
    if (name.startsWith('training')) this.#step = step;
  }

  override async breathe(snapshot: () => Snapshot): Promise<void> {
    await super.breathe(snapshot);
    if (this.#step < this.#next) return;
    this.#next += Number(every);
    // Twice: what the first round frees may hold on to more.
    gc();
    gc();
    const { heapUsed, external, rss } = process.memoryUsage();
    const sample = {
      step: this.#step,
      seconds: performance.now() / 1000,
      used: heapUsed + external,
      resident: rss,
      tensors: engine().state.numTensors,
    };
    process.stdout.write(`${JSON.stringify(sample)}\n`);
    if (this.#step >= Number(steps)) throw new Enough();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'macroscope-soak-'));
const pool = new Threads(1, workerEntry());
const nothing = () => {};
const run = new WatchedRun({
  spec,
  version: 'soak',
  artifacts: folder,
  checkpoints: { folder: join(folder, 'checkpoints'), everySeconds: 5 },
  metricsPath: join(folder, 'metrics.jsonl'),
  logPath: join(folder, 'log.txt'),
  inputs: {},
  runs: folder,
  pool,
  listener: {
    metrics: nothing,
    progress: nothing,
    frame: nothing,
    summary: nothing,
    backend: nothing,
    warning: nothing,
  },
});
try {
  const kind = await loadKind(kinds, spec.kind);
  await kind.run(run as never);
  throw new Error(`the training ended before ${steps} steps`);
} catch (error) {
  if (!(error instanceof Enough)) throw error;
} finally {
  run.close();
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
}
