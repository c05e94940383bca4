import { describe, expect, it } from 'vitest';
import { namedAxis } from '../../../../../renderer/labs/runs/sweeps/axis-words.ts';
import type { CellValue } from '../../../../../renderer/labs/runs/sweeps/cell-values.ts';
import { cellAt, isLogarithmic, sweepChart } from '../../../../../renderer/labs/runs/sweeps/sweep-chart.ts';
import { sweepFigure } from '../../../../../renderer/labs/runs/sweeps/sweep-figure.ts';

const cell = (column: number, row: number, value: number | null, error: number | null = null): CellValue => ({
  column,
  row,
  value,
  error,
  own: null,
  count: error === null ? 1 : 3,
  runs: [null],
  open: [],
  fraction: 1,
});
const gamma = namedAxis('oscillator', { path: 'gamma', values: [0.01, 0.1, 1] });
const seed = namedAxis('oscillator', { path: 'seed', values: [1, 2] });
const mixing = namedAxis('oscillator', { path: 'flow.mixing', values: ['rotation', 'learned'] });

it('knows axes by the words of their kind', () => {
  expect(gamma).toMatchObject({ title: 'Distribution weight', symbol: '\\gamma', numeric: true });
  expect(mixing).toMatchObject({ title: 'Mixing', words: ['rotation', 'learned'], numeric: false });
  expect(namedAxis('oscillator', { path: 'no.more', values: [true] })).toMatchObject({ title: 'no.more' });
});

it('spreads an axis by factors where its values are', () => {
  expect(isLogarithmic([0.01, 0.1, 1])).toBe(true);
  expect(isLogarithmic([1, 50, 100])).toBe(false);
  expect(isLogarithmic([0, 1, 100])).toBe(false);
  expect(isLogarithmic([1, 2, 3])).toBe(false);
});

describe('curves of a sweep', () => {
  const cells = [
    [cell(0, 0, 5, 0.5), cell(1, 0, null), cell(2, 0, 7, 0.2)],
    [cell(0, 1, 1, 0.1), cell(1, 1, 2, 0.1), cell(2, 1, 3, 0.1)],
  ];
  const curves = { columns: gamma, rows: mixing, cells, quantity: 'Radius', averaged: seed };

  it('are named by their rows and leave out what is not known', () => {
    const { option, columns } = sweepChart(curves);
    expect(Object.keys(columns)).toContain('Mixing rotation: standard error');
    expect([...(columns['Mixing rotation: Radius'] as number[])]).toEqual([5, 7]);
    expect(option.xAxis).toMatchObject({ type: 'log', name: 'Distribution weight' });
  });

  it('lead back to the cell of a point', () => {
    expect(cellAt(curves, 1, [0.1, 2, 1.9, 2.1, 0.1])).toBe(cells[1]![1]);
    expect(cellAt(curves, 5, [0.1, 2])).toBeNull();
    expect(cellAt(curves, 0, 'nothing')).toBeNull();
  });

  it('of seeds alone have a line at their mean', () => {
    const { option } = sweepChart({
      columns: seed,
      rows: null,
      cells: [[cell(0, 0, 1), cell(1, 0, 3)]],
      quantity: 'Radius',
      averaged: null,
    });
    expect(JSON.stringify(option.series)).toContain('mean 2.0(10)');
  });
});

it('draws a grid with every value, both axes and the range of its colours', () => {
  const cells = [[cell(0, 0, 1), cell(1, 0, 2), cell(2, 0, null)]];
  const { marks, width, height } = sweepFigure({
    quantity: 'Radius',
    columns: gamma,
    rows: seed,
    cells,
    range: [1, 2],
    colourMap: 'viridis',
    dark: false,
  });
  const texts = marks.flatMap((mark) => (mark.type === 'text' ? [mark.text] : []));
  expect(texts).toEqual(
    expect.arrayContaining(['Distribution weight', 'Seed', '0.01', '1', '2', '–', 'Radius']),
  );
  for (const mark of marks) {
    if (mark.type !== 'text') continue;
    expect(mark.x).toBeLessThanOrEqual(width);
    expect(mark.y).toBeLessThanOrEqual(height);
  }
});
