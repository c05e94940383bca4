import { defineStore } from 'pinia';
import { computed, ref, shallowReactive, watch } from 'vue';
import type {
  CallInput,
  ExperimentDocument,
  HostErrorShape,
  RunRecord,
  RunState,
  RunSummary,
} from '../../preload/contract/index.ts';
import { host, onConnected, onHost } from '../bridge/host.ts';
import { toHostError } from '../bridge/errors.ts';
import { report } from '../shell/notices.ts';

export type RunAction = 'pause' | 'resume' | 'stop' | 'retry' | 'archive' | 'restore';

const calls = {
  pause: host.runPause,
  resume: host.runResume,
  stop: host.runStop,
  retry: host.runRetry,
  archive: host.runArchive,
  restore: host.runRestore,
} as const;

/** What can be asked of a run in each state. */
export const actionsOf: Record<RunState, readonly RunAction[]> = {
  queued: ['pause', 'stop'],
  running: ['pause', 'stop'],
  paused: ['resume', 'stop', 'archive'],
  interrupted: ['resume', 'archive'],
  failed: ['retry', 'archive'],
  done: ['archive'],
  archived: ['restore'],
};

/**
 * Asks something of a run; says whether the host agreed. The new state comes with the host's event: a run asked to pause is still
 * running when the answer is written, and the answer may arrive after the event.
 */
async function act(action: RunAction, id: string): Promise<boolean> {
  try {
    await calls[action]({ id });
    return true;
  } catch (reason) {
    report(reason, `Could not ${action} the run`);
    return false;
  }
}

/** Whether a run can go to the bin: what is at work or about to be can not. */
export const canDelete = ({ state }: Pick<RunSummary, 'state'>) => state !== 'running' && state !== 'queued';

/** Every run of the workspace, newest first, kept current by the host's events. Metrics and arrays live elsewhere. */
export const useRunsStore = defineStore('runs', () => {
  const byId = shallowReactive(new Map<string, RunSummary>());
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const error = ref<HostErrorShape | null>(null);
  const selected = ref<string | null>(null);
  /** Id of the sweep that is looked at in place of a run; whoever selects a run wants to see that. */
  const sweep = ref<string | null>(null);
  watch(selected, () => (sweep.value = null), { flush: 'sync' });

  // ISO times order as text; a collator would take ten times as long for a thousand runs.
  const all = computed(() =>
    [...byId.values()].toSorted((a, b) =>
      a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0,
    ),
  );
  const active = computed(() =>
    all.value.filter((run) => ['running', 'queued', 'paused'].includes(run.state)),
  );
  /** What waits in the queue or went through it. Designs run beside it, and where they were asked for their progress shows. */
  const queueRuns = computed(() => all.value.filter((run) => run.kind !== 'turing-design'));
  const count = (wanted: RunState) => all.value.filter((run) => run.state === wanted).length;
  const get = (id: string) => byId.get(id);
  /** Every tag in use, the most used first. */
  const tags = computed(() => {
    const counts = new Map<string, number>();
    for (const tag of all.value.flatMap((run) => run.tags ?? [])) counts.set(tag, (counts.get(tag) ?? 0) + 1);
    return [...counts].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b)).map(([tag]) => tag);
  });

  async function read() {
    try {
      const runs = await host.runsList({});
      const there = new Set(runs.map(({ id }) => id));
      for (const id of byId.keys()) if (!there.has(id)) byId.delete(id);
      for (const run of runs) byId.set(run.id, run);
      state.value = 'ready';
      error.value = null;
    } catch (reason) {
      state.value = 'failed';
      error.value = toHostError(reason).toShape();
    }
  }

  /** Puts an experiment into the queue. @throws HostError */
  async function create(
    spec: ExperimentDocument,
    details: Pick<CallInput<'runCreate'>, 'name' | 'inputs'> = {},
  ): Promise<RunRecord> {
    const record = await host.runCreate({ spec, ...details });
    selected.value = record.id;
    return record;
  }

  onConnected(read);
  onHost('runChanged', (run) => byId.set(run.id, run));
  onHost('runRemoved', ({ id }) => byId.delete(id));

  return { all, active, queueRuns, state, error, selected, sweep, count, get, tags, read, create, act };
});
