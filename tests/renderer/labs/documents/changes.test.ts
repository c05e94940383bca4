import { describe, expect, it } from 'vitest';
import { changedPaths } from '../../../../renderer/labs/documents/changes.ts';

describe('changed paths', () => {
  it('names nested entries, added and removed ones', () => {
    expect(
      changedPaths(
        { a: { b: 1, c: 2 }, d: 3, channels: [1, 2] },
        { a: { b: 1, c: 4 }, channels: [1, 3], e: 5 },
      ),
    ).toEqual(['a.c', 'd', 'channels.1', 'e']);
  });

  it('finds no change between equal documents', () => {
    expect(changedPaths({ hold: { F: 0.03 } }, { hold: { F: 0.03 } })).toEqual([]);
  });
});
