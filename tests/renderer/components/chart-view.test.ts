import { expect, it } from 'vitest';
import { printColours, styled } from '../../../renderer/components/chart-style.ts';
import { chartView, isPartOfChart, withView } from '../../../renderer/components/chart-view.ts';

const option = styled(
  {
    xAxis: {},
    yAxis: {},
    series: ['a', 'b'].map((name) => ({ type: 'line' as const, name, data: [[0, 1]] })),
  },
  printColours,
);
const all = chartView({
  dataZoom: [
    { start: 0, end: 100 },
    { start: 0, end: 100 },
  ],
  legend: [{}],
});

it('knows whether a chart shows only a part', () => {
  expect(isPartOfChart(chartView(undefined))).toBe(false);
  expect(isPartOfChart(all)).toBe(false);
  expect(isPartOfChart(chartView({ dataZoom: [{ start: 20, end: 100 }] }))).toBe(true);
  expect(isPartOfChart(chartView({ legend: [{ selected: { a: true, b: false } }] }))).toBe(true);
});

it('shows that part: every axis as far as it is zoomed, without the hidden series, colours as before', () => {
  const view = chartView({
    dataZoom: [{ start: 20, end: 40 }, {}],
    legend: [{ selected: { a: false } }],
  });
  const part = withView(option, view) as Record<'dataZoom' | 'series', Record<string, unknown>[]>;
  expect(part.dataZoom).toMatchObject([
    { xAxisIndex: 0, start: 20, end: 40 },
    { yAxisIndex: 0, start: 0, end: 100 },
  ]);
  expect(part.series.map(({ name, color }) => [name, color])).toEqual([['b', printColours.plots[1]]]);
});
