import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { RunSummary } from '../../../../preload/contract/index.ts';
import { host, onHost } from '../../../bridge/host.ts';
import { isDone } from './cell-values.ts';

/** Curves are asked for with as few points as a call allows: only their ends count. */
const fewest = 10;
/** Calls under way at once, so that a sweep of a thousand runs leaves room for others. */
const callsAtOnce = 4;

/**
 * Names of the curves that the runs of a sweep have, and where the curve `metric` stands in each. Read from the host run by run, those
 * at work again with their events.
 */
export function useCurveEnds(
  runs: Readonly<Ref<readonly RunSummary[]>>,
  metric: Readonly<Ref<string | null>>,
) {
  const names = shallowRef<readonly string[]>([]);
  const ends = shallowRef<ReadonlyMap<string, Readonly<Record<string, number>>>>(new Map());
  const failed = shallowRef<ReadonlySet<string>>(new Set());
  /** Runs that were read when they had come to their end, and need not be read again. */
  const final = new Set<string>();
  const waiting = new Set<string>();
  let calls = 0;

  async function read(id: string) {
    const done = runs.value.some((run) => run.id === id && isDone(run));
    try {
      const series = await host.runMetrics({ id, limit: fewest });
      const last = Object.fromEntries(
        Object.entries(series).flatMap(([name, { value }]) => {
          const end = value.at(-1);
          return end === undefined ? [] : [[name, end] as const];
        }),
      );
      ends.value = new Map(ends.value).set(id, last);
      names.value = [...new Set([...names.value, ...Object.keys(last)])];
      if (done) final.add(id);
      if (failed.value.has(id)) failed.value = new Set([...failed.value].filter((one) => one !== id));
    } catch {
      failed.value = new Set(failed.value).add(id);
    }
  }
  async function work() {
    calls++;
    for (const id of waiting) {
      waiting.delete(id);
      await read(id);
    }
    calls--;
  }
  function ask(id: string) {
    if (final.has(id)) return;
    waiting.add(id);
    if (calls < callsAtOnce) void work();
  }

  // One run that has begun says which curves there are.
  watch(
    () => runs.value.find((run) => isDone(run) || (run.progress?.fraction ?? 0) > 0)?.id,
    (id) => id !== undefined && ask(id),
    { immediate: true },
  );
  watch(
    [metric, () => runs.value.map(({ id, state }) => `${id} ${state}`).join('\n')],
    () => {
      if (metric.value === null) return;
      for (const run of runs.value) if (run.state !== 'queued' || run.progress) ask(run.id);
    },
    { immediate: true },
  );
  onScopeDispose(
    onHost('runMetrics', ({ id, points }) => {
      if (!runs.value.some((run) => run.id === id)) return;
      const last = { ...ends.value.get(id) };
      for (const { name, value } of points) last[name] = value;
      ends.value = new Map(ends.value).set(id, last);
      const fresh = Object.keys(last).filter((name) => !names.value.includes(name));
      if (fresh.length > 0) names.value = [...names.value, ...fresh];
    }),
  );
  onScopeDispose(() => waiting.clear());

  return {
    names,
    /** How many runs' curves could not be read. */
    failed,
    of: (id: string, name: string): number | undefined => ends.value.get(id)?.[name],
  };
}
