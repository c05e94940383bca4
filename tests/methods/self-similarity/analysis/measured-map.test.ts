import { describe, expect, it } from 'vitest';
import { exactSelfSimilarity } from '../../../../main/methods/self-similarity/automata/exact/projections.ts';
import { Completions } from '../../../../main/methods/self-similarity/analysis/completions.ts';
import {
  agreesWith,
  bestMap,
  consistencyOf,
  measureMap,
} from '../../../../main/methods/self-similarity/analysis/measured-map.ts';
import type { LearntMap } from '../../../../main/methods/self-similarity/learner.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { automatonStart } from '../../../../main/physics/cellular-automata/start.ts';
import { automatonSeries, lineSeries, localRule, rowMap, tableMap } from './toy.ts';

const series = (rule: number, seed: number) =>
  automatonSeries(rule, automatonStart(60, 'random', 0.5, new RandomStream(seed, 'start')), 40);
const measure = (rule: number, learnt: LearntMap, law: number | null = rule) =>
  measureMap(learnt, {
    heldOut: series(rule, 1),
    training: series(rule, 2),
    variance: 0.25,
    law,
    completions: null,
    deterministic: true,
  });

describe('a map of binary cells', () => {
  it('is measured over all contexts where the rule is known', () => {
    const keep = measure(60, tableMap(60, 2, '0011'));
    expect(consistencyOf(keep)).toEqual({
      consistency: { value: 0, error: null },
      variance: { value: 0.25, error: null },
      ratio: { value: 0, error: null },
    });
    expect(keep).toMatchObject({ consistent: true, trivial: null, exact: { contexts: 64 } });
    // Table I of the paper: rule 15 shifts and complements, so that two steps of it undo the complement and every cell is wrong.
    const wrong = measure(15, tableMap(15, 2, '0011'));
    expect(consistencyOf(wrong).consistency.value).toBe(1);
    expect(wrong.consistent).toBe(false);
  });

  it('is measured on the data where it is not, and agrees with all contexts within its errors', () => {
    const [known, unknown] = [110, null].map((law) => measure(110, tableMap(110, 2, '0111'), law));
    expect(unknown.exact).toBeNull();
    const { value, error } = consistencyOf(unknown).consistency;
    // Data favour some contexts: only the order of magnitude is the same.
    expect(error).toBeGreaterThan(0);
    expect(value / known.exact!.consistency).toBeGreaterThan(0.3);
    expect(value / known.exact!.consistency).toBeLessThan(3);
    expect(measure(60, tableMap(60, 2, '0011'), null).consistent).toBe(true);
  });

  it('is trivial when it is constant, or becomes so', () => {
    expect(measure(60, tableMap(60, 2, '0000')).trivial).toBe('constant-map');
    expect(measure(60, tableMap(60, 2, '1111'), null).trivial).toBe('constant-map');
    expect(measure(0, tableMap(0, 2, '0111')).trivial).toBe('constant-after-one-step');
    // On data, where the rule is not known.
    expect(measure(0, tableMap(0, 2, '0111'), null).trivial).toBe('no-variance');
  });

  it('is shown when it is consistent, however well another reconstructs', () => {
    const better = { ...tableMap(60, 2, '0001'), reconstruction: 0.01 };
    const constant = { ...tableMap(60, 2, '0000'), reconstruction: 0 };
    const composed = { ...tableMap(60, 2, '0110', 'composed'), reconstruction: 0.1 };
    const maps = [better, constant, composed, tableMap(60, 2, '0011')].map((map) => measure(60, map));
    expect(bestMap(maps, true).learnt.projection?.table).toBe('0011');
    expect(bestMap(maps.slice(0, 3), true).learnt.projection?.table).toBe('0110');
    expect(bestMap(maps.slice(0, 2), true).learnt.projection?.table).toBe('0001');
    expect(bestMap(maps, false).learnt.projection?.table).toBe('0001');
  });

  it('is preferred by training data, so that the figure of held-out data is not the lowest of many', () => {
    // Held-out data of one cell say another thing of these maps than training data of all contexts.
    const options = { variance: 0.25, law: null, completions: null, deterministic: true };
    const single = Uint8Array.from({ length: 60 }, (_, x) => Number(x === 30));
    const maps = Array.from({ length: 14 }, (_, i) =>
      tableMap(30, 2, (i + 1).toString(2).padStart(4, '0')),
    ).map((learnt) =>
      measureMap(learnt, {
        ...options,
        training: series(30, 1),
        heldOut: automatonSeries(30, single, 20),
      }),
    );
    const best = bestMap(maps, true);
    const figures = maps.map(({ prediction }) => prediction.error.value);
    expect(best.preference).toBe(Math.min(...maps.map(({ preference }) => preference)));
    expect(best.prediction.error.value).toBeGreaterThan(Math.min(...figures));
  });

  it('agrees with the enumeration, or not', () => {
    const exact = exactSelfSimilarity(60, 2);
    const [found, constant] = ['0011', '0000'].map((table) => measure(60, tableMap(60, 2, table)));
    expect(agreesWith(exact, [constant, found])).toBe(true);
    expect(agreesWith(exact, [constant])).toBe(false);
    expect(agreesWith(exactSelfSimilarity(60, 3), [constant])).toBe(true);
    expect(agreesWith(null, [found])).toBeNull();
  });
});

