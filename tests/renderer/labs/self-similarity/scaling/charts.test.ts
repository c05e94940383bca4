import { describe, expect, it } from 'vitest';
import type { DiffusionStudyResult, VicsekOrderResult } from '../../../../../preload/contract/index.ts';
import {
  consistencyChart,
  exponentChart,
  kernelChart,
  predictionChart,
  priorChart,
  scanChart,
  scanSpaces,
  spreadChart,
  stepName,
  vicsekChart,
} from '../../../../../renderer/labs/self-similarity/scaling/charts.ts';
import { linearScale, rule60 } from '../analyses.ts';

type Drawn = { name: string; type: string; data: number[][]; markLine?: { data: { xAxis?: number }[] } };
const curves = (chart: { option: object } | null) =>
  ((chart!.option as { series: Drawn[] }).series ?? []).filter(({ type }) => type !== 'custom');
const axisOf = (chart: { option: object } | null) =>
  (chart!.option as { xAxis: { axisLabel: { formatter: (value: number) => string } } }).xAxis;

const estimate = (value: number, error: number | null = null) => ({ value, error });
const study: DiffusionStudyResult = {
  prediction: [
    { timeStep: 0, kernel: 7, error: estimate(3e-11), weights: [] },
    { timeStep: 1, kernel: 7, error: estimate(1e-33), weights: [] },
    { timeStep: 0.1, kernel: 7, error: estimate(2e-10), weights: [] },
    { timeStep: 0, kernel: 3, error: estimate(1e-6), weights: [] },
  ],
  consistency: [
    {
      timeStep: 1,
      space: 2,
      time: 4,
      learned: estimate(1e-3),
      ideal: estimate(6e-4),
      reconstruction: estimate(0.1),
    },
    {
      timeStep: 0,
      space: 2,
      time: 4,
      learned: estimate(1e-7),
      ideal: estimate(1e-9),
      reconstruction: estimate(0.1),
    },
  ],
  scaling: [
    {
      space: 2,
      time: 4,
      micro: { x: [1, 2], value: [1, 2], error: null },
      macro: { x: [1], value: [1], error: [0.1] },
      diffusion: { micro: estimate(0.5), macro: estimate(0.5), ratio: estimate(1) },
      exponent: { micro: estimate(1), macro: estimate(1) },
    },
  ],
  exponent: {
    z: estimate(2, 0.01),
    method: 'a way',
    points: [
      { space: 2, time: 4, error: null },
      { space: 3, time: 9, error: 0.1 },
    ],
  },
  notes: [],
  seconds: 1,
};

describe('a scan of S and T', () => {
  it('is a curve for every S, along T', () => {
    const scales = [linearScale(3, 9, 1e-6), linearScale(2, 8, 0.01), linearScale(2, 4, 1e-7)];
    const chart = scanChart(
      { ...rule60, scales },
      { name: 'ratio', logarithmic: true },
      ({ ratio }) => ratio,
    );
    expect(curves(chart).map(({ name, data }) => [name, data.map(([x]) => x)])).toEqual([
      ['S = 2', [4, 8]],
      ['S = 3', [9]],
    ]);
  });

  it('has its exponent as a line through the points', () => {
    const [points, line] = curves(exponentChart(study.exponent));
    expect(points!.data.map(([x, y]) => [x, y])).toEqual([
      [2, 4],
      [3, 9],
    ]);
    const last = line!.data.at(-1)!;
    expect(last[0]).toBeCloseTo(3);
    expect(last[1]).toBeCloseTo(9);
    expect(exponentChart({ ...study.exponent, points: [] })).toBeNull();
  });
});

