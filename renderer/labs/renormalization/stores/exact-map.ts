import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { MlrgKlSpec } from '../../../../preload/contract/index.ts';
import { useDivergenceStore } from './divergence.ts';

/** Which part of the Exact map tab is shown: the iterated map, or what one step loses. */
export const useExactMapStore = defineStore('renormalization-exact-map', () => {
  const part = ref<'map' | 'divergence'>('map');
  return {
    part,
    /** Loads a document of divergences and shows its editor. */
    open(spec: MlrgKlSpec) {
      useDivergenceStore().edit(spec);
      part.value = 'divergence';
    },
  };
});
