import { describe, expect, it } from 'vitest';
import { repeatsOf, verdictColumns, verdictWords } from '../../../../renderer/labs/runs/reproductions.ts';
import { names, run } from './run-summaries.ts';

describe('verdicts on reproductions', () => {
  it('say whether the bits agree, in how many files they do not, or what is waited for', () => {
    expect(verdictWords({ state: 'done' }, { of: 'x', agrees: true })).toBe('The bits agree.');
    expect(
      verdictWords(
        { state: 'done' },
        {
          of: 'x',
          agrees: false,
          files: [
            { name: 'a', verdict: 'same' },
            { name: 'b', verdict: 'different' },
            { name: 'c', verdict: 'missing' },
          ],
        },
      ),
    ).toBe('The bits differ in 2 of 3 files and curves.');
    expect(verdictWords({ state: 'running' }, { of: 'x' })).toBe('Is being computed.');
    expect(verdictWords({ state: 'failed' }, { of: 'x' })).toContain('failed');
  });

  it('are found for the run they repeat', () => {
    const original = run('first');
    const list = [run('again', { reproduction: { of: original.id } }), original, run('other')];
    expect(names(repeatsOf(original.id, list))).toEqual(['again']);
  });

  it('are a table in full precision', () => {
    const columns = verdictColumns([
      { name: 'model.npz', verdict: 'different', relativeDifference: 1.234e-7 },
      { name: 'result.json', verdict: 'same' },
    ]);
    expect(columns.map(({ values }) => values)).toEqual([
      ['model.npz', 'result.json'],
      ['different', 'same bits'],
      [1.234e-7, 0],
    ]);
  });
});
