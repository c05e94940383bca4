import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { BinnedRun, DiskUse, HostErrorShape } from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host, onHost } from '../bridge/host.ts';
import { latest } from '../bridge/latest.ts';

/** Deleted runs that can still be had back, and what the workspace takes of the disk. Counted when somebody looks. */
export const useBinStore = defineStore('bin', () => {
  const runs = shallowRef<readonly BinnedRun[]>([]);
  const disk = shallowRef<DiskUse | null>(null);
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const error = shallowRef<HostErrorShape | null>(null);

  const { ask: read } = latest(
    () => Promise.all([host.binList({}), host.diskUse({})]),
    ([binned, use]) => {
      runs.value = binned.toSorted((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1));
      disk.value = use;
      state.value = 'ready';
      error.value = null;
    },
    (reason) => {
      state.value = 'failed';
      error.value = toHostError(reason).toShape();
    },
  );

  /** Brings a run back into the list. @throws HostError */
  async function restore(id: string): Promise<void> {
    await host.runUndelete({ id });
    await read();
  }

  /** Deletes runs of the bin for good, or all of them. @throws HostError */
  async function empty(ids?: string[]): Promise<{ runs: number; bytes: number }> {
    try {
      return await host.binEmpty(ids === undefined ? {} : { ids });
    } finally {
      await read();
    }
  }

  onHost('runRemoved', () => {
    if (state.value !== 'loading') void read();
  });
  onHost('runChanged', ({ id }) => {
    if (runs.value.some((run) => run.id === id)) void read();
  });

  return { runs, disk, state, error, read, restore, empty };
});
