import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { binaryLearner } from '../../../../../main/methods/self-similarity/automata/learning/index.ts';
import type { Spacetime } from '../../../../../main/methods/self-similarity/spacetime.ts';
import { schemaOf, type DynamicsSettings } from '../../../../../preload/contract/index.ts';
import { noisySeries, seriesOfRule } from './series.ts';

const usual = schemaOf['self-similarity'].parse({ kind: 'self-similarity' }).dynamics;

function trainer(series: Spacetime, settings: Partial<DynamicsSettings> = {}, seed = 1) {
  const task = { series, settings: { ...usual, kernel: 3, ...settings }, augment: false };
  return binaryLearner.dynamics(task, new RandomStream(seed, 'dynamics'));
}

function learn(series: Spacetime, settings: Partial<DynamicsSettings> = {}) {
  const training = trainer(series, settings);
  training.advance(training.steps);
  return training.result();
}

describe('rules from a series', () => {
  it.each([30, 46, 90, 116, 150, 209])(
    'finds rule %i with the usual settings, rare contexts too',
    (number) => {
      const series = seriesOfRule(number, { width: 256, times: 192 });
      const { rule, agreement } = learn(series);
      expect(agreement).toBe(1);
      const { table } = rule.describe();
      expect(table?.rule).toBe(number);
      expect(table?.deterministic).toBe(true);
      expect(table?.outputs).toEqual(Array.from({ length: 8 }, (_, i) => (number >> i) & 1));
      expect(table?.seen.reduce((sum, count) => sum + count, 0)).toBe(256 * 191);
      const next = rule.step(
        { fields: 1, height: 1, width: 256, data: series.data.slice(0, 256) },
        'periodic',
      );
      expect(next.data).toEqual(series.data.slice(256, 512));
    },
  );

  it('says which contexts never occurred', () => {
    const series = seriesOfRule(204, { width: 12, times: 10 });
    series.data.forEach((_, i) => (series.data[i] = i % 2));
    const { rule } = learn(series);
    const { table } = rule.describe();
    expect(table?.rule).toBeNull();
    expect(table?.seen).toEqual([0, 0, 54, 0, 0, 54, 0, 0]);
    expect(table?.observed).toEqual([null, null, 1, null, null, 0, null, null]);
    expect(table?.outputs[2]).toBe(1);
    expect(table?.outputs[5]).toBe(0);
  });

  it('puts probabilities beside the frequencies of noisy data', () => {
    // Site percolation: p = .7 wherever there is a neighbour on one of two sides.
    const probabilities = [0, 0.7, 0, 0.7, 0.7, 0.7, 0.7, 0.7];
    const { rule } = learn(noisySeries(probabilities, { width: 256, times: 100 }));
    const { table } = rule.describe();
    expect(table?.deterministic).toBe(false);
    expect(table?.rule).toBeNull();
    for (const [i, p] of table!.outputs.entries()) {
      expect(Math.abs(p - table!.observed[i]!)).toBeLessThan(0.02);
      expect(Math.abs(table!.observed[i]! - probabilities[i])).toBeLessThan(
        5 * Math.sqrt((0.7 * 0.3) / table!.seen[i]) + 1e-9,
      );
    }
    const next = rule.step(
      { fields: 1, height: 1, width: 3, data: Float32Array.from([1, 0, 0]) },
      'periodic',
    );
    expect(next.data[1]).toBeCloseTo(table!.outputs[4], 6);
  });

  it('neither learns nor predicts cells at an open boundary', () => {
    const series = { ...seriesOfRule(170, { width: 9, times: 40 }), boundary: 'open' as const };
    for (let time = 0; time < 40; time++) series.data[9 * time] = time % 2;
    const { rule } = learn(series);
    expect(rule.describe().table?.deterministic).toBe(true);
    const { data } = rule.step(
      { fields: 1, height: 1, width: 3, data: Float32Array.from([1, 0, 1]) },
      'open',
    );
    expect(Array.from(data)).toEqual([Number.NaN, 1, Number.NaN]);
  });

  it('cannot hold rule 150 in two ReLU units', () => {
    const { rule } = learn(seriesOfRule(150, { width: 64, times: 64 }), { activation: 'relu' });
    expect(rule.describe().table?.rule).not.toBe(150);
  });

  it('says where it did not learn what the data show, and calls that no rule', () => {
    const { rule, notes } = learn(seriesOfRule(90, { width: 64, times: 64 }), { steps: 1, restarts: 1 });
    const { table } = rule.describe();
    const wrong = [0, 1, 2, 3, 4, 5, 6, 7].filter((i) => table?.outputs[i] !== table?.observed[i]);
    expect(wrong.length).toBeGreaterThan(0);
    expect(table).toMatchObject({ deterministic: true, rule: null });
    const names = wrong.map((i) => `${i >> 2}${(i >> 1) & 1}${i & 1}`).join(', ');
    expect(notes).toEqual([expect.stringContaining(`after ${names} f says the opposite`)]);
    expect(learn(seriesOfRule(90, { width: 64, times: 64 })).notes).toEqual([]);
  });

  it('goes on from a snapshot with the same bits', () => {
    const series = seriesOfRule(54, { width: 64, times: 40 });
    const settings = { steps: 60 };
    const whole = trainer(series, settings);
    whole.advance(23);
    const saved = structuredClone(whole.snapshot());
    whole.advance(1000);
    expect(whole.done).toBe(60);
    const resumed = trainer(series, settings, 2);
    resumed.restore(saved);
    expect(resumed.done).toBe(23);
    resumed.advance(37);
    expect(resumed.snapshot()).toEqual(whole.snapshot());
    expect(resumed.losses).toEqual(whole.losses);
  });
});

describe('data that are not for it', () => {
  const series = seriesOfRule(90, { width: 12, times: 4 });

  it.each([
    ['2 fields', { fields: 2 }],
    ['a planar lattice', { height: 3 }],
    ['values other than 0 and 1', { binary: false }],
  ])('are refused: %s', (what, change) => {
    expect(() => trainer({ ...series, ...change })).toThrow(new RegExp(what));
  });

  it('are refused with another kernel, or nothing to learn from', () => {
    expect(() => trainer(series, { kernel: 5 })).toThrow(/kernel of 3 cells, not 5/);
    expect(() => trainer({ ...series, times: 1 })).toThrow(/1 steps of 12 cells/);
  });
});
