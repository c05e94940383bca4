import { defineStore } from 'pinia';
import { computed } from 'vue';
import { schemaOf, type DiffusionStudySpec } from '../../../../preload/contract/index.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
import { readDiffusionStudy } from '../scaling/read-results.ts';
import { useShownParts } from './shown-parts.ts';

/** Studies of diffusion (Figs. 4c and 5): one document with undo, and the study that is looked at. */
export const useDiffusionStudyStore = defineStore('self-similarity-diffusion', () => {
  const document = useSpecification<'diffusion-study'>(
    schemaOf['diffusion-study'].parse({ kind: 'diffusion-study' }),
  );
  const { all, run, watched, starting, error, create } = useWatchedRun(['diffusion-study']);
  const specs = useRunSpecs('diffusion-study', all);
  const results = useRunResults('study.json', readDiffusionStudy);
  results.readDone(all);

  async function start(asked: DiffusionStudySpec = document.spec.value): Promise<void> {
    const record = await create(asked, `Diffusion, ${asked.scales.join(', ')}`);
    if (record) specs.know(record.id, asked);
  }

  return {
    ...document,
    edit(next: Record<string, unknown>) {
      useShownParts().scaling = 'diffusion';
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
    start,
  };
});
