import { computed, shallowRef, watch, type Ref } from 'vue';
import type { HostErrorShape, RunRecord } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { useRunsStore } from '../../../stores/runs.ts';

/** Records of some runs, read again when a run changes its state; those that could not be read say why. */
export function useRunRecords(ids: Readonly<Ref<readonly string[]>>) {
  const runs = useRunsStore();
  const records = shallowRef<ReadonlyMap<string, RunRecord>>(new Map());
  const errors = shallowRef<ReadonlyMap<string, HostErrorShape>>(new Map());

  async function read(id: string) {
    try {
      const record = await host.runRead({ id });
      records.value = new Map(records.value).set(id, record);
      if (errors.value.has(id)) errors.value = new Map([...errors.value].filter(([other]) => other !== id));
    } catch (error) {
      errors.value = new Map(errors.value).set(id, toHostError(error).toShape());
    }
  }

  const states = computed(() => ids.value.map((id) => `${id} ${runs.get(id)?.state}`));
  watch(
    states,
    (now, before = []) => {
      for (const [index, id] of ids.value.entries()) if (!before.includes(now[index]!)) void read(id);
    },
    { immediate: true },
  );
  return { records, errors, read };
}
