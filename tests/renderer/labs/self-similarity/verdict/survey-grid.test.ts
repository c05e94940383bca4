import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evolved } from '../../../../../renderer/labs/self-similarity/rule-graph/history.ts';
import {
  cellKey,
  classOf,
  complemented,
  consistencyOf,
  disagrees,
  gridOfFrames,
  gridOfResult,
  mirrored,
  representatives,
  selfSimilarRules,
} from '../../../../../renderer/labs/self-similarity/verdict/survey-grid.ts';
import {
  cellWords,
  disagreements,
  surveySentences,
} from '../../../../../renderer/labs/self-similarity/verdict/survey-words.ts';
import { survey, surveyCell } from '../analyses.ts';

describe('Table I', () => {
  it('shows what networks found, or the exact answer, and where they differ', () => {
    const grid = gridOfResult(survey);
    expect(grid.values.get(4)![90]).toBe(0.5);
    expect(grid.values.get(4)![60]).toBe(0);
    expect(grid.values.get(4)![61]).toBeNaN();
    expect(gridOfResult(survey, 'exact').values.get(4)![90]).toBe(0);
    expect(disagreements(grid).map(({ rule, size }) => cellKey(rule, size))).toEqual(['90:4']);
  });

  it('has no number where every map that networks found is constant, and no disagreement without networks', () => {
    const constant = surveyCell(30, 2, {}, { selfSimilar: false, consistency: null });
    expect(consistencyOf(constant, 'networks')).toBeNull();
    expect(consistencyOf(surveyCell(30, 2, { bestConsistency: 0.25 }, null), 'networks')).toBe(0.25);
    expect(disagrees(surveyCell(30, 2, {}, null))).toBeNull();
  });

  it('fills in from the pictures of a survey at work', () => {
    const data = new Float32Array(256).fill(NaN);
    data[60] = 0.375;
    const frames = new Map([['N = 3', { width: 16, height: 16, data, label: 'N = 3' }]]);
    const grid = gridOfFrames(frames, { sizes: [2, 3], rules: 'self-similar' });
    expect(grid).toMatchObject({ done: false, sizes: [2, 3], rules: selfSimilarRules });
    expect(grid.values.get(3)![60]).toBe(0.375);
    expect(grid.values.get(2)![60]).toBeNaN();
    expect(cellWords(grid, 60, 3)).toEqual(['rule 60, N = 3', 'consistency 0.3750']);
    expect(cellWords(grid, 61, 3)).toEqual(['rule 61, N = 3', 'not done']);
  });

  it('says of a cell what is exactly so, what networks found and what the paper has', () => {
    expect(cellWords(gridOfResult(survey), 90, 4)).toEqual([
      'rule 90, N = 4',
      'exact: self-similar by 3 maps',
      'networks: consistency 0.5000, 0 of 24 restarts consistent, 1 constant',
      'paper: 0',
    ]);
  });

  it('counts errors of the networks', () => {
    expect(surveySentences(survey)).toEqual([
      { words: '2 of 2 rules learnt exactly', state: 'ok' },
      { words: '0 false positives', state: 'ok' },
      { words: '1 false negative', state: 'warn' },
      { words: '4 of 4 entries of the paper’s table', state: 'ok' },
    ]);
  });
});

/** A picture of four rows of which the first is given. */
const start = (row: number[]) => {
  const data = new Float32Array(4 * row.length);
  data.set(row);
  return { width: row.length, height: 4, data, label: '' };
};

describe('classes of rules', () => {
  it('are 88, and the 21 rules of the paper are whole classes', () => {
    expect(representatives).toHaveLength(88);
    expect(selfSimilarRules).toHaveLength(21);
    for (const rule of selfSimilarRules) {
      for (const other of classOf(rule)) expect(selfSimilarRules).toContain(other);
    }
  });

  it('hold the rule of the mirrored and of the exchanged lattice', () => {
    const rows = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 3, maxLength: 24 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), rows, (rule, cells) => {
        const rowsOf = ({ data }: { data: Float32Array }) =>
          Array.from({ length: 4 }, (_, t) => [...data.subarray(t * cells.length, (t + 1) * cells.length)]);
        const own = rowsOf(evolved(rule, start(cells)));
        const reversed = rowsOf(evolved(mirrored(rule), start(cells.toReversed())));
        expect(reversed.map((row) => row.toReversed())).toEqual(own);
        const exchanged = rowsOf(evolved(complemented(rule), start(cells.map((cell) => 1 - cell))));
        expect(exchanged.map((row) => row.map((cell) => 1 - cell))).toEqual(own);
      }),
    );
  });
});
