import { defineStore } from 'pinia';
import { watch } from 'vue';
import { schemaOf, type InternalGroup, type ReferenceResult } from '../../../../preload/contract/index.ts';
import { useExperiment } from '../../documents/experiment.ts';
import { readReference } from '../critical-point/results.ts';
import { useSymmetryStore } from './symmetry.ts';

/** A finished reference with the run it is from. */
export interface FinishedReference {
  run: string;
  reference: ReferenceResult;
}

/** The reference that converges, small tori and tensor renormalization: one document with undo, and the newest result of each group. */
export const useReferenceStore = defineStore('renormalization-reference', () => {
  const symmetry = useSymmetryStore();
  const { document, ...references } = useExperiment({
    initial: schemaOf['mlrg-reference'].parse({
      kind: 'mlrg-reference',
      internal: symmetry.settings.internal,
    }),
    artifact: 'reference.json',
    parse: readReference,
    nameOf: ({ internal, row }) => `${internal}, rows to L = ${row}`,
  });
  // The group of the lab is the one whose reference is wanted; a document that is opened keeps its own until the next choice.
  watch(
    () => symmetry.settings.internal,
    (internal) => {
      if (internal !== document.spec.value.internal) document.edit({ ...document.draft.value, internal });
    },
  );

  /** The newest finished reference of a group. */
  function latestOf(internal: InternalGroup): FinishedReference | null {
    for (const { id } of references.all.value) {
      const reference = references.resultOf(id);
      if (reference?.internal === internal) return { run: id, reference };
    }
    return null;
  }

  return { ...document, ...references, latestOf };
});
