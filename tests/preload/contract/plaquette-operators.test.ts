import { describe, expect, it } from 'vitest';
import { operatorsOf, plaquetteCodes, plaquetteOperators } from '../../../preload/contract/index.ts';

const both = [...plaquetteOperators.odd, ...plaquetteOperators.even];

describe('plaquette operators', () => {
  it('are 44 even ones with 2, 4, 6 and 8 spins and 41 odd ones', () => {
    expect(plaquetteOperators.even).toHaveLength(44);
    expect(plaquetteOperators.odd).toHaveLength(41);
    expect([...new Set(plaquetteOperators.even.map(({ spins }) => spins))]).toEqual([2, 4, 6, 8]);
    expect([...new Set(plaquetteOperators.odd.map(({ spins }) => spins))]).toEqual([1, 3, 5, 7, 9]);
  });

  it('of the paper are the 36 with at most four spins, first of all and in one orientation', () => {
    for (const parity of ['odd', 'even'] as const) {
      const paper = operatorsOf('paper', parity);
      expect(paper.map(({ mask }) => mask)).toEqual(
        operatorsOf('full', parity)
          .slice(0, paper.length)
          .map(({ mask }) => mask),
      );
      for (const { spins, mask, orientations } of paper) {
        expect(spins).toBeLessThanOrEqual(4);
        expect(orientations).toEqual([mask]);
      }
    }
    expect(operatorsOf('paper', 'odd').length + operatorsOf('paper', 'even').length).toBe(36);
  });

  it('embed into every subset of the plaquette exactly once', () => {
    expect(both.reduce((sum, { embeddings }) => sum + embeddings, 0)).toBe(plaquetteCodes - 1);
    const orientations = both.flatMap((operator) => operator.orientations);
    expect(new Set(orientations).size).toBe(orientations.length);
  });

  it('know their cells', () => {
    for (const { mask, cells, spins } of both) {
      expect(cells).toHaveLength(spins);
      expect(cells.reduce((bits, { row, column }) => bits | (1 << (3 * column + row)), 0)).toBe(mask);
    }
    const nearest = plaquetteOperators.even[0];
    expect([nearest.orientations.length, nearest.translations]).toEqual([2, 6]);
  });
});
