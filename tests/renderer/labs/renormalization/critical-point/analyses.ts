import type { FixedPoint, ReferenceResult, RgAnalysis } from '../../../../../preload/contract/index.ts';

const curve = (value: number[], error: number[] | null = null) => ({
  x: value.map((_, i) => 0.2 + 0.4 * i),
  value,
  error,
});

/** The critical fixed point of the exact map of A1, with the numbers of the reference table. */
export const criticalPointOfA1: FixedPoint = {
  name: 'critical',
  couplings: [0.813_92],
  errors: null,
  character: 'unstable',
  phase: 'undecided',
  residual: 1e-12,
  eigenvalues: [{ re: 1.3568, im: 0 }],
  relevant: { value: 0.8804, error: null },
  degeneracy: { value: 1.854, error: null },
  bits: 0.0828,
  curl: 0,
  rows: [
    {
      length: 1,
      dimensions: [{ value: 0.0917, error: null }],
      centralCharge: { value: 0.553, error: null },
      degeneracy: 1.854,
    },
    {
      length: 2,
      dimensions: [
        { value: 0.0845, error: null },
        { value: 0.97, error: null },
      ],
      centralCharge: { value: 0.395, error: null },
      degeneracy: 1.9,
    },
  ],
};

export const exactAnalysis: RgAnalysis = {
  map: { type: 'exact', title: 'exact, A1', members: 0 },
  symmetry: { internal: 'Z2', spin: 'A1', frame: 'paper' },
  couplings: ['J0'],
  exactCritical: 0.764_285_5,
  beta: curve([-0.03, -0.055, 0.04, 0.2]),
  offAxis: curve([0, 0, 0, 0]),
  exactBeta: null,
  scan: Array.from({ length: 9 }, (_, step) => ({
    step,
    monotone: null,
    degeneracy: curve([1, 1.2, 1.9, 2]),
    bits: step === 0 ? null : curve([1e-9, 0.03, 0.09, 1e-12]),
  })),
  critical: [
    {
      method: 'fixed-point',
      title: 'the fixed point itself',
      value: { value: 0.813_9, error: null },
      bits: 0.0828,
    },
    { method: 'bisection', title: 'bisection', value: { value: 0.813_92, error: null }, bits: 0.0829 },
  ],
  fixedPoints: [
    { ...criticalPointOfA1, name: 'trivial', couplings: [0], character: 'stable', relevant: null },
    criticalPointOfA1,
  ],
  plane: null,
  newton: null,
  notes: [],
  seconds: 1,
};

export const learnedAnalysis: RgAnalysis = {
  ...exactAnalysis,
  map: { type: 'learned', title: 'learned, mean of 3', members: 3 },
  critical: [
    { method: 'degeneracy', title: 'crossing of Z', value: { value: 0.81, error: 0.008 }, bits: null },
    { method: 'monotone', title: 'maximum of C', value: { value: 0.804, error: 0.006 }, bits: 0.081 },
  ],
  fixedPoints: [
    {
      ...criticalPointOfA1,
      couplings: [0.804],
      errors: [0.006],
      relevant: { value: 0.84, error: 0.06 },
      degeneracy: { value: 1.845, error: 0.006 },
    },
  ],
  scan: exactAnalysis.scan.map((entry) => ({
    ...entry,
    monotone: curve([0, 0.02, 0.03, -0.1], [0, 0.01, 0.01, 0.02]),
  })),
};

export const isingReference: ReferenceResult = {
  internal: 'Z2',
  exact: {
    critical: 0.764_285_5,
    yt: 1,
    centralCharge: 0.5,
    dimensions: [
      { name: 'ε', value: 1 },
      { name: 'σ', value: 0.125 },
    ],
  },
  coupling: 0.764_285_5,
  tori: [1, 8].map((length) => ({
    length,
    states: 2 ** length,
    dimensions: [
      { value: length === 1 ? 0.1103 : 0.1246, error: null },
      ...(length === 1 ? [] : [{ value: 1.0065, error: null }]),
    ],
    centralCharge: { value: length === 1 ? 0.42 : 0.498, error: null },
    degeneracy: 1.87,
  })),
  crossings: [
    { small: 1, large: 2, critical: 0.7879, yt: 0.923 },
    { small: 4, large: 8, critical: 0.764_55, yt: 0.993 },
  ],
  trg: [
    {
      bondDimension: 8,
      critical: 0.7609,
      truncation: 1e-3,
      iterations: 30,
      dimensions: [0.1261, 1.01],
      centralCharge: 0.499,
    },
  ],
  notes: [],
  seconds: 2,
};
