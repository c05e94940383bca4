import { describe, expect, it } from 'vitest';
import type {
  EnsembleMeasurement,
  LevelMeasurement,
  Observables,
} from '../../../../../preload/contract/index.ts';
import {
  autocorrelationRows,
  correlationChart,
  distributionChart,
  exponentRows,
  observableRows,
  structureChart,
} from '../../../../../renderer/labs/upscaling/monte-carlo/results.ts';

const estimate = (value: number) => ({ value, error: 0.01 });
const observables: Observables = {
  chi: estimate(1582),
  cme: estimate(20),
  c: estimate(11.2),
  u4: estimate(0.611),
  absM: estimate(0.6),
  m2: estimate(0.4),
  m4: estimate(0.2),
  e: estimate(1.424),
};
const level = (size: number, more: Partial<LevelMeasurement> = {}): LevelMeasurement => ({
  size,
  configurations: 100,
  observables,
  autocorrelation: null,
  distribution: { x: [-0.5, 0.5], value: [1, 1], error: [0.1, 0.1] },
  correlation: null,
  structureFactor: null,
  exact: { e: 1.423938, c: 11.25 },
  corrected: null,
  ...more,
});
const measurement = (...levels: LevelMeasurement[]): EnsembleMeasurement => ({
  title: '64², K_c',
  source: 'monte-carlo',
  coupling: 0.4407,
  levels,
  exponents: [],
  rsrg: [],
  notes: [],
  seconds: 1,
});

const names = (chart: ReturnType<typeof distributionChart>) => [
  ...new Set((chart.option.series as { name: string }[]).map(({ name }) => name)),
];

describe('the results of a simulation', () => {
  it('sets exact values beside e and c, and nothing beside the others', () => {
    const rows = observableRows([level(16), level(64)]);
    const references = Object.fromEntries(rows.map(({ name, cells }) => [name, cells[1]?.reference]));
    expect(references).toMatchObject({ e: 1.423938, c: 11.25, chi: null, u4: null });
    expect(
      observableRows([level(64, { exact: null })]).map(({ cells }) => cells[0]?.reference),
    ).not.toContain(1.423938);
  });

  it('compares exponents with the exact ones at the critical point only', () => {
    const pair = {
      large: 64,
      small: 16,
      gammaOverNu: estimate(1.75),
      oneOverNu: estimate(1),
      eta: estimate(0.25),
    };
    const references = (critical: boolean) =>
      exponentRows([pair], critical).map(({ cells }) => cells[0]?.reference);
    expect(references(true)).toEqual([1.75, 1, 0.25]);
    expect(references(false)).toEqual([null, null, null]);
  });

  it('shows autocorrelation times where there are some', () => {
    expect(autocorrelationRows([level(64)])).toEqual([]);
    const times = { e: estimate(5), absM: estimate(4) };
    const rows = autocorrelationRows([level(16), level(64, { autocorrelation: times })]);
    expect(rows.map(({ cells }) => cells.map((cell) => cell?.estimate?.value))).toEqual([
      [undefined, 5],
      [undefined, 4],
    ]);
  });

  it('draws the four largest lattices, and nothing that was not measured', () => {
    const curve = { x: [0, 1, 2], value: [1, 0.7, 0.6], error: [0, 0.1, 0.1] };
    const levels = [4, 8, 16, 32, 64].map((size) => level(size, { correlation: curve }));
    expect(names(distributionChart(measurement(...levels)))).toEqual(['L = 8', 'L = 16', 'L = 32', 'L = 64']);
    expect(names(correlationChart(measurement(...levels))!)).toHaveLength(4);
    expect(structureChart(measurement(...levels))).toBeNull();
    expect(correlationChart(measurement(level(64)))).toBeNull();
  });
});
