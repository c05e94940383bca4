import { describe, expect, it } from 'vitest';
import type { MetricPoint, MetricSeries } from '../../../preload/contract/index.ts';
import {
  appendPoints,
  curveColumns,
  curveGroups,
  wantsLogarithm,
} from '../../../renderer/components/curves.ts';

const points = (name: string, from: number, to: number): MetricPoint[] =>
  Array.from({ length: to - from }, (_, i) => ({ name, step: from + i, value: 1 / (from + i + 1) }));

describe('appendPoints', () => {
  it('starts curves and lengthens them', () => {
    const once = appendPoints({}, [...points('loss', 0, 3), ...points('score', 0, 1)]);
    const twice = appendPoints(once, points('loss', 3, 5));
    expect([...twice['loss']!.step]).toEqual([0, 1, 2, 3, 4]);
    expect(twice['score']).toBe(once['score']);
    expect(once['loss']!.step).toHaveLength(3);
  });

  it('leaves out what the curve already has', () => {
    const series = appendPoints({}, points('loss', 0, 4));
    expect([...appendPoints(series, points('loss', 2, 6))['loss']!.step]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('thins long curves and keeps their ends', () => {
    let series: MetricSeries = {};
    for (let start = 0; start < 1000; start += 50)
      series = appendPoints(series, points('loss', start, start + 50), 100);
    const { step } = series['loss']!;
    expect(step.length).toBeLessThanOrEqual(250);
    expect(step[0]).toBe(0);
    expect(step.at(-1)).toBe(999);
    expect([...step]).toEqual([...step].toSorted((a, b) => a - b));
  });
});

describe('curves of one plot', () => {
  const series = appendPoints({}, [
    ...points('score', 0, 3),
    ...points('training: total', 0, 3),
    ...points('held out: total', 1, 3),
  ]);

  it('measure the same thing, the total loss first', () => {
    expect(curveGroups(series)).toEqual([
      { title: 'total', names: ['training: total', 'held out: total'] },
      { title: 'score', names: ['score'] },
    ]);
  });

  it('share a step column where their steps are the same', () => {
    expect(Object.keys(curveColumns(series, ['training: total', 'score']))).toEqual([
      'step',
      'training: total',
      'score',
    ]);
    expect(Object.keys(curveColumns(series, ['training: total', 'held out: total']))).toEqual([
      'step',
      'training: total',
      'step of held out: total',
      'held out: total',
    ]);
  });
});

describe('wantsLogarithm', () => {
  it.each([
    ['a loss that falls over decades', [1.5, 0.1, 0.002], true],
    ['a loss that barely falls', [1.5, 1.1], false],
    ['values of both signs', [1.5, -0.1], false],
    ['counts', [1, 1000], false],
    ['nothing', [], false],
  ])('%s', (_, values, wanted) => expect(wantsLogarithm([values])).toBe(wanted));
});
