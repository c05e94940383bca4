import { existsSync } from 'node:fs';
import { readFile, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import {
  HostError,
  type DiskUse,
  type ExperimentKindName,
  type ExperimentSpec,
  type HostHandlers,
  type RunRecord,
} from '../../../preload/contract/index.ts';
import { writeNpz } from '../../data/npz.ts';
import type { EventHub } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { readArrays } from '../store/arrays.ts';
import type { Bin } from '../store/bin.ts';
import { readMetrics } from '../store/metrics.ts';
import { folderBytes, listArtifacts, readLog, runPaths } from '../store/run-folder.ts';
import type { RunStore } from '../store/run-store.ts';
import type { Workspace } from '../workspace.ts';
import type { Reproductions } from './reproductions.ts';
import { Sparklines } from './sparklines.ts';
import { sweepPoints } from './sweeps.ts';
import { waitingFor } from './uses.ts';

/** The calls that are about the runs of the workspace, but for those that carry packed ones. */
export const runCalls = [
  'runsList',
  'runRead',
  'runCreate',
  'runPause',
  'runResume',
  'runStop',
  'runRetry',
  'runRename',
  'runArchive',
  'runRestore',
  'runAnnotate',
  'runDelete',
  'runUndelete',
  'binList',
  'binEmpty',
  'diskUse',
  'runSparklines',
  'runReproduce',
  'sweepCreate',
  'runMetrics',
  'runLog',
  'runArtifacts',
  'runArtifact',
  'runArrays',
] as const;

export interface RunHandlerParts {
  workspace: Workspace;
  store: RunStore;
  queue: JobQueue;
  bin: Bin;
  reproductions: Reproductions;
  events: EventHub;
  titleOf(kind: ExperimentKindName): Promise<string>;
}

/** Inputs of all runs of a sweep together. */
const largestInputs = 4 * 2 ** 30;

export function runHandlers(parts: RunHandlerParts): Pick<HostHandlers, (typeof runCalls)[number]> {
  const { workspace, store, queue, bin, reproductions, events } = parts;
  const sparklines = new Sparklines();

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

  return {
    runsList: ({ states }) => queue.list(states),
    runRead: ({ id }) => store.read(id),
    runCreate: async ({ spec, name, inputs }) => {
      const record = await store.create(spec, {
        name: name ?? defaultName(spec, await parts.titleOf(spec.kind)),
        ...(inputs === undefined ? {} : { inputs: writeNpz(inputs) }),
      });
      await queue.enqueue(record);
      return await store.read(record.id);
    },
    runPause: ({ id }) => queue.pause(id),
    runResume: ({ id }) => queue.resume(id),
    runStop: ({ id }) => queue.stop(id),
    runRetry: ({ id }) => queue.retry(id),
    runRename: ({ id, name }) => queue.describe(id, { name }),
    runArchive: ({ id }) => queue.archive(id),
    runRestore: ({ id }) => queue.restore(id),
    runAnnotate: ({ id, tags, notes }) =>
      queue.describe(id, {
        ...(tags === undefined ? {} : { tags: tags.length === 0 ? undefined : [...new Set(tags)] }),
        ...(notes === undefined ? {} : { notes: notes === '' ? undefined : notes }),
      }),

    runDelete: async ({ id }) => {
      // What the disk has refused so far goes with the folder.
      await store.writeKept();
      const deleted = await queue.apart(id, 'deleted', async (record) => {
        const waiting = await waitingFor(id, store);
        const working = waiting.filter((run) => run.state === 'queued' || run.state === 'running');
        if (working.length > 0) {
          throw new HostError('busy', `${names(working)} ${verb(working)} what this run made.`, {
            where: id,
            remedy: 'Wait for it, or stop it first.',
          });
        }
        const binned = await bin.take(record);
        store.forget(id);
        if (waiting.length > 0) {
          const message = `${names(waiting)} ${verb(waiting)} what it made, and cannot go on without it.`;
          events.emit('notice', { level: 'warning', title: `${record.name} is in the bin`, message });
        }
        return binned;
      });
      events.emit('runRemoved', { id });
      return deleted;
    },
    runUndelete: async ({ id }) => {
      await bin.giveBack(id);
      await store.admit(id);
      const summary = queue.summary(id);
      events.emit('runChanged', summary);
      return summary;
    },
    binList: () => bin.list(),
    binEmpty: ({ ids }) => bin.empty(ids),
    diskUse: () => diskUse(workspace),

    runSparklines: async ({ ids, points }) => {
      const files = ids.map((id) => [id, runPaths(store.folder(id)).metrics] as const);
      return await sparklines.read(new Map(files), points);
    },
    runReproduce: ({ id }) => reproductions.start(id),
    sweepCreate: async ({ spec, name, axes, inputs }) => {
      const points = sweepPoints(spec, name, axes);
      const bytes = inputs === undefined ? {} : { inputs: writeNpz(inputs) };
      if ((bytes.inputs?.byteLength ?? 0) * points.length > largestInputs) {
        throw new HostError('too-large', `The inputs of ${points.length} runs would take too much room.`, {
          remedy: 'Take fewer values, or smaller inputs.',
        });
      }
      const records = await allOrNone(
        store,
        points,
        async (point) => await store.create(point.spec, { name: point.name, sweep: point.sweep, ...bytes }),
      );
      const runs = [];
      for (const record of records) runs.push(await queue.enqueue(record));
      return { id: points[0]!.sweep.id, runs };
    },

    runMetrics: ({ id, limit }) => readMetrics(runPaths(existing(id)).metrics, limit),
    runLog: ({ id, lines }) => readLog(existing(id), lines),
    runArtifacts: ({ id }) => listArtifacts(existing(id)),
    runArtifact: async ({ id, name }) => {
      const bytes = await readFile(artifactPath(id, name));
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    },
    runArrays: ({ id, name, only }) => readArrays(artifactPath(id, name), only === undefined ? {} : { only }),
  };
}

/** What a run is called until the user names it. */
function defaultName(spec: ExperimentSpec, title: string): string {
  return spec.kind === 'turing-design' ? `Design for ${spec.patternName}`.slice(0, 120) : title;
}

/** Makes the runs of a sweep; where one can't be made, the others are taken back. */
async function allOrNone<T>(
  store: RunStore,
  points: readonly T[],
  create: (point: T) => Promise<RunRecord>,
): Promise<RunRecord[]> {
  const made: RunRecord[] = [];
  try {
    for (const point of points) made.push(await create(point));
    return made;
  } catch (error) {
    for (const { id } of made) {
      // What stood against the sweep is to be told, not what stands against tidying up after it.
      await rm(store.folder(id), { recursive: true, force: true }).catch(() => {});
      store.forget(id);
    }
    throw error;
  }
}

async function diskUse({ folder, runs, bin }: Workspace): Promise<DiskUse> {
  const [all, ofRuns, ofBin, disk] = await Promise.all([
    folderBytes(folder),
    folderBytes(runs),
    folderBytes(bin),
    statfs(folder).catch(() => null),
  ]);
  return {
    runs: ofRuns,
    bin: ofBin,
    rest: Math.max(0, all - ofRuns - ofBin),
    free: disk === null ? null : disk.bavail * disk.bsize,
  };
}

const names = (runs: readonly { name: string }[]) => {
  const shown = runs.slice(0, 3).map(({ name }) => `“${name}”`);
  return runs.length > 3 ? `${shown.join(', ')} and ${runs.length - 3} more` : shown.join(' and ');
};
const verb = (runs: readonly unknown[]) => (runs.length === 1 ? 'uses' : 'use');
