import { join } from 'node:path';
import { MessagePort, parentPort, workerData } from 'node:worker_threads';
import { setFlagsFromString } from 'node:v8';
import { setTimeout as sleep } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { pino } from 'pino';
import type { RunState } from '../../../preload/contract/index.ts';
import { openHost } from '../../../main/host/host.ts';
import { forkLauncher } from '../../../main/host/jobs/launcher.ts';
import { serveHost } from '../../../main/host/web/server.ts';
import { portChannel } from '../../../main/desktop/port-channel.ts';
import { PortMain } from '../../main-desktop/electron-stand-in.ts';

/**
 * The host that payloads are thrown at: in a process of its own, serving a socket, or in a thread of its own at the end of a message port. Its jobs
 * are the small stand-ins of tests/host/fixtures, so that whatever is started does no harm. Started with the folder of its workspace and that of a page.
 */
const [folder, pageFolder] = (parentPort ? workerData.words : process.argv.slice(2)) as [string, string];
const bugs: string[] = [];
const log = pino(
  {},
  {
    write: (line: string) => {
      const { msg, call, err } = JSON.parse(line) as { msg: string; call?: string; err?: { stack?: string } };
      if (msg === 'bug' && bugs.length < 50) bugs.push(`${call}: ${err?.stack ?? ''}`);
    },
  },
);
const host = await openHost({
  workspace: folder,
  runtime: parentPort ? 'desktop' : 'browser',
  launcher: forkLauncher(join(import.meta.dirname, '..', '..', 'host', 'fixtures', 'worker.ts')),
  aboutKind: async (kind) => ({ lane: 'batch', title: `Fixture ${kind}` }),
  log,
});

const state = async (id: string, ...states: RunState[]) => {
  while (!states.includes((await host.call('runRead', { id })).state)) await sleep(20);
};
const create = async (spec: object) => (await host.call('runCreate', { spec })).id;

/** Runs in several states, so that names of runs hit something. */
async function seed(): Promise<string[]> {
  const done = await create({ kind: 'oscillator', steps: 100, batch: 8 });
  const failed = await create({ kind: 'linear-system', seed: 1 });
  const archived = await create({ kind: 'linear-system', seed: 99 });
  await state(done, 'done');
  await state(failed, 'failed');
  await state(archived, 'done');
  await host.call('runArchive', { id: archived });
  const paused = await create({ kind: 'oscillator', steps: 100_000, batch: 20 });
  await state(paused, 'running');
  await host.call('runPause', { id: paused });
  return [done, failed, archived, paused];
}
const seeded = await seed();

/** Stops what was started and takes away all but the first runs, so that thousands of calls do not make thousands of runs. */
async function trim(): Promise<void> {
  await host.call('settingsWrite', { patch: { concurrentJobs: 1, threads: 1, checkpointSeconds: 60 } });
  for (const { id, state: now } of await host.call('runsList', {})) {
    if (seeded.includes(id)) continue;
    if (now === 'running' || now === 'queued') await host.call('runStop', { id }).catch(() => {});
    await host.call('runDelete', { id }).catch(() => {});
  }
  for (const id of seeded) await host.call('runUndelete', { id }).catch(() => {});
  await host.call('binEmpty', {}).catch(() => {});
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
function memory() {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return { bytes: heapUsed + external, peak: 1024 * process.resourceUsage().maxRSS };
}

let server: Awaited<ReturnType<typeof serveHost>> | null = null;
if (parentPort) host.connect(portChannel(new PortMain(workerData.port as MessagePort) as never));
else server = await serveHost(host, { port: 0, pageFolder });

const answerTo: Record<string, () => unknown> = {
  trim,
  memory,
  bugs: () => bugs,
  services: () => host.servicePid,
  close: async () => {
    await host.close();
    await server?.close();
    setTimeout(() => process.exit(0), 100);
  },
};
const post = (message: unknown) => (parentPort ? parentPort.postMessage(message) : process.send?.(message));
const onRequest = async ({ id, what }: { id: number; what: string }) =>
  post({ id, answer: await answerTo[what]?.() });
if (parentPort) parentPort.on('message', (message) => void onRequest(message));
else {
  process.on('disconnect', () => process.exit(1));
  process.on('message', (message) => void onRequest(message as { id: number; what: string }));
}
post({ ready: { url: server?.url, runs: seeded } });
