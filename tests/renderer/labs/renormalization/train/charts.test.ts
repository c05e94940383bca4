import { describe, expect, it } from 'vitest';
import type { FieldPreview, MlrgTrainingResult } from '../../../../../preload/contract/index.ts';
import {
  criticalLines,
  divergenceChart,
  liveChart,
  memberCurves,
  monotoneChart,
  newestFrame,
} from '../../../../../renderer/labs/renormalization/train/charts.ts';

const frame = (label: string, height: number): FieldPreview => ({
  label,
  width: 3,
  height,
  data: Float32Array.from({ length: 3 * height }, (_, i) => i),
});

describe('a training at work', () => {
  it('shows the newest picture as one curve for each network', () => {
    const frames = [frame('−dC/dJ0', 2), frame('C(J0)', 2), frame('C(J0)', 5)];
    expect(newestFrame(frames, 'C(J0)')).toBe(frames[1]);
    expect(newestFrame([], 'C(J0)')).toBeNull();
    const { columns } = liveChart(frames[1]!, 'C(J0)', 1.5, { exactMap: null, exact: 0.7643 });
    expect(Array.from(columns['network 1: J₀']!)).toEqual([0, 0.75, 1.5]);
    expect(Array.from(columns['network 2: C(J₀)']!)).toEqual([3, 4, 5]);
  });

  it('has no legend for ten networks', () => {
    const { option } = liveChart(frame('C(J0)', 10), 'C(J0)', 1.5, { exactMap: null, exact: null });
    expect(option.legend).toEqual({ show: false });
  });

  it('draws one metric of every network, in their order', () => {
    const curve = { step: Float64Array.of(1, 2), value: Float64Array.of(0.5, 0.4) };
    const series = {
      'divergence: member 10': curve,
      'divergence: member 2': curve,
      'critical coupling: member 2': curve,
    };
    expect(memberCurves(series, 'divergence').map(({ name }) => name)).toEqual(['network 2', 'network 10']);
    expect(Object.keys(divergenceChart(series).columns)).toContain('network 10: D_KL / bit');
  });

  it('labels the lower of the exact map’s and the exact value on its other side', () => {
    expect(criticalLines({ exactMap: 0.8139, exact: 0.7643 }, 'x')).toEqual([
      { value: 0.7643, label: 'exact 0.7643', axis: 'x', labelled: 'below' },
      { value: 0.8139, label: 'exact map 0.8139', axis: 'x' },
    ]);
    expect(criticalLines({ exactMap: null, exact: 0.7643 }, 'y')).toEqual([
      { value: 0.7643, label: 'exact 0.7643', axis: 'y' },
    ]);
    expect(criticalLines({ exactMap: null, exact: null }, 'x')).toEqual([]);
  });
});

it('names the band of Fig. 5 for what it is', () => {
  const curve = { x: [0, 0.7, 1.4], value: [0, 0.03, -0.05], error: [0, 0.01, 0.02] };
  const result: MlrgTrainingResult = {
    symmetry: { internal: 'Z2', spin: 'A1', frame: 'paper' },
    couplings: ['J0'],
    members: [],
    critical: { value: 0.815, error: 0.001 },
    monotone: curve,
    beta: curve,
    exactMapCritical: 0.8139,
    exactCritical: 0.7643,
    notes: [],
    seconds: 1,
  };
  const { columns, option } = monotoneChart(result, 'monotone');
  expect(columns['two standard deviations']).toEqual([0, 0.01, 0.02]);
  expect(JSON.stringify(option)).toContain('J₀* 0.8150');
});
