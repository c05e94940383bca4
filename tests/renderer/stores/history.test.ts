import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { useHistory } from '../../../renderer/stores/history.ts';

const clocked = (initial: number) => {
  let time = 0;
  const history = useHistory(initial, { mergeWithin: 100, now: () => time });
  return { history, wait: (milliseconds: number) => (time += milliseconds) };
};

describe('undo', () => {
  it('takes edits back and brings them again', () => {
    const { history, wait } = clocked(0);
    history.edit(1, 'a');
    wait(1000);
    history.edit(2, 'b');
    history.undo();
    expect(history.document.value).toBe(1);
    expect(history.redoName.value).toBe('b');
    history.undo();
    expect(history.document.value).toBe(0);
    expect(history.canUndo.value).toBe(false);
    history.redo();
    history.redo();
    expect(history.document.value).toBe(2);
    expect(history.canRedo.value).toBe(false);
  });

  it('counts quick edits of one name as one, and others as their own', () => {
    const { history, wait } = clocked(0);
    for (const value of [1, 2, 3]) {
      history.edit(value, 'slider');
      wait(50);
    }
    history.edit(4, 'other');
    wait(1000);
    history.edit(5, 'other');
    history.undo();
    expect(history.document.value).toBe(4);
    history.undo();
    expect(history.document.value).toBe(3);
    history.undo();
    expect(history.document.value).toBe(0);
  });

  it('forgets what was undone when something else is edited', () => {
    const { history } = clocked(0);
    history.edit(1, 'a');
    history.undo();
    history.edit(2, 'b');
    expect(history.canRedo.value).toBe(false);
    history.redo();
    expect(history.document.value).toBe(2);
  });

  it('does not merge an edit into one that was brought again', () => {
    const { history } = clocked(0);
    history.edit(1, 'a');
    history.undo();
    history.redo();
    history.edit(2, 'a');
    history.undo();
    expect(history.document.value).toBe(1);
  });

  it('starts anew with another document', () => {
    const { history } = clocked(0);
    history.edit(1, 'a');
    history.reset(7);
    expect(history.canUndo.value).toBe(false);
    expect(history.document.value).toBe(7);
  });

  it('comes back to the beginning after any edits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer(), fc.constantFrom('a', 'b'), fc.nat(200)), { maxLength: 40 }),
        (edits) => {
          const { history, wait } = clocked(0);
          for (const [value, name, pause] of edits) {
            history.edit(value, name);
            wait(pause);
          }
          const end = history.document.value;
          let steps = 0;
          for (; history.canUndo.value; steps++) history.undo();
          expect(history.document.value).toBe(0);
          for (; steps > 0; steps--) history.redo();
          expect(history.document.value).toBe(end);
        },
      ),
    );
  });
});
