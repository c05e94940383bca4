import { effectScope } from 'vue';
import { describe, expect, it } from 'vitest';
import { actions, registerActions, runAction, useActions } from '../../../renderer/shell/actions.ts';

const action = (name: string, run: () => void, enabled = true) => ({
  name,
  title: name,
  group: 'Test',
  enabled: () => enabled,
  run,
});

describe('commands', () => {
  it('run by name while they are there', () => {
    let count = 0;
    const remove = registerActions(action('count.up', () => count++));
    expect(runAction('count.up')).toBe(true);
    expect(count).toBe(1);
    remove();
    expect(runAction('count.up')).toBe(false);
    expect(count).toBe(1);
  });

  it('do nothing when they can not', () => {
    let count = 0;
    const remove = registerActions(action('count.never', () => count++, false));
    expect(runAction('count.never')).toBe(false);
    expect(count).toBe(0);
    remove();
  });

  it('come back from under a later one of the same name', () => {
    const seen: string[] = [];
    const removeFirst = registerActions(action('undo', () => seen.push('first')));
    const removeSecond = registerActions(action('undo', () => seen.push('second')));
    runAction('undo');
    removeSecond();
    runAction('undo');
    removeFirst();
    expect(seen).toEqual(['second', 'first']);
    expect(actions.get('undo')).toBeUndefined();
  });

  it('go with the scope they were made in', () => {
    const scope = effectScope();
    scope.run(() => useActions(action('scoped', () => {})));
    expect(actions.get('scoped')).toBeDefined();
    scope.stop();
    expect(actions.get('scoped')).toBeUndefined();
  });
});
