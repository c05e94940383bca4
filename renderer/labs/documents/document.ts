import { useHistory, type History } from '../../stores/history.ts';
import { changedPaths } from './changes.ts';

/** An experiment document under edit: undo and redo, and edits that name themselves after the entries they change. */
export interface Document<T extends object> extends Omit<History<T>, 'edit'> {
  /** Replaces the document; quick edits of the same entries (a slider being dragged) undo as one. */
  edit(next: T): void;
}

export function useDocument<T extends object>(initial: T, options?: { now: () => number }): Document<T> {
  const history = useHistory(initial, options);
  return {
    ...history,
    edit(next) {
      const changed = changedPaths(history.document.value, next);
      if (changed.length > 0) history.edit(next, changed.join(', '));
    },
  };
}
