import { describe, expect, it } from 'vitest';
import { fkMap, mapCell } from '../../../preload/contract/index.ts';
import {
  contrastDigit,
  surveyCell,
  surveyParameters,
} from '../../../main/methods/gray-scott/parameter-survey.ts';

describe('the survey of the (F, k) plane', () => {
  it.each([
    ['extinct', { F: 0.02, k: 0.07 }],
    ['uniform', { F: 0.05, k: 0.04 }],
    ['standing', { F: 0.035, k: 0.06 }],
    ['moving', { F: 0.018, k: 0.051 }],
  ])('finds an %s end where it is', (outcome, point) => {
    expect(surveyCell(fkMap, point).outcome).toBe(outcome);
  });

  it('writes what each cell ends in, row by row', () => {
    const settings = {
      ...fkMap,
      steps: 2000,
      F: { start: 0.035, step: 0.015, count: 2 },
      k: { start: 0.04, step: 0.02, count: 3 },
    };
    const map = surveyParameters(settings);
    expect(map.outcomes).toHaveLength(2);
    for (let row = 0; row < 2; row++) {
      for (let column = 0; column < 3; column++) {
        const { F, k, outcome, contrast } = mapCell(map, row, column);
        expect([F, k]).toEqual([[0.035, 0.05][row], [0.04, 0.06, 0.08][column]]);
        const alone = surveyCell(settings, { F, k });
        expect(outcome).toBe(alone.outcome);
        expect(Math.abs(contrast - alone.contrast)).toBeLessThan(fkMap.contrastRange / 70 + 1e-9);
      }
    }
  });
});

describe('the map that is shipped', () => {
  it('has a cell for every value of F and k', () => {
    expect(fkMap.outcomes).toHaveLength(fkMap.F.count);
    expect(fkMap.contrasts).toHaveLength(fkMap.F.count);
    for (const row of [...fkMap.outcomes, ...fkMap.contrasts]) expect(row).toHaveLength(fkMap.k.count);
    expect(() => mapCell(fkMap, fkMap.F.count, 0)).toThrow(RangeError);
  });

  it('holds what the cells grow today', () => {
    for (let i = 0; i < 24; i++) {
      const [row, column] = [(i * 37) % fkMap.F.count, (i * 23 + 5) % fkMap.k.count];
      const { F, k, outcome } = mapCell(fkMap, row, column);
      const again = surveyCell(fkMap, { F, k });
      expect(again.outcome).toBe(outcome);
      expect(contrastDigit(again.contrast, fkMap.contrastRange)).toBe(fkMap.contrasts[row][column]);
    }
  });
});
