import { describe, expect, it } from 'vitest';
import type { UpscalerTrainingResult } from '../../../../../preload/contract/index.ts';
import { lossChart } from '../../../../../renderer/labs/upscaling/train/loss-chart.ts';

const series = {
  'training: loss': { step: Float64Array.of(0, 1, 2), value: Float64Array.of(0.693, 0.27, 0.26) },
  'held out: loss': { step: Float64Array.of(0, 1, 2), value: Float64Array.of(0.693, 0.271, 0.261) },
  gradient: { step: Float64Array.of(0), value: Float64Array.of(1) },
};
const result = {
  loss: { training: { value: 0.26, error: null }, heldOut: { value: 0.261, error: null } },
  floor: { value: 0.2596, error: 1e-4 },
  newtonLoss: 0.26,
} as UpscalerTrainingResult;

type Series = {
  name: string;
  data: number[][];
  markLine?: { data: { yAxis: number; label: { formatter: string } }[] };
};
const seriesOf = (chart: ReturnType<typeof lossChart>) => chart.option.series as unknown as Series[];

describe('the loss of a training', () => {
  it('is drawn for both data sets, and for nothing else', () => {
    expect(seriesOf(lossChart(series, null, 'loss', 'iteration')).map(({ name }) => name)).toEqual([
      'training',
      'held out',
    ]);
  });

  it('stands beside the floor and the optimum once they are known', () => {
    const marks = seriesOf(lossChart(series, result, 'loss', 'iteration'))[0]!.markLine!.data;
    expect(marks.map(({ yAxis, label }) => [yAxis, label.formatter])).toEqual([
      [0.26, 'Newton 0.260000'],
      [0.2596, 'floor 0.25960'],
    ]);
  });

  it('above the optimum goes over decades, without the points that have reached it', () => {
    const [training] = seriesOf(lossChart(series, result, 'excess', 'iteration'));
    expect(training!.data.map(([step]) => step)).toEqual([0, 1]);
    expect(training!.data[1]![1]).toBeCloseTo(0.01);
  });

  it('has no excess before the optimum is known', () => {
    expect(seriesOf(lossChart(series, null, 'excess', 'step'))).toHaveLength(2);
  });
});
