import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { experimentSpec, HostError, type CallName, type RunRecord } from '../../../preload/contract/index.ts';
import { openHost, type Host } from '../../../main/host/host.ts';
import { forkLauncher } from '../../../main/host/jobs/launcher.ts';
import { RunStore } from '../../../main/host/store/run-store.ts';
import { Competitor } from './pair.ts';

export interface OnlookingCounts {
  refused: number;
  changing: number;
  /** Calls that only look, and were answered. */
  answered: number;
  looking: number;
  /** Files that came, went or changed while the second workbench was there. */
  changedFiles: string[];
}

/** A workbench that does not hold its workspace is asked for everything that the contract has. */
export async function onlook(workspace: string): Promise<OnlookingCounts> {
  const id = await makeRun(workspace);
  const holder = await Competitor.start();
  try {
    await holder.open(workspace);
    let before = stateOf(workspace);
    const host = await openHost({
      workspace,
      runtime: 'browser',
      launcher: forkLauncher(),
      log: pino({ enabled: false }),
    });
    const counts: OnlookingCounts = { refused: 0, changing: 0, answered: 0, looking: 0, changedFiles: [] };
    try {
      for (const [name, argument] of Object.entries(changingCalls(id))) {
        counts.changing++;
        const refusal = await host.call(name as CallName, argument).catch((error: unknown) => error);
        if (refusal instanceof HostError && refusal.code === 'busy') counts.refused++;
      }
      for (const [name, argument] of Object.entries(lookingCalls(id))) {
        counts.looking++;
        await host.call(name as CallName, argument);
        counts.answered++;
      }
      const { transfer } = await host.call('packOpen', { id });
      await host.call('packRead', { transfer, offset: 0, length: 1000 });
      await host.call('packClose', { transfer });
      counts.changedFiles.push(...changes(before, stateOf(workspace)));

      // What a command makes meanwhile is seen, and what a workbench would do about it is left undone: these two are not compared.
      const again = await makeRun(workspace, { reproduction: { of: id } });
      before = stateOf(workspace);
      await seen(host, again);
    } finally {
      await host.close();
    }
    counts.changedFiles.push(...changes(before, stateOf(workspace)));
    return counts;
  } finally {
    await holder.kill();
  }
}

async function seen(host: Host, id: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const unlisten = host.events.listen(({ name, payload }) => {
    if (name === 'runChanged' && payload.id === id) resolve();
  });
  await promise;
  unlisten();
}

const changes = (before: Map<string, string>, after: Map<string, string>) =>
  [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));

async function makeRun(workspace: string, more: Pick<RunRecord, 'reproduction'> = {}): Promise<string> {
  const store = new RunStore({
    runsFolder: join(workspace, 'runs'),
    indexPath: join(workspace, 'index.sqlite'),
    version: '0.0.0',
  });
  await store.scan();
  const { id } = await store.create(experimentSpec.parse({ kind: 'oscillator' }), {
    name: 'Looked at',
    ...more,
  });
  await store.update(id, { state: 'done' });
  store.close();
  return id;
}

const transfer = 'abcdefgh';
const spec = { kind: 'oscillator' };

/**
 * Every call that changes the workspace, with an argument that its schema takes. Named here once more and not taken from the guard
 * that is under test.
 */
const changingCalls = (id: string): Record<string, unknown> => ({
  runCreate: { spec },
  runPause: { id },
  runResume: { id },
  runStop: { id },
  runRetry: { id },
  runRename: { id, name: 'Other' },
  runArchive: { id },
  runRestore: { id },
  runAnnotate: { id, tags: ['x'] },
  runDelete: { id },
  runUndelete: { id },
  binEmpty: {},
  runReproduce: { id },
  sweepCreate: { spec, name: 'S', axes: [{ path: 'seed', values: [1, 2] }] },
  unpackOpen: { name: 'x.zip' },
  unpackWrite: { transfer, offset: 0, bytes: new Uint8Array(1) },
  unpackClose: { transfer },
  unpackCancel: { transfer },
});

/** What a page asks while it shows a workspace. */
const lookingCalls = (id: string): Record<string, unknown> => ({
  workbenchDescribe: {},
  settingsRead: {},
  settingsWrite: { patch: { theme: 'light' } },
  runsList: {},
  runRead: { id },
  binList: {},
  diskUse: {},
  runSparklines: { ids: [id] },
  runMetrics: { id },
  runLog: { id },
  runArtifacts: { id },
  modelsList: {},
  fileInspect: { name: 'table.csv', bytes: new TextEncoder().encode('a,b\n1,2\n3,4\n') },
  symmetryDescribe: { symmetry: { spin: 'ising' } },
});

/** Size, time and sum of every file, but for where SQLite notes who reads: the one that holds the workspace does. */
function stateOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith('-shm'),
  );
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { size, mtimeMs } = statSync(path);
      const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
      return [path.slice(folder.length + 1), `${size} ${mtimeMs} ${sum}`];
    }),
  );
}
