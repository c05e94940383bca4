import { defineStore } from 'pinia';
import { computed, watch } from 'vue';
import {
  schemaOf,
  type InternalGroup,
  type MlrgReferenceSpec,
  type ReferenceResult,
} from '../../../../preload/contract/index.ts';
import { useRunResults } from '../../documents/run-results.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';
import { useSpecification } from '../../documents/specification.ts';
import { useWatchedRun } from '../../documents/watched-run.ts';
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
  const document = useSpecification<'mlrg-reference'>(
    schemaOf['mlrg-reference'].parse({ kind: 'mlrg-reference', internal: symmetry.settings.internal }),
  );
  // The group of the lab is the one whose reference is wanted; a document that is opened keeps its own until the next choice.
  watch(
    () => symmetry.settings.internal,
    (internal) => {
      if (internal !== document.spec.value.internal) document.edit({ ...document.draft.value, internal });
    },
  );
  const { all, run, watched, starting, error, create } = useWatchedRun(['mlrg-reference']);
  const specs = useRunSpecs('mlrg-reference', all);
  const results = useRunResults('reference.json', readReference);
  results.readDone(all);

  /** The newest finished reference of a group. */
  function latestOf(internal: InternalGroup): FinishedReference | null {
    for (const { id } of all.value) {
      const reference = results.of(id);
      if (reference?.internal === internal) return { run: id, reference };
    }
    return null;
  }

  /** Computes the document, or another specification without touching the document. */
  async function start(spec: MlrgReferenceSpec = document.spec.value): Promise<void> {
    const record = await create(spec, `${spec.internal}, rows to L = ${spec.row}`);
    if (record) specs.know(record.id, spec);
  }

  return {
    ...document,
    error,
    starting,
    watched,
    run,
    all,
    specOf: specs.of,
    resultError: computed(() => results.errorOf(watched.value)),
    latestOf,
    start,
  };
});
