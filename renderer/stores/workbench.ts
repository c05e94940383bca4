import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import type { BackendReport, HostErrorShape, WorkbenchDescription } from '../../preload/contract/index.ts';
import { toHostError } from '../bridge/errors.ts';
import { host, onConnected, onHost } from '../bridge/host.ts';

/** What the host says of itself and of the compute backends it tried. */
export const useWorkbenchStore = defineStore('workbench', () => {
  const description = ref<WorkbenchDescription | null>(null);
  const backends = ref<BackendReport[]>([]);
  const backendsState = ref<'loading' | 'ready' | 'failed'>('loading');
  const backendsError = ref<HostErrorShape | null>(null);
  const chosen = computed(() => backends.value.find((backend) => backend.state === 'chosen') ?? null);

  async function readBackends(again = false) {
    backendsState.value = 'loading';
    try {
      backends.value = await host.backendsRead({ again });
      backendsState.value = 'ready';
      backendsError.value = null;
    } catch (reason) {
      backendsState.value = 'failed';
      backendsError.value = toHostError(reason).toShape();
    }
  }

  async function read() {
    description.value = await host.workbenchDescribe({});
  }

  onConnected(() => {
    void read();
    void readBackends();
  });

  // The workspace has grown by what the run left. A lost connection is said elsewhere, and reads again when it is back.
  onHost('runChanged', (run) => {
    if (run.endedAt !== undefined) read().catch(() => {});
  });

  // The other workbench has ended, and this one may change things.
  onHost('accessChanged', () => void read().catch(() => {}));

  return { description, backends, backendsState, backendsError, chosen, read, readBackends };
});
