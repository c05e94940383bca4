import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  HostError,
  payloadLimit,
  type CallName,
  type CallResults,
  type ExperimentKindName,
  type ExperimentSpec,
  type HostHandlers,
  type WorkbenchDescription,
} from '../../preload/contract/index.ts';
import { serveConnection, type Channel } from '../../preload/contract/wire.ts';
import { writeNpz } from '../data/npz.ts';
import { kinds } from '../methods/index.ts';
import { EventHub } from './events.ts';
import { loadKind } from './jobs/kinds.ts';
import { forkLauncher, type WorkerLauncher } from './jobs/launcher.ts';
import { JobQueue, type Lane } from './jobs/queue.ts';
import { openLog, type Logger } from './log.ts';
import { listModels } from './models.ts';
import { createRouter } from './router.ts';
import { ServiceClient } from './service-client.ts';
import { serviceCalls, type ServiceHandlers } from './services/index.ts';
import { SettingsStore } from './settings.ts';
import { readArrays } from './store/arrays.ts';
import { readMetrics } from './store/metrics.ts';
import { listArtifacts, readLog, runPaths } from './store/run-folder.ts';
import { RunStore } from './store/run-store.ts';
import { applicationVersion } from './version.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface HostOptions {
  /** Folder of the workspace, see workspaceFolder(). */
  workspace: string;
  runtime: WorkbenchDescription['runtime'];
  launcher?: WorkerLauncher;
  /** Take over the runs that an earlier workbench left; a command line that only does its own run does not. */
  adopt?: boolean;
  /** Lane of a kind; from the registry of methods unless told. */
  laneOf?: (kind: ExperimentKindName) => Promise<Lane>;
  log?: Logger;
}

/** The host: everything behind the contract. */
export interface Host {
  readonly workspace: Workspace;
  readonly events: EventHub;
  readonly queue: JobQueue;
  readonly log: Logger;
  /** Process id of the service worker while there is one. */
  readonly servicePid: number | undefined;
  /** Answers a call as any page would get it: argument parsed, errors as HostError. */
  call<K extends CallName>(name: K, input: unknown): Promise<CallResults[K]>;
  /** Serves a page at the other end of a channel. */
  connect(channel: Channel): void;
  /** Checkpoints running jobs and closes. */
  close(): Promise<void>;
}

