import { defineStore } from 'pinia';
import { schemaOf } from '../../../../preload/contract/index.ts';
import { useExperiment } from '../../documents/experiment.ts';
import { scaleWords } from '../learn/names.ts';
import { readDiffusionStudy } from './read-results.ts';
import { useShownParts } from './shown-parts.ts';

/** Studies of diffusion (Figs. 4c and 5): one document with undo, and the study that is looked at. */
export const useDiffusionStudyStore = defineStore('self-similarity-diffusion', () => {
  const { document, ...study } = useExperiment({
    initial: schemaOf['diffusion-study'].parse({ kind: 'diffusion-study' }),
    artifact: 'study.json',
    parse: readDiffusionStudy,
    nameOf: ({ scales }) => `Diffusion study, ${scaleWords(scales)}`,
  });
  return {
    ...document,
    ...study,
    edit(next: Record<string, unknown>) {
      useShownParts().scaling = 'diffusion';
      document.edit(next);
    },
  };
});
