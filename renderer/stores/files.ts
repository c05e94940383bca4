import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef } from 'vue';
import type { FileInspection, HostError } from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host } from '../bridge/host.ts';

export interface LookedAt {
  id: number;
  file: File;
  state: 'reading' | 'ready' | 'failed';
  inspection?: FileInspection;
  error?: HostError;
}

/** Files the user has dropped or opened in this session, newest first. Their bytes stay with the browser. */
export const useFilesStore = defineStore('files', () => {
  const files = shallowRef<readonly LookedAt[]>([]);
  const selected = ref<number | null>(null);
  const current = computed(() => files.value.find((file) => file.id === selected.value) ?? null);
  let next = 1;

  const replace = (id: number, patch: Partial<LookedAt>) =>
    (files.value = files.value.map((file) => (file.id === id ? { ...file, ...patch } : file)));

  /** Has the host look at a file and remembers what it says. */
  async function inspect(file: File): Promise<LookedAt> {
    const id = next++;
    files.value = [{ id, file: markRaw(file), state: 'reading' }, ...files.value];
    selected.value = id;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      replace(id, {
        state: 'ready',
        inspection: markRaw(await host.fileInspect({ name: file.name, bytes })),
      });
    } catch (error) {
      replace(id, { state: 'failed', error: toHostError(error) });
    }
    return files.value.find((looked) => looked.id === id)!;
  }

  function forget(id: number) {
    files.value = files.value.filter((file) => file.id !== id);
    if (selected.value === id) selected.value = files.value[0]?.id ?? null;
  }

  return { files, selected, current, inspect, forget };
});
