import { HostError, type Reproduction, type RunRecord } from '../../preload/contract/index.ts';
import type { Host } from '../host/host.ts';
import { follow } from './follow.ts';
import { findRun, withHost, type WorkspaceOption } from './session.ts';
import { digits, table } from './table.ts';

/** macroscope reproduce RUN: computes a finished run again. Exit code 0 when every bit agrees, 1 when not. */
export async function reproduce(words: string, options: WorkspaceOption & { json?: true }): Promise<number> {
  return await withHost(options, async (host) => {
    const { id } = await host.call('runReproduce', { id: findRun(host, words) });
    const compared = untilCompared(host, id);
    const code = await follow(host, id, { quiet: true });
    if (code !== 0) return code;
    const failure = await compared;
    const record = await host.call('runRead', { id });
    if (record.reproduction?.agrees === undefined) {
      throw new HostError('not-available', `${id} is computed, but could not be compared: ${failure}`);
    }
    const { agrees } = record.reproduction;
    process.stdout.write(options.json ? `${JSON.stringify(record.reproduction, null, 2)}\n` : report(record));
    return agrees ? 0 : 1;
  });
}

/** Settles when the record holds the comparison, which begins when the run is done; or with what stood against it. */
async function untilCompared(host: Host, id: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const unlisten = host.events.listen(({ name, payload }) => {
    if (name === 'runChanged' && payload.id === id && payload.reproduction?.agrees !== undefined) resolve('');
    if (name === 'notice' && payload.run === id && payload.level === 'error') resolve(payload.message);
  });
  const failure = await promise;
  unlisten();
  return failure;
}

const verdicts = {
  same: 'same',
  different: 'different',
  missing: 'only in the first',
  added: 'only in the second',
} as const;

function report({ id, reproduction }: RunRecord): string {
  const { of, agrees, files = [], notes = [] } = reproduction ?? ({} as Partial<Reproduction>);
  const rows = files.map(({ name, verdict, relativeDifference }) => [
    name,
    verdicts[verdict],
    relativeDifference === undefined ? '' : digits(relativeDifference),
  ]);
  return [
    table(['file', 'verdict', 'relative difference'], rows),
    ...notes.map((line) => `${line}\n`),
    agrees ? `${of} is reproduced: every bit agrees (${id}).\n` : `${of} is not reproduced (${id}).\n`,
  ].join('');
}
