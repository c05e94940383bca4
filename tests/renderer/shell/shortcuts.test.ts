import { describe, expect, it } from 'vitest';
import { matchesShortcut, shortcutWords } from '../../../renderer/shell/shortcuts.ts';

const press = (key: string, held: { ctrl?: true; meta?: true; shift?: true; alt?: true } = {}) => ({
  key,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
});

describe('a shortcut', () => {
  it('takes Ctrl, or ⌘ on a Mac', () => {
    expect(matchesShortcut('Mod+K', press('k', { ctrl: true }), false)).toBe(true);
    expect(matchesShortcut('Mod+K', press('k', { meta: true }), true)).toBe(true);
    expect(matchesShortcut('Mod+K', press('k', { ctrl: true }), true)).toBe(false);
    expect(matchesShortcut('Mod+K', press('k'), false)).toBe(false);
  });

  it('takes exactly the keys it names', () => {
    expect(matchesShortcut('Mod+Z', press('Z', { ctrl: true, shift: true }), false)).toBe(false);
    expect(matchesShortcut('Mod+Shift+Z', press('Z', { ctrl: true, shift: true }), false)).toBe(true);
    expect(matchesShortcut('Mod+K', press('k', { ctrl: true, alt: true }), false)).toBe(false);
    expect(matchesShortcut('F1', press('F1'), false)).toBe(true);
  });

  it('is written as on the keyboard', () => {
    expect(shortcutWords('Mod+Shift+Z', false)).toBe('Ctrl Shift Z');
    expect(shortcutWords('Mod+Shift+Z', true)).toBe('⇧⌘Z');
    expect(shortcutWords('F1', false)).toBe('F1');
  });
});
