import { computed, shallowRef, watch } from 'vue';
import { schemaOf, type ExperimentKindName, type SpecOf } from '../../../preload/contract/index.ts';
import { useDocument } from './document.ts';

/** A document as a form leaves it: of a known kind, but perhaps with entries its schema refuses. */
export type Draft = Record<string, unknown> & { kind: ExperimentKindName };

/** What the schema says of a draft: the specification, or sentences by dotted path. */
export function checkDraft(
  draft: Draft,
): { spec: SpecOf<ExperimentKindName> } | { errors: Record<string, string> } {
  const parsed = schemaOf[draft.kind].safeParse(draft);
  if (parsed.success) return { spec: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) errors[path.join('.')] ??= message;
  return { errors };
}

/**
 * A specification under edit, with undo. A draft that its schema refuses is kept and shown with what is wrong; `spec` stays at the
 * last one that was in order.
 */
export function useSpecification<K extends ExperimentKindName>(initial: SpecOf<K>) {
  const history = useDocument<Draft>(initial as Draft);
  const checked = computed(() => checkDraft(history.document.value));
  const spec = shallowRef(initial);
  watch(
    checked,
    (now) => {
      if ('spec' in now) spec.value = now.spec as SpecOf<K>;
    },
    { flush: 'sync' },
  );
  return {
    draft: history.document,
    spec,
    errors: computed(() => ('errors' in checked.value ? checked.value.errors : {})),
    valid: computed(() => 'spec' in checked.value),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    /** Takes the document of a form; what it leaves out gets its default. */
    edit(next: Record<string, unknown>) {
      const draft = { kind: history.document.value.kind, ...next } as Draft;
      const result = checkDraft(draft);
      history.edit('spec' in result ? (result.spec as Draft) : draft);
    },
  };
}
