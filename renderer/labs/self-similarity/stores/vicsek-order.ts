import { defineStore } from 'pinia';
import { computed } from 'vue';
import { schemaOf } from '../../../../preload/contract/index.ts';
import { useExperiment } from '../../documents/experiment.ts';
import { vicsekSeconds } from '../scaling/cost.ts';
import { readVicsekOrder } from './read-results.ts';
import { useShownParts } from './shown-parts.ts';

/** Order of Vicsek flocks against noise (Fig. 6a): one document with undo, and the run that is looked at. */
export const useVicsekOrderStore = defineStore('self-similarity-vicsek', () => {
  const { document, ...order } = useExperiment({
    initial: schemaOf['vicsek-order'].parse({ kind: 'vicsek-order' }),
    artifact: 'order.json',
    parse: readVicsekOrder,
    nameOf: ({ sides, particles }) => `Vicsek, L = ${sides.join(', ')}, ρ = ${particles.density}`,
  });
  return {
    ...document,
    ...order,
    edit(next: Record<string, unknown>) {
      useShownParts().scaling = 'vicsek';
      document.edit(next);
    },
    /** What the document is expected to take, in seconds. */
    seconds: computed(() => vicsekSeconds(document.spec.value, order.measured.value)),
  };
});
