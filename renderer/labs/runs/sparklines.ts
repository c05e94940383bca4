import { onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import type { Sparkline } from '../../../preload/contract/index.ts';
import { host, onConnected, onHost } from '../../bridge/host.ts';

/** Between two readings of growing curves, in milliseconds. */
const pace = 1000;
/** Runs a call of the host takes at once. */
const batch = 200;

/** Small curves of the runs that are in sight, read when they come into it and again, at most once a second, while they grow. */
export function useSparklines(inSight: Ref<readonly string[]>) {
  const curves = shallowRef<ReadonlyMap<string, Sparkline>>(new Map());
  /** Asked for, whether or not there was a curve. */
  const asked = new Set<string>();
  const grown = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastRead = -Infinity;

  async function read() {
    timer = undefined;
    const ids = inSight.value.filter((id) => !asked.has(id) || grown.has(id)).slice(0, batch);
    if (ids.length === 0) return;
    lastRead = performance.now();
    for (const id of ids) {
      asked.add(id);
      grown.delete(id);
    }
    try {
      const answer = await host.runSparklines({ ids });
      const next = new Map(curves.value);
      for (const id of ids) {
        const curve = answer[id];
        if (curve) next.set(id, curve);
        else next.delete(id);
      }
      curves.value = next;
    } catch {
      // A list without its small curves is still a list; they are asked for again when the runs grow or come into sight.
      for (const id of ids) asked.delete(id);
    }
    if (inSight.value.some((id) => grown.has(id))) soon();
  }
  function soon() {
    timer ??= setTimeout(() => void read(), Math.max(60, pace - (performance.now() - lastRead)));
  }

  watch(
    inSight,
    (ids) => {
      if (ids.some((id) => !asked.has(id) || grown.has(id))) soon();
    },
    { immediate: true },
  );
  const grows = (id: string) => {
    grown.add(id);
    if (inSight.value.includes(id)) soon();
  };
  const stops = [
    onHost('runMetrics', ({ id }) => grows(id)),
    // A retried run begins its curve anew, and a finished one wrote its last points.
    onHost('runChanged', ({ id, state }) => {
      if (state !== 'running') grows(id);
    }),
    onHost('runRemoved', ({ id }) => void asked.delete(id)),
    onConnected(() => {
      for (const id of asked) grown.add(id);
      soon();
    }),
  ];
  onScopeDispose(() => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  });
  return curves;
}
