import { onScopeDispose } from 'vue';
import { actions, runAction } from './actions.ts';
import { isTyping, matchesShortcut, onMac, parseShortcut } from './shortcuts.ts';

/** Runs the command whose shortcut is pressed. In a text field only chords that cannot be typing count, and undo stays the field's. */
export function useKeyBindings(): void {
  const mac = onMac();
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat) return;
    const action = actions
      .all()
      .find(({ shortcut }) => shortcut !== undefined && matchesShortcut(shortcut, event, mac));
    if (action?.shortcut === undefined) return;
    const { mod, key } = parseShortcut(action.shortcut);
    const fieldsOwn = !mod || ['z', 'y', 'a', 'c', 'v', 'x'].includes(key);
    if (isTyping(event.target) && fieldsOwn && !key.startsWith('f')) return;
    if (runAction(action.name)) event.preventDefault();
  };
  window.addEventListener('keydown', press);
  onScopeDispose(() => window.removeEventListener('keydown', press));
}

/** A command of the desktop's menu. Undo in a text field is the field's: what was typed there is not yet an edit of a document. */
export function runMenuCommand(name: string): void {
  const inField = isTyping(document.activeElement);
  if (inField && name === 'edit.undo') document.execCommand('undo');
  else if (inField && name === 'edit.redo') document.execCommand('redo');
  else runAction(name);
}
