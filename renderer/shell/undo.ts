import type { ComputedRef } from 'vue';
import { useActions } from './actions.ts';

/** Binds Ctrl Z and Ctrl Shift Z to the document of a view for as long as the view is shown. */
export function useUndoKeys(history: {
  canUndo: ComputedRef<boolean> | { value: boolean };
  canRedo: ComputedRef<boolean> | { value: boolean };
  undo: () => void;
  redo: () => void;
}): void {
  useActions(
    {
      name: 'edit.undo',
      title: 'Undo',
      group: 'Edit',
      shortcut: 'Mod+Z',
      enabled: () => history.canUndo.value,
      run: history.undo,
    },
    {
      name: 'edit.redo',
      title: 'Redo',
      group: 'Edit',
      shortcut: 'Mod+Shift+Z',
      enabled: () => history.canRedo.value,
      run: history.redo,
    },
  );
}
