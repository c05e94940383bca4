import { expect, test } from 'vitest';
import { measurementReport } from '../../main/cli/measurement.ts';
import {
  observableNames,
  type EnsembleMeasurement,
  type Estimate,
  type Observables,
} from '../../preload/contract/index.ts';

const curve = { x: [], value: [], error: null };
const of = (value: number, error: number | null = null): Estimate => ({ value, error });
const observables = {
  ...(Object.fromEntries(observableNames.map((name) => [name, of(2)])) as Observables),
  chi: of(1582.41, 1.234),
  e: of(1.42394, 0.00012),
  c: of(Number.NaN, 0.1),
  u4: of(0.61, 0),
};

const measurement: EnsembleMeasurement = {
  title: 'k = 7',
  source: 'upscaled',
  coupling: null,
  levels: [
    {
      size: 16,
      configurations: 9,
      observables,
      autocorrelation: null,
      distribution: curve,
      correlation: null,
      structureFactor: null,
      exact: null,
      corrected: null,
    },
    {
      size: 64,
      configurations: 9,
      observables,
      autocorrelation: { e: of(5.1, 0.2), absM: of(6.3, 0.3) },
      distribution: curve,
      correlation: null,
      structureFactor: null,
      exact: { e: 1.4237, c: 11.255 },
      corrected: null,
    },
  ],
  exponents: [
    {
      large: 64,
      small: 16,
      gammaOverNu: of(1.777, 0.003),
      oneOverNu: of(1.129, 0.012),
      eta: of(0.223, 0.003),
    },
  ],
  rsrg: [
    {
      size: 64,
      blockings: 1,
      set: 'full',
      operators: { odd: 41, even: 44 },
      yh: of(1.8754, 0.0003),
      eta: of(0.2492, 0.0006),
      yTau: of(0.95, 0.01),
      redundant: of(0.4, 0.02),
      omega: of(-1.1, 0.2),
      spectrum: { odd: [], even: [] },
    },
  ],
  notes: [],
  seconds: 1,
};

test('tables write values to the digits their errors leave, beside exact values', () => {
  expect(measurementReport(measurement).split('\n\n')).toEqual([
    [
      'L = 64, configurations: 9',
      'observable    value    error  exact  off by errors',
      'χ            1582.4      1.2',
      'c_me              2        –',
      'c                 –        –  11.26',
      'U4             0.61        0',
      '|m|               2        –',
      'm²                2        –',
      'm⁴                2        –',
      'e           1.42394  0.00012  1.424            2.0',
      'τ of e         5.10     0.20',
      'τ of |m|       6.30     0.30',
    ].join('\n'),
    expect.stringMatching(/^L = 16, configurations: 9\n/),
    [
      'Finite-size scaling of L and L/4',
      'L, L/4  exponent   value   error  exact  off by errors',
      '64, 16  γ/ν       1.7770  0.0030   1.75            9.0',
      '        1/ν        1.129   0.012      1           10.8',
      '        η         0.2230  0.0030   0.25           -9.0',
    ].join('\n'),
    [
      'RSRG spectrum',
      ' L  blockings  operators              exponent     value    error  exact  off by errors',
      '64          1  full, 41 odd, 44 even  y_h        1.87540  0.00030  1.875            1.3',
      '                                      η          0.24920  0.00060   0.25           -1.3',
      '                                      y_τ = 1/ν    0.950    0.010      1           -5.0',
      '                                      redundant    0.400    0.020',
      '                                      ω            -1.10     0.20     -1           -0.5',
      '',
    ].join('\n'),
  ]);
});
