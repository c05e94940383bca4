import { describe, expect, it } from 'vitest';
import {
  keepPicked,
  nothingPicked,
  pickRange,
  togglePicked,
} from '../../../../renderer/labs/runs/selection.ts';

const rows = [
  { key: 'a', ids: ['a'] },
  { key: 'sweep', ids: ['s1', 's2'] },
  { key: 'b', ids: ['b'] },
  { key: 'c', ids: ['c'] },
];

describe('picking', () => {
  it('adds a line and lets it go', () => {
    const one = togglePicked(nothingPicked, rows[0]!);
    expect(one).toEqual({ ids: new Set(['a']), anchor: 'a' });
    expect(togglePicked(one, rows[0]!).ids.size).toBe(0);
  });

  it('completes a sweep of which some are picked, and lets go of a whole one', () => {
    const some = { ids: new Set(['s2']), anchor: null };
    const whole = togglePicked(some, rows[1]!);
    expect([...whole.ids].toSorted()).toEqual(['s1', 's2']);
    expect(togglePicked(whole, rows[1]!).ids.size).toBe(0);
  });

  it('takes everything from the anchor to a line, in either direction, and keeps the anchor', () => {
    const from = { ids: new Set(['c']), anchor: 'b' };
    const down = pickRange(from, rows, 'c');
    expect(down).toEqual({ ids: new Set(['b', 'c']), anchor: 'b' });
    expect(pickRange(down, rows, 'a')).toEqual({ ids: new Set(['a', 's1', 's2', 'b']), anchor: 'b' });
  });

  it('begins at the line itself when the anchor is not in sight', () => {
    expect(pickRange({ ids: new Set(), anchor: 'gone' }, rows, 'b')).toEqual({
      ids: new Set(['b']),
      anchor: 'b',
    });
    expect(pickRange(nothingPicked, rows, 'nowhere')).toBe(nothingPicked);
  });

  it('forgets runs that are gone, and is the same when none is', () => {
    const picks = { ids: new Set(['a', 'b']), anchor: 'a' };
    expect(keepPicked(picks, () => true)).toBe(picks);
    expect([...keepPicked(picks, (id) => id === 'b').ids]).toEqual(['b']);
  });
});
