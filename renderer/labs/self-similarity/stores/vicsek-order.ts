import { defineStore } from 'pinia';
import { computed } from 'vue';
import { schemaOf, type VicsekOrderSpec } from '../../../../preload/contract/index.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { vicsekSeconds } from '../scaling/cost.ts';
import { readVicsekOrder } from '../scaling/read-results.ts';
import { useShownParts } from './shown-parts.ts';

/** Order of Vicsek flocks against noise (Fig. 6a): one document with undo, and the run that is looked at. */
export const useVicsekOrderStore = defineStore('self-similarity-vicsek', () => {
  const document = useSpecification<'vicsek-order'>(schemaOf['vicsek-order'].parse({ kind: 'vicsek-order' }));
  const { all, run, watched, starting, error, create } = useWatchedRun(['vicsek-order']);
  const specs = useRunSpecs('vicsek-order', all);
  const results = useRunResults('order.json', readVicsekOrder);
  results.readDone(all);
  const measured = computed(() =>
    all.value.flatMap(({ id, state, computeSeconds }) => {
      const known = specs.of(id);
      return state === 'done' && known ? [{ spec: known, computeSeconds }] : [];
    }),
  );

  async function start(asked: VicsekOrderSpec = document.spec.value): Promise<void> {
    const record = await create(
      asked,
      `Vicsek, L = ${asked.sides.join(', ')}, ρ = ${asked.particles.density}`,
    );
    if (record) specs.know(record.id, asked);
  }

  return {
    ...document,
    edit(next: Record<string, unknown>) {
      useShownParts().scaling = 'vicsek';
      document.edit(next);
    },
    all,
    run,
    watched,
    starting,
    error,
    specOf: specs.of,
    watchedSpec: computed(() => specs.of(watched.value)),
    result: computed(() => results.of(watched.value)),
    resultError: computed(() => results.errorOf(watched.value)),
    /** What the document is expected to take, in seconds. */
    seconds: computed(() => vicsekSeconds(document.spec.value, measured.value)),
    start,
  };
});
