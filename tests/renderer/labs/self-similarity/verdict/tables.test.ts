import { describe, expect, it } from 'vitest';
import { contextsOf } from '../../../../../main/methods/self-similarity/automata/exact/contexts.ts';
import { tableLatex } from '../../../../../renderer/components/export/latex.ts';
import { tableCsv } from '../../../../../renderer/components/export/table-csv.ts';
import {
  restartWords,
  scaleColumns,
  scaleRows,
  surveyColumns,
} from '../../../../../renderer/labs/self-similarity/verdict/tables.ts';
import {
  figureText,
  contextCount,
  restartCounts,
  ruleSentence,
  scaleTitle,
} from '../../../../../renderer/labs/self-similarity/verdict/words.ts';
import { binaryScale, linearScale, rule60, survey } from '../analyses.ts';

describe('figures of the scales', () => {
  it('leave out what no scale has', () => {
    expect(scaleRows(rule60).map(({ name }) => name)).toEqual([
      'consistency',
      'variance',
      'ratio',
      'reconstruction',
      'not reconstructed',
      'EI micro / bit',
      'EI macro / bit',
    ]);
    const diffusion = { ...rule60, scales: [linearScale(2, 4, 1e-7)] };
    expect(scaleRows(diffusion).map(({ name }) => name)).toContain('free: ratio');
  });

  it('leave the program as CSV, a line a quantity, each estimate with its error beside it', () => {
    const [head, verdict, , consistency] = tableCsv(
      scaleColumns({ ...rule60, scales: [binaryScale(2, 0), linearScale(2, 4, 0.001)] }),
    )
      .trim()
      .split('\r\n');
    expect(head).toBe('quantity,N = 2,"N = 2, standard error","S = 2, T = 4","S = 2, T = 4, standard error"');
    expect(verdict).toBe('verdict,self-similar,,not self-similar,');
    expect(consistency).toMatch(/^consistency,0,,1\.0*1?e-7,1e-8$/);
  });

  it('leave it as LaTeX that has as many columns as scales', () => {
    const latex = tableLatex(scaleColumns(rule60));
    expect(latex).toContain('\\begin{tabular}{lrrr}');
    expect(latex).toContain('quantity & $N = 2$ & $N = 3$ & $N = 4$ \\\\');
    expect(latex).toContain('consistency & $0$ & $0.375$ & $0$ \\\\');
    expect(tableLatex(scaleColumns({ ...rule60, scales: [linearScale(2, 4, 1.4e-7)] }))).toContain(
      '$1.40(14) \\times 10^{-7}$',
    );
  });

  it('of a survey are a line for each rule and size', () => {
    const lines = tableCsv(surveyColumns(survey)).trim().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[4]).toBe('90,4,true,false,3,0,false,0.5,0,1,24,false,true,0');
  });
});

describe('words of a verdict', () => {
  it('name the scale of binary automata by N, others by S and T', () => {
    expect(scaleTitle(binaryScale(3, 0))).toBe('N = 3');
    expect(scaleTitle(linearScale(2, 2, 1))).toBe('S = 2, T = 2');
  });

  it('write an exact zero as 0, and errors where there are some', () => {
    expect(figureText({ value: 0, error: null })).toBe('0');
    expect(figureText({ value: 0.375, error: null })).toBe('0.375');
    expect(figureText({ value: 0.0031, error: 0.0018 })).toBe('0.0031(18)');
    expect(figureText(null)).toBe('–');
  });

  it('count how restarts ended', () => {
    expect(restartCounts(binaryScale(2, 0))).toEqual({
      trained: { all: 3, trivial: 1, consistent: 1 },
      composed: { all: 1, trivial: 0, consistent: 1 },
    });
    expect(restartWords(binaryScale(2, 0).restarts[2]!)).toBe('P is constant, reconstruction 0.25, P 00');
  });

  it('count the contexts that the exact answer tries, more for whole patches than for rows', () => {
    for (const [size, mask] of [
      [2, 'row'],
      [3, 'row'],
      [2, 'patch'],
    ] as const)
      expect(contextCount({ size, mask })).toBe(contextsOf(60, size, mask).count);
  });

  it('say what was learnt as f', () => {
    const [rule] = rule60.rules;
    expect(ruleSentence(rule!)).toBe('f is rule 60, exactly, by 100% of the restarts.');
    expect(
      ruleSentence({
        ...rule!,
        learner: 'linear',
        kernel: 7,
        table: null,
        diffusion: 0.5,
        variance: 2,
        error: { value: 0.01, error: null },
      }),
    ).toBe(
      'A linear kernel of 7 cells leaves 0.0050 of the variance of the next state; D = 0.5000 cells²/step.',
    );
    const planar = { ...rule!, learner: 'linear', kernel: 3, table: null, weights: [[Array(9).fill(0)]] };
    expect(ruleSentence(planar as typeof rule & object)).toMatch(/^A linear kernel of 3 × 3 cells/);
  });
});