describe('the study of diffusion', () => {
  it('has Δt on an axis of its data sets, the analytic one first', () => {
    const chart = predictionChart(study);
    const [three, seven] = curves(chart);
    expect([three!.name, seven!.name]).toEqual(['k = 3', 'k = 7']);
    expect(seven!.data.map(([x]) => x)).toEqual([0, 1, 2]);
    expect([0, 1, 2, 0.5].map(axisOf(chart).axisLabel.formatter)).toEqual(['→ 0', '1/10', '1', '']);
    // The columns have Δt itself.
    expect(chart!.columns['k = 7: Δt / unit of time']).toEqual([0, 0.1, 1]);
  });

  it('says Δt, not the place on the axis, where it is pointed at', () => {
    const chart = consistencyChart(study, 'ratio', [{ name: '', read: ({ learned }) => learned }]);
    const { formatter } = (chart!.option as { tooltip: { formatter: (items: object[]) => string } }).tooltip;
    const [curve] = curves(chart);
    expect(curve!.name).toBe('2×4');
    const text = formatter([{ seriesType: 'line', seriesName: '2×4', data: curve!.data[1]! }]);
    expect(text).toMatch(/^Δt 1\n2×4 {2}0\.0010+$/);
  });

  it('has the error against the kernel, and how mass spreads at each scale', () => {
    expect(curves(kernelChart(study)).map(({ name }) => name)).toEqual(['analytic', 'Δt = 1/10', 'Δt = 1']);
    expect(curves(spreadChart(study)).map(({ name }) => name)).toEqual(['micro', 'macro 2×4']);
  });

  it('names time steps as fractions of the unit', () => {
    expect([0, 1, 0.1, 1 / 3, 0.04, 0.3].map(stepName)).toEqual([
      'analytic',
      '1',
      '1/10',
      '1/3',
      '1/25',
      '0.30',
    ]);
  });
});

it('marks where the order of flocks fluctuates most', () => {
  const result: VicsekOrderResult = {
    sizes: [32, 64].map((side) => ({
      side,
      particles: 0.3 * side ** 2,
      noise: [1, 2],
      order: [estimate(0.84, 0.01), estimate(0.28, 0.02)],
      deviation: [estimate(0.02, 0.001), estimate(0.11, 0.01)],
      autocorrelation: [null, null],
      peak: { noise: 1.9 + side / 1000, low: 1.8, high: 2 },
    })),
    notes: [],
    seconds: 1,
  };
  const chart = vicsekChart(result, 'std', ({ deviation }) => deviation, true);
  const [first, second] = curves(chart);
  expect([first!.name, second!.name]).toEqual(['L = 32', 'L = 64']);
  expect(first!.markLine!.data.map(({ xAxis }) => xAxis)).toEqual([1.932, 1.964]);
  expect(curves(vicsekChart(result, 'φ', ({ order }) => order, false))[0]!.markLine).toBeUndefined();
});

it('sets shared beside free macro dynamics at every scale that has both', () => {
  const chart = priorChart(
    { ...rule60, scales: [linearScale(2, 4, 1e-7), { ...linearScale(2, 8, 0.1), free: null }] },
    'ratio',
    ({ ratio }) => ratio,
  );
  expect(curves(chart).map(({ name, data }) => [name, data[0]![1]])).toEqual([
    ['shared f', 1e-7],
    ['own macro f', 0.01],
  ]);
  expect(axisOf(chart).axisLabel.formatter(0)).toBe('2×4');
  expect(priorChart(rule60, 'ratio', ({ ratio }) => ratio)).toBeNull();
});

describe('the S of a scan that are drawn', () => {
  it('are the four with the most T', () => {
    const times: Record<number, number[]> = { 2: [1, 2, 3], 3: [1], 4: [1, 2], 5: [1, 2], 6: [1, 2, 3] };
    const scales = Object.entries(times).flatMap(([space, own]) =>
      own.map((time) => linearScale(Number(space), time, 1)),
    );
    expect(scanSpaces({ scales })).toEqual([2, 4, 5, 6]);
    expect(scanSpaces({ scales: scales.slice(0, 4) })).toEqual([2, 3]);
  });
});
