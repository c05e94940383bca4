import { describe, expect, it } from 'vitest';
import {
  correlationChart,
  distributionChart,
  scalingChart,
} from '../../../../../renderer/labs/upscaling/measure/charts.ts';
import { named } from '../../../../../renderer/labs/upscaling/measure/named.ts';
import { effectiveShare } from '../../../../../renderer/labs/upscaling/measure/trust.ts';
import { estimate, level, measurement, observables } from '../measurements.ts';

const simulated = measurement({
  title: 'Monte Carlo, L = 64',
  source: 'monte-carlo',
  levels: [level(16, { exact: { e: 1.45, c: 7.7 } }), level(64, { exact: { e: 1.42, c: 11.3 } })],
});
const both = named([
  { run: { id: 'a' }, measurement: measurement() },
  { run: { id: 'b' }, measurement: simulated },
]);

describe('charts of ensembles', () => {
  it('show a power law in logarithms and leave the smallest lattices out', () => {
    const { option, columns } = scalingChart(both, 'chi');
    expect((option.yAxis as { type: string }).type).toBe('log');
    expect(columns['k = 7: L / spins']).toEqual([8, 16, 64]);
  });

  it('show the heat capacity against ln L, with the exact values', () => {
    const { option, columns } = scalingChart(both, 'c');
    expect((option.yAxis as { type: string }).type).toBe('value');
    expect((option.xAxis as { type: string }).type).toBe('log');
    expect(columns['exact: c']).toEqual([7.7, 11.3]);
  });

  it('collapse P(m): three lattices of the upscaled ensemble, one of the others, areas kept', () => {
    const { columns } = distributionChart(both, true);
    const curves = Object.keys(columns).filter((name) => name.endsWith('P / L^(1/8)'));
    expect(curves).toEqual([
      'k = 7, 8²: P / L^(1/8)',
      'k = 7, 16²: P / L^(1/8)',
      'k = 7, 64²: P / L^(1/8)',
      'Monte Carlo, 64²: P / L^(1/8)',
    ]);
    const factor = 64 ** 0.125;
    expect(columns['k = 7, 64²: m L^(1/8)']![2]).toBeCloseTo(factor);
    expect(columns['k = 7, 64²: P / L^(1/8)']![1]).toBeCloseTo(1 / factor);
    expect(distributionChart(both, false).columns['k = 7, 64²: m']).toEqual([-1, 0, 1]);
  });

  it('say nothing of correlations nobody measured', () => {
    expect(correlationChart(both, 'correlation', 64).columns).toEqual({});
  });
});

const corrected = (effectiveSize: number) =>
  effectiveShare(level(16, { corrected: { observables: observables(), effectiveSize, zeroShare: 0 } }));

describe('trust in corrected averages', () => {
  it('goes with the effective sample size', () => {
    expect(corrected(600)).toEqual({ state: 'ok', words: '60%' });
    expect(corrected(90)).toEqual({ state: 'warn', words: '9%, biased' });
    expect(corrected(2)).toEqual({ state: 'bad', words: '0.20%, do not trust' });
    expect(effectiveShare(level(16)).state).toBe('none');
  });
});

it('keeps the error of an observable that has none out of the picture', () => {
  const one = named([
    {
      run: { id: 'a' },
      measurement: measurement({
        levels: [level(8, { observables: observables({ u4: estimate(0.6, null) }) })],
      }),
    },
  ]);
  expect(scalingChart(one, 'u4').columns['standard error']).toEqual([NaN]);
});
