import { describe, expect, it } from 'vitest';
import type { RgAnalysis } from '../../../../../preload/contract/index.ts';
import { chartList } from '../../../../../renderer/labs/renormalization/critical-point/chart-list.ts';
import {
  betaChart,
  byRepresentation,
  chosenSteps,
  criticalOf,
  crossingChart,
  divergenceChart,
  lowestDimensionOf,
  representationChart,
  scanChart,
  toriChart,
  trgChart,
} from '../../../../../renderer/labs/renormalization/critical-point/charts.ts';
import { exactAnalysis, isingReference, learnedAnalysis } from './analyses.ts';

const monotoneOf = (analysis: RgAnalysis) => scanChart(analysis, 'C', ({ monotone }) => monotone);

const titles = (...of: Parameters<typeof chartList>) => chartList(...of).map(({ title }) => title);

describe('along the flow', () => {
  it('four steps stand for all, the first and the last among them', () => {
    expect(chosenSteps([0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([0, 1, 3, 8]);
    expect(chosenSteps([1, 2])).toEqual([1, 2]);
  });

  it('C is there for learned maps alone', () => {
    expect(monotoneOf(exactAnalysis)).toBeNull();
    expect(Object.keys(monotoneOf(learnedAnalysis)!.columns)).toContain(
      'ℓ = 8: standard deviation over networks',
    );
  });

  it('divergences that are rounding are left out', () => {
    const { columns } = divergenceChart(exactAnalysis)!;
    expect(Array.from(columns['ℓ = 8: D_KL / bit']!)).toEqual([NaN, 0.03, 0.09, NaN]);
  });

  it('the exact beta stands beside a learned one, and the way off the axis where there is one', () => {
    expect(Object.keys(betaChart(exactAnalysis).columns)).toEqual(['bare J₀', 'J₀′ − J₀']);
    const both = betaChart({
      ...learnedAnalysis,
      exactBeta: exactAnalysis.beta,
      offAxis: { ...exactAnalysis.offAxis, value: [0, 0.1, 0.2, 0.3] },
    });
    expect(Object.keys(both.columns)).toEqual(
      expect.arrayContaining(['learned: J₀′ − J₀', 'exact: J₀′ − J₀', 'off the bare axis: J₀′ − J₀']),
    );
  });
});

describe('by representation', () => {
  const vector = {
    ...learnedAnalysis,
    symmetry: { ...learnedAnalysis.symmetry, spin: 'A1+E' },
    critical: [{ ...learnedAnalysis.critical[1]!, value: { value: 0.79, error: 0.02 } }],
  };
  const other = { ...exactAnalysis, symmetry: { ...exactAnalysis.symmetry, internal: 'S3' as const } };
  const older = { ...learnedAnalysis, critical: [] };

  it('the newest analysis of each counts, of the same group and frame', () => {
    const entries = byRepresentation(
      [vector, learnedAnalysis, exactAnalysis, older, other],
      learnedAnalysis.symmetry,
      criticalOf,
    );
    expect(entries).toEqual([
      { spin: 'A₁', learned: { value: 0.804, error: 0.006 }, exactMap: { value: 0.813_92, error: null } },
      { spin: 'A₁⊕E', learned: { value: 0.79, error: 0.02 }, exactMap: null },
    ]);
    const { columns } = representationChart(entries, 'J₀*', 0.7643)!;
    expect(columns['learned: J₀*']).toEqual([0.804, 0.79]);
    expect(columns['exact map: J₀*']).toEqual([0.813_92]);
  });

  it('there is nothing to draw before the first', () => {
    expect(representationChart([], 'J₀*', null)).toBeNull();
    expect(lowestDimensionOf(exactAnalysis)).toEqual({ value: 0.0917, error: null });
  });
});

it('shows how tori and tensor renormalization converge', () => {
  expect(Object.keys(toriChart(isingReference)!.columns)).toEqual(
    expect.arrayContaining(['Δ₁: Δ, c', 'Δ₂: Δ, c', 'c: Δ, c']),
  );
  expect(crossingChart(isingReference)!.columns['J₀ where Z agrees']).toEqual([0.7879, 0.764_55]);
  expect(trgChart(isingReference)!.columns['J₀*']).toEqual([0.7609]);
  const bare = { ...isingReference, tori: [], crossings: [], trg: [] };
  expect([toriChart(bare), crossingChart(bare), trgChart(bare)]).toEqual([null, null, null]);
});

it('lists the charts there is something to draw in', () => {
  const { symmetry } = exactAnalysis;
  expect(titles(null, [], symmetry, null)).toEqual([]);
  expect(titles(exactAnalysis, [exactAnalysis], symmetry, null)).toEqual([
    'Degeneracy along the flow',
    'Divergence of the steps',
    'Beta function',
    'J₀* by representation',
    'Δ₁ by representation',
  ]);
  expect(titles(null, [], symmetry, isingReference)).toEqual([
    'Small tori',
    'Crossings of Z',
    'Tensor renormalization',
  ]);
});
