import { describe, expect, it } from 'vitest';
import type { RgPath } from '../../../../../preload/contract/index.ts';
import {
  betaBitsChart,
  betaChart,
  bitsChart,
  couplingsChart,
} from '../../../../../renderer/labs/renormalization/exact-map/flow-charts.ts';

const path: RgPath = {
  couplings: [
    [0.7, 0],
    [0.8, 0.2],
  ],
  bits: [0.05],
  monotone: [null, null],
  degeneracy: [1.7, 1.8],
  phase: 'undecided',
};
const beta = {
  x: [0.5, 0.75, 1],
  beta: [-0.05, -0.01, 0.03],
  off: [0.3, 0.4, 0.5],
  bits: [0.01, 0.02, 0.03],
};
const seriesOf = (chart: { option: { series?: unknown } }) =>
  chart.option.series as { name: string; markLine?: { data: { label: { formatter: string } }[] } }[];
const labelsOf = (chart: { option: { series?: unknown } }) =>
  seriesOf(chart).flatMap(({ markLine }) => markLine?.data.map(({ label }) => label.formatter) ?? []);

describe('charts of a flow', () => {
  it('show every coupling by its name', () => {
    expect(couplingsChart(path, ['J0', 'J1']).columns).toEqual({
      'J₀: RG step ℓ': [0, 1],
      'J₀: J': [0.7, 0.8],
      'J₁: RG step ℓ': [0, 1],
      'J₁: J': [0, 0.2],
    });
  });

  it('show the divergence of a step where it ends', () => {
    expect(bitsChart(path).columns).toEqual({ 'RG step ℓ': [1], 'D_KL / bits': [0.05] });
  });
});

describe('charts of the beta function', () => {
  it('mark the exact critical coupling and where the step leaves J0 alone', () => {
    expect(labelsOf(betaChart(beta, 'Z2', 5))).toEqual(['J₀′ = J₀ at 0.813', 'exact .7643']);
    expect(labelsOf(betaBitsChart(beta, 'Z2'))).toEqual(['exact .7643']);
    expect(labelsOf(betaBitsChart(beta, 'S3'))).toEqual([]);
  });

  it('show how far the step leaves the bare axis only where it can', () => {
    expect(seriesOf(betaChart(beta, 'Z2', 5)).map(({ name }) => name)).toEqual(['J₀′ − J₀', 'off the axis']);
    expect(seriesOf(betaChart(beta, 'Z2', 1)).map(({ name }) => name)).toEqual(['J₀′ − J₀']);
  });
});
