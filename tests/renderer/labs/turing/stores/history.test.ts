import { describe, expect, it } from 'vitest';
import { changedPaths, createHistory } from '../../../../../renderer/labs/turing/stores/history.ts';

describe('history of a document', () => {
  it('takes back one edit at a time and brings them forward again', () => {
    let now = 0;
    const history = createHistory({ samples: 8, seed: 1 }, () => (now += 1000));
    history.edit({ samples: 9, seed: 1 });
    history.edit({ samples: 9, seed: 2 });
    history.undo();
    expect(history.value.value).toEqual({ samples: 9, seed: 1 });
    history.undo();
    expect(history.value.value).toEqual({ samples: 8, seed: 1 });
    expect(history.canUndo.value).toBe(false);
    history.redo();
    history.redo();
    expect(history.value.value).toEqual({ samples: 9, seed: 2 });
    expect(history.canRedo.value).toBe(false);
  });

  it('takes a dragged slider as one edit, another entry as a second', () => {
    let now = 0;
    const history = createHistory({ samples: 8, seed: 1 }, () => (now += 50));
    for (const samples of [9, 10, 11, 12]) history.edit({ samples, seed: 1 });
    history.edit({ samples: 12, seed: 5 });
    history.undo();
    expect(history.value.value).toEqual({ samples: 12, seed: 1 });
    history.undo();
    expect(history.value.value).toEqual({ samples: 8, seed: 1 });
  });

  it('does not merge an edit with one from before an undo', () => {
    const history = createHistory({ samples: 8 }, () => 0);
    history.edit({ samples: 9 });
    history.undo();
    history.edit({ samples: 10 });
    expect(history.canUndo.value).toBe(true);
    history.undo();
    expect(history.value.value).toEqual({ samples: 8 });
  });

  it('ignores an edit that changes nothing', () => {
    const history = createHistory({ hold: { F: 0.03 } });
    history.edit({ hold: { F: 0.03 } });
    expect(history.canUndo.value).toBe(false);
  });
});

describe('changed paths', () => {
  it('names nested entries, added and removed ones', () => {
    expect(
      changedPaths(
        { a: { b: 1, c: 2 }, d: 3, channels: [1, 2] },
        { a: { b: 1, c: 4 }, channels: [1, 3], e: 5 },
      ),
    ).toEqual(['a.c', 'd', 'channels.1', 'e']);
  });
});
