import { onActivated, onBeforeUnmount, onDeactivated } from 'vue';
import { registerActions, type Action } from '../../shell/actions.ts';

/** Adds commands for as long as a kept-alive view is shown, not for as long as it lives. */
export function useActionsWhileShown(...added: Action[]): void {
  let remove: (() => void) | null = null;
  const stop = () => {
    remove?.();
    remove = null;
  };
  onActivated(() => {
    stop();
    remove = registerActions(...added);
  });
  onDeactivated(stop);
  onBeforeUnmount(stop);
}

/** Undo and redo of a view's document, on the usual keys. */
export function undoActions(document: {
  canUndo: boolean;
  canRedo: boolean;
  undo(): void;
  redo(): void;
}): Action[] {
  return [
    {
      name: 'edit.undo',
      title: 'Undo',
      group: 'Edit',
      shortcut: 'Mod+Z',
      enabled: () => document.canUndo,
      run: () => document.undo(),
    },
    {
      name: 'edit.redo',
      title: 'Redo',
      group: 'Edit',
      shortcut: 'Mod+Shift+Z',
      enabled: () => document.canRedo,
      run: () => document.redo(),
    },
  ];
}
