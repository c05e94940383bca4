import { availableParallelism, tmpdir } from 'node:os';
import {
  payloadLimit,
  type CallName,
  type CallResults,
  type ExperimentKindName,
  type HostHandlers,
  type WorkbenchDescription,
} from '../../preload/contract/index.ts';
import type { Channel } from '../../preload/contract/wire.ts';
import type { ExperimentKind } from '../methods/context.ts';
import { kinds } from '../methods/index.ts';
import { WorkspaceAccess } from './access.ts';
import { Connections } from './connections.ts';
import { EventHub } from './events.ts';
import { FileClient, type FileArgument } from './file-client.ts';
import { adoptRuns } from './jobs/adopt.ts';
import { loadKind } from './jobs/kinds.ts';
import { usualLauncher, type WorkerLauncher } from './jobs/launcher.ts';
import { JobQueue } from './jobs/queue.ts';
import { openLog, type Logger } from './log.ts';
import { listModels } from './models.ts';
import { TemporaryFolder } from './packing/temporary.ts';
import { transferHandlers } from './packing/transfers.ts';
import { createRouter } from './router.ts';
import { runHandlers } from './runs/handlers.ts';
import { Onlooker } from './runs/onlooker.ts';
import { Reproductions } from './runs/reproductions.ts';
import { ServiceClient } from './service-client.ts';
import { fileCalls, serviceCalls, type ServiceHandlers } from './services/index.ts';
import { SettingsStore } from './settings.ts';
import { Bin } from './store/bin.ts';
import { RunStore } from './store/run-store.ts';
import { applicationVersion } from './version.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface HostOptions {
  /** Folder of the workspace, see workspaceFolder(). */
  workspace: string;
  runtime: WorkbenchDescription['runtime'];
  launcher?: WorkerLauncher;
  /**
   * A workbench: it wants the workspace for itself, takes over the runs that an earlier one left, and only looks as long as
   * another one is there. A command line that does its own run and leaves is none, and works beside one.
   */
  adopt?: boolean;
  /** What a kind is; from the registry of methods unless told. */
  aboutKind?: (kind: ExperimentKindName) => Promise<AboutKind>;
  /** How often a disk that refused is tried again; 10 s unless told. */
  diskSeconds?: number;
  log?: Logger;
}

/** What the host needs to know of an experiment kind. */
export type AboutKind = Pick<ExperimentKind, 'lane' | 'title'>;

/** The host: everything behind the contract. */
export interface Host {
  readonly workspace: Workspace;
  readonly events: EventHub;
  readonly queue: JobQueue;
  readonly log: Logger;
  /** Process id of the service worker while there is one. */
  readonly servicePid: number | undefined;
  /** Process id of the worker that reads files while there is one. */
  readonly filePid: number | undefined;
  /** Answers a call as any page would get it: argument parsed, errors as HostError. */
  call<K extends CallName>(name: K, input: unknown): Promise<CallResults[K]>;
  /** Serves a page at the other end of a channel. */
  connect(channel: Channel): void;
  /** Checkpoints running jobs and closes. */
  close(): Promise<void>;
}

export async function openHost(options: HostOptions): Promise<Host> {
  const workspace = openWorkspace(options.workspace);
  const access = new WorkspaceAccess(workspace, options.adopt ?? true);
  try {
    return await openOn(workspace, access, options);
  } catch (error) {
    // Whoever tries again in this process must find it free.
    access.release();
    throw error;
  }
}

