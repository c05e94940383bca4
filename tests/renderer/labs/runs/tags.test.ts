import { describe, expect, it } from 'vitest';
import { mostTags, readTag, suggestTags, tagCounts } from '../../../../renderer/labs/runs/tags.ts';

describe('tags', () => {
  it('are trimmed words without a comma, each once', () => {
    expect(readTag('  paper ', [])).toEqual({ tag: 'paper' });
    expect(readTag('paper', ['paper'])).toEqual({ problem: '“paper” is there already.' });
    expect(readTag('a, b', [])).toHaveProperty('problem');
    expect(readTag('x'.repeat(41), [])).toEqual({ problem: 'A tag has at most 40 letters.' });
    expect(readTag('   ', [])).toHaveProperty('problem');
    const full = Array.from({ length: mostTags }, (_, index) => `t${index}`);
    expect(readTag('more', full)).toHaveProperty('problem');
  });

  it('are suggested from those in use, the ones that begin so first', () => {
    const known = ['draft', 'second draft', 'paper'];
    expect(suggestTags('DR', known, [])).toEqual(['draft', 'second draft']);
    expect(suggestTags('', known, ['draft'])).toEqual(['second draft', 'paper']);
  });

  it('are counted over several runs', () => {
    expect(tagCounts([{ tags: ['b', 'a'] }, { tags: ['b'] }, {}])).toEqual([
      { tag: 'b', count: 2 },
      { tag: 'a', count: 1 },
    ]);
  });
});
