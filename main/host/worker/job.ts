import { existsSync, mkdirSync } from 'node:fs';
import { HostError } from '../../../preload/contract/index.ts';
import { bugError } from '../../../preload/contract/wire.ts';
import { RunInterrupted } from '../../methods/context.ts';
import type { kinds as registeredKinds } from '../../methods/index.ts';
import { loadKind } from '../jobs/kinds.ts';
import type { JobOrder, JobOutcome, StopRequest } from '../jobs/protocol.ts';
import { isStorageError, storageError } from '../store/files.ts';
import { runPaths } from '../store/run-folder.ts';
import { HostedRun } from './context.ts';
import { appendLog } from './log.ts';
import type { Parent } from './parent.ts';
import { Threads } from './threads.ts';

/** A host that is gone can't kill a method that never breathes. */
const orphanSeconds = 60;

/** Waits for the one order this process is for, does it and tells how it ended. */
export function serveJob(parent: Parent, kinds: typeof registeredKinds, entry: string): void {
  let run: HostedRun | null = null;
  let asked: StopRequest | null = null;
  const ask = (request: StopRequest) => {
    asked = request;
    run?.request(request);
  };
  let begun = false;
  parent.onGone(() => {
    if (!begun) process.exit(1);
    ask('stop');
    setTimeout(() => process.exit(1), 1000 * orphanSeconds).unref();
  });
  parent.onMessage((message) => {
    if (message.type === 'request') ask(message.request);
    else if (message.type === 'exit') process.exit(0);
    else if (message.type === 'start') {
      begun = true;
      void (async () => {
        const result = await perform(message.order, parent, kinds, entry, (started) => {
          run = started;
          if (asked) run.request(asked);
        });
        await parent.post({ type: 'end', result });
        // Without a host nobody answers with 'exit'.
        if ('connected' in process && process.connected === false) process.exit(0);
      })();
    }
  });
  void parent.post({ type: 'ready' });
}

async function perform(
  order: JobOrder,
  parent: Parent,
  kinds: typeof registeredKinds,
  entry: string,
  onStart: (run: HostedRun) => void,
): Promise<JobOutcome> {
  const paths = runPaths(order.folder);
  const pool = new Threads(order.threads, entry);
  let run: HostedRun | undefined;
  try {
    const kind = await loadKind(kinds, order.spec.kind);
    makeMissing(paths.checkpoints, paths.artifacts);
    run = new HostedRun({
      spec: order.spec,
      version: order.version,
      ...(order.backend === undefined ? {} : { backend: order.backend }),
      artifacts: paths.artifacts,
      checkpoints: { folder: paths.checkpoints, everySeconds: order.checkpointSeconds },
      metricsPath: paths.metrics,
      logPath: paths.log,
      inputs: paths.inputs,
      runs: order.runs,
      pool,
      listener: {
        metrics: (points) => void parent.post({ type: 'metrics', points }),
        progress: (fraction, message) => void parent.post({ type: 'progress', fraction, message }),
        frame: (fields) => void parent.post({ type: 'frame', fields }),
        summary: (values) => void parent.post({ type: 'summary', values }),
        backend: (name) => void parent.post({ type: 'backend', name }),
        warning: (message) => void parent.post({ type: 'warning', message }),
      },
    });
    run.log(`Started by process ${process.pid}.`);
    onStart(run);
    await kind.run(run);
    run.finish();
    return { outcome: 'done' };
  } catch (error) {
    if (error instanceof RunInterrupted) {
      return { outcome: error.request === 'pause' ? 'paused' : 'stopped' };
    }
    if (isStorageError(error)) {
      appendLog(paths.log, `The disk refused: ${error.message} (${error.where ?? ''})`);
      return { outcome: 'blocked', error: error.toShape() };
    }
    const { stack } = error as Error;
    appendLog(paths.log, `Failed: ${stack ?? String(error)}`);
    const shape = (error instanceof HostError ? error : bugError()).toShape();
    return { outcome: 'failed', error: { ...shape, ...(stack === undefined ? {} : { stack }) } };
  } finally {
    run?.close();
    await pool.close();
  }
}

/** A host that was killed while it emptied them has left some out. Throws HostError 'storage'. */
function makeMissing(...folders: string[]): void {
  for (const folder of folders) {
    try {
      if (!existsSync(folder)) mkdirSync(folder);
    } catch (error) {
      throw storageError(folder, error);
    }
  }
}