async function openOn(workspace: Workspace, access: WorkspaceAccess, options: HostOptions): Promise<Host> {
  const { runtime, launcher = usualLauncher(), adopt = true, aboutKind = registeredKind } = options;
  const log = options.log ?? openLog(workspace.log, () => access.own);
  if (access.fault !== undefined) {
    log.warn({ err: access.fault }, 'this disk cannot lock: a second workbench would not be noticed');
  }
  const version = applicationVersion();
  const events = new EventHub();
  const settings = new SettingsStore(workspace.settings, () => access.own);
  const store = new RunStore({
    runsFolder: workspace.runs,
    indexPath: access.own ? workspace.index : ':memory:',
    version,
  });
  const bad = await store.scan();
  for (const { folder, error } of bad)
    log.warn({ folder, reason: error.message }, 'a folder was passed over');
  const queue = new JobQueue({
    store,
    launcher,
    settings: () => settings.current,
    events,
    log,
    runs: workspace.runs,
    version,
    laneOf: async (kind) => (await aboutKind(kind)).lane,
    ...(options.diskSeconds === undefined ? {} : { diskSeconds: options.diskSeconds }),
  });
  const service = new ServiceClient({ launcher, runs: workspace.runs, events, log });
  const files = new FileClient({ launcher, runs: workspace.runs, log });

  const served = Object.fromEntries([
    ...serviceCalls.map((name) => [name, (argument: unknown) => service.call(name, argument)]),
    ...fileCalls.map((name) => [name, (argument: FileArgument) => files.call(name, argument)]),
  ]) as unknown as ServiceHandlers;

  const bin = new Bin(workspace.bin, workspace.runs);
  const reproductions = new Reproductions({ store, queue, events, log, mayWrite: () => access.own });
  const runs = runHandlers({
    workspace,
    store,
    queue,
    bin,
    reproductions,
    events,
    titleOf: async (kind) => (await aboutKind(kind)).title,
  });

  const temporary = new TemporaryFolder(() => (access.own ? workspace.temporary : tmpdir()));
  const transfers = transferHandlers({ store, queue, events, version, temporary });

  const handlers: HostHandlers = {
    ...served,
    ...runs,
    ...transfers,
    workbenchDescribe: () => ({
      version,
      runtime,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      workspace: workspace.folder,
      workspaceBytes: store.bytes(),
      ...access.describe(),
      payloadLimit,
    }),
    settingsRead: () => settings.current,
    settingsWrite: async ({ patch }) => {
      const written = await settings.write(patch);
      events.emit('settingsChanged', written);
      queue.pump();
      return written;
    },

    modelsList: () => listModels(store.list(['done', 'archived']), workspace.runs, log),
  };

  const route = createRouter(access.guard(handlers), log);
  /** Whether other processes hold runs, or may have left some; and when to look after them again. */
  let held = false;
  let nextAdoption = 0;
  const adoptAll = async () => {
    const began = performance.now();
    held = await adoptRuns({ store, queue, settings: () => settings.current, log });
    // A thousand runs of a sweep are looked after less often than one.
    const ended = performance.now();
    nextAdoption = ended + 20 * (ended - began);
  };
  /** Puts in order what earlier workbenches left, and goes on with it. */
  const takeOver = async () => {
    await Promise.all([bin.sweep(), temporary.sweep()]);
    reproductions.catchUp();
    await adoptAll();
  };
  if (adopt && access.own) await takeOver();
  const onlooker = new Onlooker({ store, queue, events });
  access.watch(
    async () => {
      if (!access.own) {
        await onlooker.lookAtFolders();
        return;
      }
      if (await onlooker.askIndex()) held = true;
      if (held && performance.now() >= nextAdoption) await adoptAll();
    },
    async () => {
      store.keepIndex(workspace.index);
      await onlooker.lookAtFolders();
      events.emit('settingsChanged', settings.reload());
      events.emit('accessChanged', access.describe());
      events.emit('notice', {
        level: 'info',
        title: 'This workbench has the workspace now',
        message: 'The other one has ended. What it left interrupted goes on here, if the settings say so.',
      });
      log.info('the other workbench has ended; this one has the workspace now');
      await takeOver();
    },
    log,
  );
  const connections = new Connections({ call: route, events, log, bad });
  let closing: Promise<void> | undefined;
  return {
    workspace,
    events,
    queue,
    log,
    get servicePid() {
      return service.pid;
    },
    get filePid() {
      return files.pid;
    },
    call: async <K extends CallName>(name: K, input: unknown) => (await route(name, input)) as CallResults[K],
    connect: (channel) => connections.add(channel),
    close() {
      closing ??= (async () => {
        try {
          await access.stop();
          await queue.close();
          await reproductions.close();
          service.close();
          files.close();
          connections.close();
          temporary.close();
          store.close();
          log.info('closed');
        } finally {
          access.release();
        }
      })();
      return closing;
    },
  };
}

async function registeredKind(kind: ExperimentKindName): Promise<AboutKind> {
  return await loadKind(kinds, kind);
}
