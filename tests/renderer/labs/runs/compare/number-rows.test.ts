import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import { lastValueRows, summaryRows } from '../../../../../renderer/labs/runs/compare/number-rows.ts';
import { uncertaintiesOf } from '../../../../../renderer/labs/runs/compare/uncertainties.ts';

const oscillator = (summary: Record<string, number>, scores: object = {}) => ({
  spec: schemaOf.oscillator.parse({ kind: 'oscillator' }),
  summary,
  uncertainties: uncertaintiesOf('oscillator', { summary: { scores } }),
});
const upscaler = (loss: number, more: object = {}) => ({
  spec: schemaOf['upscaler-training'].parse({ kind: 'upscaler-training', ...more }),
  summary: { 'held out: loss': loss },
  uncertainties: {},
});
const marks = (runs: Parameters<typeof summaryRows>[0], name: string) =>
  summaryRows(runs)
    .find((row) => row.name === name)!
    .values.map((value) => value?.mark ?? null);

const score = (value: number, low: number, high: number) => ({ spearman: { value, low, high } });
const curve = (...value: number[]) => ({
  step: Float64Array.from(value.keys()),
  value: Float64Array.from(value),
});
const estimate = (value: number, error: number | null) => ({ value, error });

describe('numbers of runs side by side', () => {
  it('marks the best where the method says which way is better', () => {
    const runs = [oscillator({ spearman: 0.9, radius: 0.2 }), oscillator({ spearman: 0.8, radius: 0.1 })];
    expect(marks(runs, 'spearman')).toEqual(['best', null]);
    expect(marks(runs, 'radius')).toEqual([null, 'best']);
  });

  it('says which are level with the best: their intervals meet', () => {
    const runs = [
      oscillator({ spearman: 0.9 }, score(0.9, 0.85, 0.95)),
      oscillator({ spearman: 0.84 }, score(0.84, 0.8, 0.86)),
      oscillator({ spearman: 0.5 }, score(0.5, 0.4, 0.6)),
      oscillator({ spearman: 0.89 }),
    ];
    expect(marks(runs, 'spearman')).toEqual(['best', 'level', null, null]);
  });

  it('marks nothing that is measured, nothing alone, nothing equal', () => {
    expect(marks([oscillator({ seconds: 3 }), oscillator({ seconds: 2 })], 'seconds')).toEqual([null, null]);
    expect(marks([oscillator({ spearman: 1 }), oscillator({})], 'spearman')).toEqual([null, null]);
    expect(marks([oscillator({ spearman: 1 }), oscillator({ spearman: 1 })], 'spearman')).toEqual([
      null,
      null,
    ]);
    expect(marks([oscillator({ spearman: NaN }), oscillator({ spearman: 1 })], 'spearman')).toEqual([
      null,
      null,
    ]);
  });

  it('ranks losses only where they are of the same data and definition', () => {
    expect(marks([upscaler(0.4), upscaler(0.5, { seed: 2 })], 'held out: loss')).toEqual(['best', null]);
    expect(marks([upscaler(0.4), upscaler(0.5, { loss: 'weighted' })], 'held out: loss')).toEqual([
      null,
      null,
    ]);
  });

  it('leaves empty what a run does not have', () => {
    const [row] = summaryRows([oscillator({ radius: 0.1 }), upscaler(0.4)]);
    expect(row).toMatchObject({ name: 'radius', better: null });
    expect(row!.values[1]).toBeNull();
    const rows = lastValueRows([{ a: curve(3, 2) }, { b: curve(5) }, { a: curve() }]);
    expect(rows.map(({ name, values }) => [name, values.map((value) => value?.value)])).toEqual([
      ['a', [2, undefined, undefined]],
      ['b', [undefined, 5, undefined]],
    ]);
  });
});

it('reads standard errors of measurements by the names of the summary', () => {
  const level = {
    observables: {
      chi: estimate(100, 2),
      u4: estimate(0.6, null),
      c: estimate(1, 0.1),
      e: estimate(1.4, 0.01),
    },
    autocorrelation: null,
  };
  const known = uncertaintiesOf('ising-monte-carlo', { levels: [level], exponents: [] });
  expect(Object.keys(known)).toEqual(['chi', 'c', 'e']);
  expect(known['chi']).toEqual({ low: 98, high: 102, error: 2, method: 'one standard error' });
  expect(uncertaintiesOf('gray-scott-dataset', {})).toEqual({});
});