export async function openHost(options: HostOptions): Promise<Host> {
  const { runtime, launcher = forkLauncher(), adopt = true, laneOf = registeredLane } = options;
  const workspace = openWorkspace(options.workspace);
  const log = options.log ?? openLog(workspace.log);
  const version = applicationVersion();
  const events = new EventHub();
  const settings = new SettingsStore(workspace.settings);
  const store = new RunStore({ runsFolder: workspace.runs, indexPath: workspace.index, version });
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
    laneOf,
  });
  const service = new ServiceClient({ launcher, runs: workspace.runs, events, log });

  const served = Object.fromEntries(
    serviceCalls.map((name) => [name, (argument: unknown) => service.call(name, argument)]),
  ) as unknown as ServiceHandlers;

  const handlers: HostHandlers = {
    ...served,
    workbenchDescribe: () => ({
      version,
      runtime,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      workspace: workspace.folder,
      workspaceBytes: store.bytes(),
      payloadLimit,
    }),
    settingsRead: () => settings.current,
    settingsWrite: async ({ patch }) => {
      const written = await settings.write(patch);
      events.emit('settingsChanged', written);
      queue.pump();
      return written;
    },

    runsList: ({ states }) => queue.list(states),
    runRead: ({ id }) => store.read(id),
    runCreate: async ({ spec, name, inputs }) => {
      await laneOf(spec.kind);
      const record = await store.create(spec, {
        name: name ?? defaultName(spec),
        ...(inputs === undefined ? {} : { inputs: writeNpz(inputs) }),
      });
      await queue.enqueue(record);
      return await store.read(record.id);
    },
    runPause: ({ id }) => queue.pause(id),
    runResume: ({ id }) => queue.resume(id),
    runStop: ({ id }) => queue.stop(id),
    runRetry: ({ id }) => queue.retry(id),
    runRename: ({ id, name }) => queue.rename(id, name),
    runArchive: ({ id }) => queue.archive(id),
    runRestore: ({ id }) => queue.restore(id),
    runMetrics: ({ id, limit }) => readMetrics(runPaths(existing(id)).metrics, limit),
    runLog: ({ id, lines }) => readLog(existing(id), lines),
    runArtifacts: ({ id }) => listArtifacts(existing(id)),
    runArtifact: async ({ id, name }) => {
      const bytes = await readFile(artifactPath(id, name));
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    runArrays: ({ id, name, only }) => readArrays(artifactPath(id, name), only === undefined ? {} : { only }),

    modelsList: () => listModels(store.list(['done', 'archived']), workspace.runs, log),
  };

  /** Folder of a run that is there. */
  function existing(id: string): string {
    const folder = store.folder(id);
    if (!existsSync(folder)) throw new HostError('not-found', `There is no run ${id}.`, { where: id });
    return folder;
  }

  function artifactPath(id: string, name: string): string {
    const paths = runPaths(existing(id));
    const path = name === 'inputs' ? paths.inputs : join(paths.artifacts, name);
    if (!existsSync(path)) {
      throw new HostError('not-found', `The run has no artifact ${name}.`, {
        where: `${id}/${name}`,
        remedy: 'It is written when the run has come that far.',
      });
    }
    return path;
  }

  function endSimulation(id: string): void {
    // It may have ended meanwhile, by itself or with the service worker.
    void service.call('simulationClose', { id }).catch(() => {});
  }

  const route = createRouter(handlers, log);
  if (adopt) await queue.adopt();
  const connections = new Set<() => void>();
  let closing: Promise<void> | undefined;
  return {
    workspace,
    events,
    queue,
    log,
    get servicePid() {
      return service.pid;
    },
    call: async <K extends CallName>(name: K, input: unknown) => (await route(name, input)) as CallResults[K],
    connect(channel) {
      // Simulations belong to the page that opened them: only it sees their pictures, and they end with it.
      const simulations = new Set<string>();
      let gone = false;
      const call = async (name: string, input: unknown) => {
        const result = await route(name, input);
        if (name === 'simulationOpen') {
          const { id } = result as CallResults['simulationOpen'];
          simulations.add(id);
          if (gone) endSimulation(id);
        } else if (name === 'simulationClose') {
          simulations.delete((result as CallResults['simulationClose']).id);
        }
        return result;
      };
      const connection = serveConnection(channel, call, (error) =>
        log.warn({ reason: error.message }, 'a message was refused'),
      );
      for (const { folder, error } of bad) {
        connection.send('notice', {
          level: 'warning',
          title: 'A run folder could not be read',
          message: `${folder}: ${error.message}`,
        });
      }
      const unlisten = events.listen((event) => {
        const picture = event.name === 'runFrame' || event.name === 'simulationFrame';
        if (picture && channel.congested?.()) return;
        if (event.name === 'simulationFrame' && !simulations.has(event.payload.id)) return;
        connection.send(event.name, event.payload);
      });
      const disconnect = () => channel.close();
      connections.add(disconnect);
      channel.onClose(() => {
        unlisten();
        connections.delete(disconnect);
        gone = true;
        simulations.forEach(endSimulation);
      });
    },
    close() {
      closing ??= (async () => {
        await queue.close();
        service.close();
        for (const disconnect of connections) disconnect();
        store.close();
        log.info('closed');
      })();
      return closing;
    },
  };
}

async function registeredLane(kind: ExperimentKindName): Promise<Lane> {
  return (await loadKind(kinds, kind)).lane;
}

/** What a run is called until the user names it. */
function defaultName(spec: ExperimentSpec): string {
  const words = spec.kind.replaceAll('-', ' ');
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return spec.kind === 'turing-design' ? `${name} for ${spec.patternName}`.slice(0, 120) : name;
}
