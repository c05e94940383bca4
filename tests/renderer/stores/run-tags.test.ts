import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedTags, tagsBack } from '../../../renderer/stores/run-tags.ts';

const tags = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'));

describe('tags', () => {
  it('are put on once, at the end, and taken off', () => {
    expect(changedTags(['a', 'b'], { add: ['c', 'a'], remove: ['b'] })).toEqual(['a', 'c']);
  });

  it('are as they were when the last change is taken back', () => {
    fc.assert(
      fc.property(tags, tags, tags, (before, add, remove) => {
        const after = changedTags(before, { add, remove });
        expect(tagsBack(after, before, after)).toEqual(before);
      }),
    );
  });

  it('keep what was changed since', () => {
    // b was put on; then c was put on and a taken off; then the first is undone.
    expect(tagsBack(['b', 'c'], ['a'], ['a', 'b'])).toEqual(['c']);
    // a was taken off; then c was put on.
    expect(tagsBack(['c'], ['a'], [])).toEqual(['c', 'a']);
  });
});
