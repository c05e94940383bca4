import { defineStore } from 'pinia';
import { computed } from 'vue';
import { connectionState } from '../bridge/host.ts';
import { useWorkbenchStore } from './workbench.ts';

/** Whether anything of the workspace can be changed now; what changes something says the reason instead of failing. */
export const useAccessStore = defineStore('access', () => {
  const workbench = useWorkbenchStore();
  const readOnly = computed(() => workbench.description?.access === 'read-only');
  /** Why nothing can be changed, in a sentence for a tooltip; undefined when everything can. */
  const reason = computed(() => {
    if (connectionState.value === 'lost') return 'The workbench does not answer; wait until it does.';
    if (!readOnly.value) return undefined;
    const holder = workbench.description?.heldBy;
    return `Read-only: another workbench${holder === undefined ? '' : ` (${holder})`} holds this workspace.`;
  });
  return { readOnly, reason };
});
