import { describe, expect, it } from 'vitest';
import { HostError, type KlResult } from '../../../../../preload/contract/index.ts';
import {
  divergenceChart,
  divergenceColumns,
  exactLabel,
  firstRow,
  largestResidual,
} from '../../../../../renderer/labs/renormalization/exact-map/divergence-chart.ts';
import { readKlResult } from '../../../../../renderer/labs/renormalization/exact-map/kl-result.ts';

const result: KlResult = {
  internal: 'Z2',
  frame: 'paper',
  visible: 'A1',
  curves: [
    {
      hidden: 'A1',
      couplings: ['J0'],
      x: [0.3, 0.75, 1],
      bits: [0.00576, 0.07, 0.10207],
      students: [[0.25], [0.73], [1.1]],
      residual: [1e-12, 2e-11, 1e-13],
    },
    {
      hidden: 'A1+E',
      couplings: ['J0', 'J1'],
      x: [0.3, 0.75, 1],
      bits: [0.00015, 0.042, 0.08754],
      students: [
        [0.25, 0.1],
        [0.7, 0.4],
        [1, 0.5],
      ],
      residual: [1e-12, 1e-12, 1e-12],
    },
  ],
  notes: [],
  seconds: 2,
};

const lines = (of: KlResult) =>
  (divergenceChart(of, 'linear').option.series as { markLine?: object }[])[0]!.markLine;
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('Fig. 4 as a chart', () => {
  const chart = divergenceChart(result, 'logarithmic');

  it('has a curve for every representation and the exact critical coupling as a line', () => {
    const series = chart.option.series as { name: string; markLine?: { data: object[] } }[];
    expect(series.map(({ name }) => name)).toEqual(['A₁', 'A₁⊕E']);
    expect(series[0]!.markLine?.data).toMatchObject([{ label: { formatter: 'exact .7643' } }]);
    expect(chart.option.yAxis).toMatchObject({ type: 'log', name: 'D_KL / bits' });
  });

  it('has no line where the critical coupling is not known or not in sight', () => {
    expect(lines({ ...result, internal: 'Z5' })).toBeUndefined();
    expect(lines({ ...result, internal: 'S3' })).toBeUndefined();
  });

  it('keeps what is left of the gradient in its numbers', () => {
    expect(chart.columns['A₁: largest gradient left / nats']).toEqual([1e-12, 2e-11, 1e-13]);
    expect(largestResidual(result)).toBe(2e-11);
  });
});

describe('the table of minima', () => {
  it('goes into a file with the students', () => {
    expect(Object.keys(divergenceColumns(result))).toEqual([
      'J_tch',
      'A1: D_KL / bits',
      'A1: gradient left / nats',
      'A1: J0',
      'A1+E: D_KL / bits',
      'A1+E: gradient left / nats',
      'A1+E: J0',
      'A1+E: J1',
    ]);
    expect(divergenceColumns(result)['A1+E: J1']).toEqual([0.1, 0.4, 0.5]);
  });

  it('begins at the critical coupling, or in the middle', () => {
    expect(firstRow(result)).toBe(1);
    expect(firstRow({ ...result, internal: 'Z5' })).toBe(1);
    expect(firstRow({ ...result, internal: 'S3' })).toBe(2);
  });

  it('labels couplings as the field does', () => {
    expect([exactLabel(0.7642855), exactLabel(1.52857)]).toEqual(['exact .7643', 'exact 1.5286']);
  });
});

describe('kl.json', () => {
  it('is read, and refused when it holds no curves', () => {
    expect(readKlResult(bytes(result))).toEqual(result);
    expect(() => readKlResult(bytes({ seconds: 1 }))).toThrow(HostError);
    expect(() => readKlResult(bytes({ curves: [{ hidden: 'A1' }] }))).toThrow(/no divergences/);
  });
});
