/** Key combinations as text: "Mod+K", "Mod+Shift+Z", "Escape". Mod is ⌘ on a Mac and Ctrl elsewhere. */
export interface Chord {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

export function parseShortcut(text: string): Chord {
  const parts = text.split('+');
  const key = parts.at(-1) ?? '';
  return {
    mod: parts.includes('Mod'),
    shift: parts.includes('Shift'),
    alt: parts.includes('Alt'),
    key: key.toLowerCase(),
  };
}

export function matchesShortcut(
  text: string,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
  mac: boolean,
): boolean {
  const chord = parseShortcut(text);
  return (
    event.key.toLowerCase() === chord.key &&
    (mac ? event.metaKey : event.ctrlKey) === chord.mod &&
    (mac ? event.ctrlKey : event.metaKey) === false &&
    event.shiftKey === chord.shift &&
    event.altKey === chord.alt
  );
}

/** As keys are written on the user's keyboard: "Ctrl K", "⌘K". */
export function shortcutWords(text: string, mac: boolean): string {
  const { mod, shift, alt, key } = parseShortcut(text);
  const name = key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1);
  if (mac) return `${alt ? '⌥' : ''}${shift ? '⇧' : ''}${mod ? '⌘' : ''}${name}`;
  return [mod && 'Ctrl', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join(' ');
}

/** A chord without Mod must not be taken from a field one types into. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.tagName === 'TEXTAREA' ||
      (target.tagName === 'INPUT' &&
        !['range', 'checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type)))
  );
}

export const onMac = () => navigator.platform.startsWith('Mac');
