import type {
  EnsembleMeasurement,
  Estimate,
  LevelMeasurement,
  Observables,
  RsrgStep,
} from '../../../../preload/contract/index.ts';
import { criticalCoupling, observableNames } from '../../../../preload/contract/index.ts';

/** Measurements of an ensemble that never was, for what only arranges numbers. */
export const estimate = (value: number, error: number | null = 0.01): Estimate => ({ value, error });

export const observables = (values: Partial<Observables> = {}): Observables =>
  ({ ...Object.fromEntries(observableNames.map((name) => [name, estimate(1)])), ...values }) as Observables;

export function level(size: number, more: Partial<LevelMeasurement> = {}): LevelMeasurement {
  return {
    size,
    configurations: 1000,
    observables: observables(),
    autocorrelation: null,
    distribution: { x: [-1, 0, 1], value: [0.5, 1, 0.5], error: [0.1, 0.1, 0.1] },
    correlation: null,
    structureFactor: null,
    exact: null,
    corrected: null,
    ...more,
  };
}

export function measurement(more: Partial<EnsembleMeasurement> = {}): EnsembleMeasurement {
  return {
    title: 'k = 7, from one spin',
    source: 'upscaled',
    coupling: criticalCoupling,
    levels: [level(2), level(8), level(16), level(64)],
    exponents: [],
    rsrg: [],
    notes: [],
    seconds: 1,
    ...more,
  };
}

export function step(more: Partial<RsrgStep> = {}): RsrgStep {
  return {
    size: 64,
    blockings: 0,
    set: 'paper',
    operators: { odd: 11, even: 25 },
    yh: estimate(1.8754),
    eta: estimate(0.2492),
    yTau: estimate(0.98),
    redundant: estimate(0.1),
    omega: estimate(-1.1),
    spectrum: {
      odd: [estimate(1.8754), estimate(0.1)],
      even: [estimate(0.98), estimate(-1.1), estimate(-7)],
    },
    ...more,
  };
}
