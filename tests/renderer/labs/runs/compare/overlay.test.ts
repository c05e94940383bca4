import { describe, expect, it } from 'vitest';
import {
  allPositive,
  metricGroups,
  overlaidCurves,
  overlayColumns,
  overlayOption,
  shortened,
  type OverlaidRun,
} from '../../../../../renderer/labs/runs/compare/overlay.ts';

const curve = (step: number[], value: number[]) => ({
  step: Float64Array.from(step),
  value: Float64Array.from(value),
});
const runs: OverlaidRun[] = [
  {
    name: 'a',
    fraction: 1,
    series: { 'training: total': curve([0, 10, 20], [3, 2, 1]), 'held out: total': curve([0, 40], [4, 2]) },
  },
  { name: 'b', fraction: 0.5, series: { 'training: total': curve([0, 10], [5, 4]), kept: curve([1], [-7]) } },
];

describe('curves of runs over each other', () => {
  it('has one group for each thing that some run measured, with the places', () => {
    expect(metricGroups(runs)).toEqual([
      {
        title: 'total',
        places: [
          { metric: 'training: total', title: 'training' },
          { metric: 'held out: total', title: 'held out' },
        ],
      },
      { title: 'kept', places: [{ metric: 'kept', title: 'kept' }] },
    ]);
  });

  it('goes by steps, or by the share of each run: of what it has done, by how much that is', () => {
    expect(overlaidCurves(runs, 'training: total', 'step').map((found) => [...found!.x])).toEqual([
      [0, 10, 20],
      [0, 10],
    ]);
    expect(overlaidCurves(runs, 'training: total', 'fraction').map((found) => [...found!.x])).toEqual([
      [0, 0.25, 0.5],
      [0, 0.5],
    ]);
    expect(overlaidCurves(runs, 'kept', 'step')[0]).toBeNull();
  });

  it('is logarithmic only where every value is positive', () => {
    expect(allPositive(overlaidCurves(runs, 'training: total', 'step'))).toBe(true);
    expect(allPositive(overlaidCurves(runs, 'kept', 'step'))).toBe(false);
    expect(allPositive([null, null])).toBe(false);
    expect(allPositive([{ x: new Float64Array(2), value: Float64Array.from([NaN, 2]) }])).toBe(true);
  });

  it('keeps the place of a run, and so its colour, where it has no such curve; the legend leaves it out', () => {
    const curves = overlaidCurves(runs, 'kept', 'step');
    const settings = { metric: 'kept', axis: 'step', logarithmic: false } as const;
    const option = overlayOption(runs, curves, settings);
    expect(option.series).toMatchObject([{ name: 'a' }, { name: 'b', showSymbol: true }]);
    expect(option.legend).toMatchObject({ data: ['b'] });
    expect(Object.keys(overlayColumns(runs, curves, settings))).toEqual(['b: step', 'b: kept']);
  });
});

it('shortens a name in its middle', () => {
  expect(shortened('abc', 5)).toBe('abc');
  expect(shortened('Harmonic oscillator · seed 2', 15)).toBe('Harmoni… seed 2');
});
