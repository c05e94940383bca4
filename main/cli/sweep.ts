import { basename } from 'node:path';
import type { RunSummary } from '../../preload/contract/index.ts';
import { readDocument } from '../host/documents.ts';
import type { Host } from '../host/host.ts';
import { readAxis } from './axes.ts';
import { ProgressLine } from './progress.ts';
import { readUserFile } from './read-file.ts';
import { withHost, type WorkspaceOption } from './session.ts';
import { digits, duration, table } from './table.ts';

export interface SweepOptions extends WorkspaceOption {
  vary: string[];
  name?: string;
  json?: true;
}

const active = ['queued', 'running'];

/** macroscope sweep FILE --vary …: one run for every combination, and a table of their results. Exit code 0 when all are done. */
export async function sweep(file: string, options: SweepOptions): Promise<number> {
  const spec = readDocument(new TextDecoder().decode(readUserFile(file)), basename(file));
  const axes = options.vary.map(readAxis);
  return await withHost(options, async (host) => {
    const name = options.name ?? basename(file).replace(/\.json$/i, '');
    const { runs } = await host.call('sweepCreate', { spec, name, axes });
    const interrupted = await followAll(host, runs);
    const ends = runs.map(({ id }) => host.queue.summary(id));
    process.stdout.write(options.json ? `${JSON.stringify(ends, null, 2)}\n` : results(ends));
    if (interrupted) {
      process.stderr.write('macroscope: Stopped. "macroscope resume RUN" goes on with one of them.\n');
      return 130;
    }
    const undone = ends.filter(({ state }) => state !== 'done');
    if (undone.length === 0) return 0;
    process.stderr.write(`macroscope: ${undone.length} of ${ends.length} runs are not done.\n`);
    return 1;
  });
}

/**
 * Follows runs to their ends, a line for each that ends. Ctrl-C stops them all, the one at work with a checkpoint; a second one does
 * not wait for that. Returns whether that happened.
 */
async function followAll(host: Host, runs: readonly RunSummary[]): Promise<boolean> {
  const progress = new ProgressLine();
  const waiting = new Set(runs.map(({ id }) => id));
  const fractions = new Map<string, number>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const note = (run: RunSummary) => {
    if (!waiting.has(run.id)) return;
    fractions.set(run.id, run.progress?.fraction ?? 0);
    if (!active.includes(run.state)) {
      waiting.delete(run.id);
      fractions.set(run.id, 1);
      progress.clear();
      process.stderr.write(
        `${run.state.padEnd(11)}  ${placeOf(run).padEnd(30)}  ${run.reason ?? duration(run.computeSeconds)}\n`,
      );
    }
    const fraction = [...fractions.values()].reduce((sum, value) => sum + value, 0) / runs.length;
    progress.show({ fraction, message: `${runs.length - waiting.size} of ${runs.length} runs ended` });
    if (waiting.size === 0) end();
  };
  const unlisten = host.events.listen(({ name, payload }) => {
    if (name === 'runChanged') note(payload);
  });
  let interrupts = 0;
  const interrupt = () => {
    interrupts++;
    progress.clear();
    if (interrupts > 1) process.exit(130);
    process.stderr.write('Stopping: writing a checkpoint. Ctrl-C again to end at once.\n');
    void stopAll(host, [...waiting].toReversed());
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  for (const { id } of runs) note(host.queue.summary(id));
  await ended;
  unlisten();
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  progress.clear();
  return interrupts > 0;
}

/** The last in the queue first, so that nothing starts in between. */
async function stopAll(host: Host, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    // It may have ended just now.
    await host.queue.stop(id).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
}

/** "rate = 0.1, seed = 2" */
function placeOf({ sweep: membership }: RunSummary): string {
  return (membership?.axes ?? [])
    .map(({ path, values }, axis) => `${path} = ${String(values[membership?.index[axis] ?? 0])}`)
    .join(', ');
}

function results(runs: readonly RunSummary[]): string {
  const axes = runs[0]?.sweep?.axes ?? [];
  const numbers = [...new Set(runs.flatMap((run) => Object.keys(run.summary)))];
  return table(
    [...axes.map(({ path }) => path), 'state', ...numbers, 'run'],
    runs.map((run) => [
      ...axes.map(({ values }, axis) => String(values[run.sweep?.index[axis] ?? 0])),
      run.state,
      ...numbers.map((name) =>
        run.summary[name] === undefined ? '' : digits(run.summary[name] ?? Number.NaN),
      ),
      run.id,
    ]),
  );
}
