import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

export interface History<T> {
  readonly document: ShallowRef<T>;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  /** Name of the edit that undo would take back. */
  readonly undoName: ComputedRef<string | null>;
  readonly redoName: ComputedRef<string | null>;
  /** Replaces the document. Edits of the same `name` within `mergeWithin` ms count as one: a slider drag is one step. */
  edit(next: T, name: string): void;
  undo(): void;
  redo(): void;
  /** Another document: nothing before it can be undone. */
  reset(next: T): void;
}

interface Step<T> {
  before: T;
  after: T;
  name: string;
  time: number;
}

const limit = 200;

/**
 * Undo and redo of a document that is replaced, never changed in place.
 * @param now clock in milliseconds, for merging quick edits of the same name.
 */
export function useHistory<T>(initial: T, { mergeWithin = 600, now = () => Date.now() } = {}): History<T> {
  const document = shallowRef(initial) as ShallowRef<T>;
  const done = shallowRef<readonly Step<T>[]>([]);
  const undone = shallowRef<readonly Step<T>[]>([]);

  function edit(next: T, name: string) {
    const time = now();
    const last = done.value.at(-1);
    const merges = last !== undefined && last.name === name && time - last.time <= mergeWithin;
    const step = { before: merges ? last.before : document.value, after: next, name, time };
    done.value = [...(merges ? done.value.slice(0, -1) : done.value), step].slice(-limit);
    undone.value = [];
    document.value = next;
  }

  function undo() {
    const step = done.value.at(-1);
    if (step === undefined) return;
    done.value = done.value.slice(0, -1);
    undone.value = [...undone.value, step];
    document.value = step.before;
  }

  function redo() {
    const step = undone.value.at(-1);
    if (step === undefined) return;
    undone.value = undone.value.slice(0, -1);
    // Its time is past, so that the next edit does not merge into it.
    done.value = [...done.value, { ...step, time: -Infinity }];
    document.value = step.after;
  }

  function reset(next: T) {
    done.value = [];
    undone.value = [];
    document.value = next;
  }

  return {
    document,
    canUndo: computed(() => done.value.length > 0),
    canRedo: computed(() => undone.value.length > 0),
    undoName: computed(() => done.value.at(-1)?.name ?? null),
    redoName: computed(() => undone.value.at(-1)?.name ?? null),
    edit,
    undo,
    redo,
    reset,
  };
}
