import { describe, expect, it } from 'vitest';
import { measuredChart } from '../../../../renderer/labs/parts/charts.ts';

type Series = {
  name: string;
  type: string;
  data: number[][];
  symbol?: string;
  markLine?: { data: object[] };
};
const seriesOf = (chart: ReturnType<typeof measuredChart>) => chart.option.series as unknown as Series[];

const axes = { x: { name: 'r' }, y: { name: 'G(r)', scale: 'logarithmic' as const } };

describe('a chart of measured curves', () => {
  it('gives each curve its error bars under its own name, and each its own marker', () => {
    const series = seriesOf(
      measuredChart(axes, [
        { name: 'L = 16', x: [1, 2], value: [0.7, 0.6], error: [0.01, 0.02] },
        { name: 'L = 64', x: [1, 2], value: [0.71, 0.61] },
      ]),
    );
    expect(series.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'L = 16 line',
      'L = 16 custom',
      'L = 64 line',
    ]);
    expect(series[1]!.data[1]).toEqual([2, 0.6, 0.58, 0.62, 0.02]);
    expect(series[0]!.symbol).not.toBe(series[2]!.symbol);
  });

  it('leaves out what a logarithmic axis cannot show, but keeps it in the columns', () => {
    const chart = measuredChart(axes, [
      { name: 'G', x: [1, 2, 3], value: [0.5, -0.01, 0.2], error: [0.1, 0.1, 0.4] },
    ]);
    expect(seriesOf(chart)[0]!.data.map(([x]) => x)).toEqual([1, 3]);
    // The bar of the last point would reach below zero.
    expect(seriesOf(chart)[1]!.data[1]![2]).toBeCloseTo(0.02);
    expect(chart.columns['G(r)']).toEqual([0.5, -0.01, 0.2]);
    expect(chart.columns['standard error']).toEqual([0.1, 0.1, 0.4]);
  });

  it('labels reference lines and keeps them in sight', () => {
    const chart = measuredChart(
      { x: { name: 'L' }, y: { name: 'γ/ν' } },
      [{ name: 'γ/ν', x: [32], value: [1.8], error: [0.01] }],
      [{ value: 1.75, label: 'exact 1.75' }],
    );
    expect(seriesOf(chart)[0]!.markLine!.data).toEqual([{ yAxis: 1.75, label: { formatter: 'exact 1.75' } }]);
    const axis = chart.option.yAxis as { min: (extent: object) => number };
    expect(axis.min({ min: 1.79, max: 1.81 })).toBeLessThan(1.75);
  });

  it('says estimates in its tooltip, once each', () => {
    const chart = measuredChart(axes, [{ name: 'G', x: [1], value: [0.7071], error: [0.0012] }]);
    const tooltip = chart.option.tooltip as unknown as { formatter: (items: object[]) => string };
    const data = seriesOf(chart)[0]!.data[0];
    const text = tooltip.formatter([
      { seriesType: 'line', seriesName: 'G', data },
      { seriesType: 'custom', seriesName: 'G', data },
    ]);
    expect(text).toBe('r 1\nG  0.7071(12)');
  });
});

const base = (y: number[]) =>
  (measuredChart(axes, [{ name: 'G', x: [1, 2], value: y }]).option.yAxis as { logBase?: number }).logBase;

it('counts in powers of two where powers of ten would leave one label', () => {
  expect(base([0.4, 0.7])).toBe(2);
  expect(base([0.001, 0.7])).toBeUndefined();
});

it('counts in powers of 10⁴ where those of ten have no room, and writes small ones as powers', () => {
  expect(base([1e-16, 0.7])).toBe(1e4);
  const chart = measuredChart(axes, [{ name: 'G', x: [1, 2], value: [1e-7, 0.1] }]);
  const { formatter } = (chart.option.yAxis as { axisLabel: { formatter: (value: number) => string } })
    .axisLabel;
  expect([1e-7, 1e-4, 0.01, 100].map(formatter)).toEqual(['1e−7', '1e−4', '0.01', '100']);
});
