import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';

/** A document with undo. Values are replaced, never changed in place. */
export interface History<T extends object> {
  readonly value: Readonly<ShallowRef<T>>;
  readonly canUndo: ComputedRef<boolean>;
  readonly canRedo: ComputedRef<boolean>;
  /** Replaces the document. Edits of the same entry in quick succession (a slider being dragged) undo as one. */
  edit(next: T): void;
  undo(): void;
  redo(): void;
  /** A new document: the history starts afresh. */
  restart(next: T): void;
}

/** Pause after which an edit of the same entry is an edit of its own, in milliseconds. */
const mergeWithin = 700;
/** Edits that can be undone. */
const depth = 200;

/** `clock` in milliseconds; handed in by tests. */
export function createHistory<T extends object>(initial: T, clock = () => performance.now()): History<T> {
  const value = shallowRef(initial);
  const past = shallowRef<T[]>([]);
  const future = shallowRef<T[]>([]);
  let lastPath = '';
  let lastTime = -Infinity;

  function forgetLastEdit() {
    lastPath = '';
    lastTime = -Infinity;
  }

  return {
    value,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    edit(next) {
      const path = changedPaths(value.value, next).join(' ');
      if (path === '') return;
      const now = clock();
      const continues = path === lastPath && now - lastTime < mergeWithin;
      if (!continues) past.value = [...past.value.slice(-depth + 1), value.value];
      future.value = [];
      value.value = next;
      lastPath = path;
      lastTime = now;
    },
    undo() {
      const previous = past.value.at(-1);
      if (previous === undefined) return;
      past.value = past.value.slice(0, -1);
      future.value = [...future.value, value.value];
      value.value = previous;
      forgetLastEdit();
    },
    redo() {
      const next = future.value.at(-1);
      if (next === undefined) return;
      future.value = future.value.slice(0, -1);
      past.value = [...past.value, value.value];
      value.value = next;
      forgetLastEdit();
    },
    restart(next) {
      past.value = [];
      future.value = [];
      value.value = next;
      forgetLastEdit();
    },
  };
}

/** Paths of the entries in which two plain documents differ: `['flowU.width']`. */
export function changedPaths(before: object, after: object, prefix = ''): string[] {
  const was = before as Record<string, unknown>;
  const is = after as Record<string, unknown>;
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].flatMap((name) => {
    const [x, y] = [was[name], is[name]];
    if (Object.is(x, y)) return [];
    return isObject(x) && isObject(y) ? changedPaths(x, y, `${prefix}${name}.`) : [prefix + name];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
