import { computed, markRaw, ref, shallowRef, watch, type Ref } from 'vue';
import type { CallInput, HostError, RgPath } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { latest } from '../../../bridge/latest.ts';

/** Paths that are remembered: a point that is dragged leaves a trail of answers. */
const mostPaths = 400;

/** The flow from starting points that follow the hand: each place is asked for once, and one question at a time. */
export function useFollowedPaths(wanted: Readonly<Ref<CallInput<'rgFlow'> | null>>) {
  const paths = shallowRef<ReadonlyMap<string, RgPath>>(new Map());
  const error = shallowRef<HostError | null>(null);
  const following = ref(false);

  function keyOf(start: readonly number[]) {
    const { map, member, steps } = wanted.value!;
    return JSON.stringify([map, member, steps, start.map((value) => Number(value.toPrecision(9)))]);
  }
  const of = (start: readonly number[]): RgPath | null =>
    wanted.value === null ? null : (paths.value.get(keyOf(start)) ?? null);

  const missing = () => wanted.value?.starts.find((start) => of(start) === null);
  // One at a time: a step may take long, and what is wanted may have changed in between.
  const reader = latest(
    async () => {
      const [call, start] = [wanted.value, missing()];
      if (call === null || start === undefined) return null;
      following.value = true;
      const key = keyOf(start);
      const [path] = await host.rgFlow({ ...call, starts: [start] });
      return path === undefined ? null : { key, path: markRaw(path) };
    },
    (found) => {
      following.value = false;
      if (found === null) return;
      error.value = null;
      const kept = paths.value.size > mostPaths ? [] : [...paths.value];
      paths.value = new Map([...kept, [found.key, found.path]]);
      if (missing() !== undefined) void reader.ask();
    },
    (cause) => {
      following.value = false;
      error.value = toHostError(cause);
    },
  );

  return {
    /** null until it is there. */
    of,
    following: computed(() => following.value),
    error: computed(() => error.value),
    /** From now on the paths follow what is wanted. */
    start: () =>
      watch(
        () => JSON.stringify(wanted.value),
        () => void reader.ask(),
        { immediate: true },
      ),
  };
}
