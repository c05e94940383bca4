import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzzyFilter, fuzzyMatch } from '../../../renderer/shell/fuzzy.ts';

const best = (query: string, ...texts: string[]) => fuzzyFilter(query, texts, (text) => text)[0]?.item;

describe('fuzzyMatch', () => {
  it('finds characters in order and says where', () => {
    expect(fuzzyMatch('otd', 'Open Turing › Design')?.at).toEqual([0, 5, 14]);
    expect(fuzzyMatch('xyz', 'Open Turing')).toBeNull();
    expect(fuzzyMatch('gnirut', 'Turing')).toBeNull();
  });

  it('does not mind case, accents and spaces', () => {
    expect(fuzzyMatch('poincare', 'Poincaré section')?.at).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(fuzzyMatch('THEME dark', 'Theme: dark')).not.toBeNull();
  });

  it('matches everything when asked for nothing', () => {
    expect(fuzzyMatch(' ', 'anything')).toEqual({ score: 0, at: [] });
  });

  it('finds every subsequence, at rising places that hold its characters', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...'abc -›'), fc.boolean()), { maxLength: 24 }),
        (letters) => {
          const text = letters.map(([letter]) => letter).join('');
          const query = letters
            .filter(([letter, kept]) => kept && letter !== ' ')
            .map(([letter]) => letter)
            .join('');
          const match = fuzzyMatch(query, text);
          expect(match).not.toBeNull();
          expect(match!.at.map((index) => text[index]).join('')).toBe(query);
          expect(match!.at).toEqual([...new Set(match!.at)].toSorted((a, b) => a - b));
        },
      ),
    );
  });
});

describe('fuzzyFilter', () => {
  it('puts starts of words and runs of characters first', () => {
    expect(best('set', 'Reset the zoom', 'Open Settings')).toBe('Open Settings');
    expect(best('td', 'Theme: dark', 'Stop and discard')).toBe('Theme: dark');
    expect(best('run', 'Retry unwanted noise', 'Open Runs')).toBe('Open Runs');
  });

  it('keeps the order of equals', () => {
    expect(fuzzyFilter('', ['b', 'a'], (text) => text).map(({ item }) => item)).toEqual(['b', 'a']);
  });
});
