import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RunRecord, RunSummary } from '../../preload/contract/index.ts';
import type { Host } from '../host/host.ts';
import { runPaths } from '../host/store/run-folder.ts';
import { ProgressLine } from './progress.ts';
import { digits, duration, table } from './table.ts';

export interface FollowOptions {
  out?: string;
  json?: true;
  /** Says nothing of the results; the caller does. */
  quiet?: true;
}

const active = ['queued', 'running'];

/**
 * Follows a run to its end with progress on standard error. Ctrl-C stops it with a checkpoint; a second one does not wait for
 * that (the worker still writes one when it finds itself alone). Returns the exit code.
 */
export async function follow(host: Host, id: string, options: FollowOptions): Promise<number> {
  const progress = new ProgressLine();
  const { promise: ended, resolve: end } = Promise.withResolvers<RunSummary>();
  const unlisten = host.events.listen(({ name, payload }) => {
    if (name !== 'runChanged' || payload.id !== id) return;
    if (payload.state === 'running' && payload.progress) progress.show(payload.progress);
    if (!active.includes(payload.state)) end(payload);
  });
  let interrupts = 0;
  const interrupt = () => {
    interrupts++;
    progress.clear();
    if (interrupts > 1) process.exit(130);
    process.stderr.write('Stopping: writing a checkpoint. Ctrl-C again to end at once.\n');
    host.queue.stop(id).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const now = host.queue.summary(id);
  if (!active.includes(now.state)) end(now);
  const { state } = await ended;
  unlisten();
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  progress.clear();

  const record = await host.call('runRead', { id });
  const { folder, artifacts } = runPaths(join(host.workspace.runs, id));
  if (state === 'done' && options.out !== undefined) {
    mkdirSync(options.out, { recursive: true });
    cpSync(artifacts, options.out, { recursive: true });
  }
  if (options.json && !options.quiet) process.stdout.write(`${JSON.stringify(record, null, 2)}\n`);
  else if (state === 'done' && !options.quiet) process.stdout.write(report(record, options.out ?? artifacts));
  if (state === 'done') return 0;
  process.stderr.write(`${ending(record, folder)}\n`);
  return interrupts > 0 ? 130 : 1;
}

function report(record: RunRecord, results: string): string {
  const numbers = Object.entries(record.summary).map(([name, value]) => [name, digits(value)]);
  return [
    `${record.name} is done after ${duration(record.computeSeconds)} of computing.\n`,
    numbers.length > 0 ? table(['result', 'value'], numbers) : '',
    `Run: ${record.id}\nResults: ${resolve(results)}\n`,
  ].join('');
}

function ending(record: RunRecord, folder: string): string {
  const again = `Go on with: npm run -s macroscope -- resume ${record.id}`;
  if (record.state === 'failed') {
    const { message, remedy } = record.error ?? { message: record.reason ?? 'no reason given' };
    return [`macroscope: The run failed: ${message}`, remedy, `Its log is in ${folder}.`]
      .filter(Boolean)
      .join(' ');
  }
  return `macroscope: The run is ${record.state} (${record.reason ?? 'no reason given'}). ${again}`;
}