describe('data that miss contexts', () => {
  // Rule 90 from one cell: two neighbours are never 1 together.
  const sierpinski = automatonSeries(
    90,
    Uint8Array.from({ length: 64 }, (_, x) => Number(x === 32)),
    32,
  );
  const candidates = [18, 26, 82, 90, 146, 154, 210, 218];

  it('fit maps that differ only where they never go', () => {
    const completions = new Completions(candidates, 2, 'row', [sierpinski]);
    const found = completions.of({ size: 2, mask: 'row', table: '0111', name: null });
    expect(found.map(({ rule, projection }) => `${rule}: ${projection.table}`)).toContain('90: 0110');
    // At even times only even cells are 1: the blocks 00 and 10 occur, numbers 0 and 2.
    expect(found.every(({ projection }) => /^0.1/.test(projection.table))).toBe(true);
    expect(completions.of({ size: 2, mask: 'row', table: '1001', name: null })).toEqual([]);
  });

  it('fit nothing that can be said where there is no enumeration', () => {
    expect(
      new Completions(candidates, 5, 'row', [sierpinski]).of(tableMap(90, 2, '0011').projection!),
    ).toEqual([]);
  });
});

/** The mean of two cells times a gain. */
const meanOfTwo = (gain: number): LearntMap => ({
  map: rowMap({ space: 2, time: 2 }, (cells) => (gain * (cells[0] + cells[1])) / 2),
  macroRule: localRule((left) => left),
  reconstruction: 0,
  patchVariance: 1,
  projection: null,
  origin: 'trained',
});

describe('a real-valued map', () => {
  const waves = lineSeries(
    Array.from({ length: 40 }, (_, time) =>
      Array.from({ length: 32 }, (_unused, x) => Math.sin((2 * Math.PI * (x - time)) / 32)),
    ),
  );
  const measureWaves = (gain: number) =>
    measureMap(meanOfTwo(gain), {
      heldOut: waves,
      training: waves,
      variance: 0.5,
      law: null,
      completions: null,
      deterministic: false,
    });

  it('of waves that move one cell a step is consistent at S = T', () => {
    const { prediction, trivial } = measureWaves(1);
    expect(prediction.ratio.value).toBeLessThan(1e-12);
    expect(trivial).toBeNull();
  });

  it('says nothing when its macro states hardly vary', () => {
    expect(measureWaves(1e-3).trivial).toBe('no-variance');
    expect(measureWaves(0).trivial).toBe('no-variance');
  });
});
