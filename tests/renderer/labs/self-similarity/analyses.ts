import type {
  AutomatonSurveyResult,
  LearntRule,
  ScaleResult,
  SelfSimilarityResult,
  SurveyCell,
} from '../../../../preload/contract/index.ts';

const exactly = (value: number) => ({ value, error: null });

/** One scale of an elementary rule as an analysis writes it. */
export function binaryScale(
  size: number,
  consistency: number,
  changes: Partial<ScaleResult> = {},
): ScaleResult {
  return {
    space: size,
    time: size,
    verdict: consistency === 0 ? 'self-similar' : 'not-self-similar',
    evidence: ['A sentence.'],
    trivial: null,
    consistency: exactly(consistency),
    variance: exactly(0.25),
    ratio: exactly(4 * consistency),
    reconstruction: { error: exactly(0.18), unexplained: exactly(0.72) },
    map: {
      projection: { size, mask: 'row', table: '01'.repeat(2 ** (size - 1)), name: `keeps cell ${size}` },
      weights: null,
      parameters: 2 ** size,
    },
    restarts: [
      {
        consistency,
        variance: 0.25,
        reconstruction: 0.18,
        trivial: null,
        origin: 'trained',
        projection: '01',
      },
      {
        consistency: 0.375,
        variance: 0.2,
        reconstruction: 0.2,
        trivial: null,
        origin: 'trained',
        projection: '10',
      },
      {
        consistency: 0,
        variance: 0,
        reconstruction: 0.25,
        trivial: 'constant-map',
        origin: 'trained',
        projection: '00',
      },
      {
        consistency,
        variance: 0.25,
        reconstruction: 0.18,
        trivial: null,
        origin: 'composed',
        projection: '01',
      },
    ],
    exact: null,
    agrees: true,
    free: null,
    diffusion: null,
    effectiveInformation: { micro: 1, macro: 1 },
    pictures: { macro: `macro-${size}x${size}`, predicted: `predicted-${size}x${size}` },
    ...changes,
  };
}

const learntRule: LearntRule = {
  learner: 'binary',
  kernel: 3,
  parameters: 11,
  error: exactly(0),
  variance: 0.25,
  persistence: 0.5,
  table: {
    rule: 60,
    outputs: [0, 0, 1, 1, 1, 1, 0, 0],
    seen: [8, 8, 8, 8, 8, 8, 8, 8],
    observed: [0, 0, 1, 1, 1, 1, 0, 0],
    deterministic: true,
  },
  weights: null,
  diffusion: null,
  agreement: 1,
};

/** Rule 60 as an analysis finds it: 0 at N = 2 and 4, not at 3. */
export const rule60: SelfSimilarityResult = {
  title: 'Rule 60',
  dimension: 1,
  fields: ['value'],
  binary: true,
  shape: { runs: 2, times: 12, height: 1, width: 12 },
  boundary: 'periodic',
  rules: [learntRule],
  scales: [binaryScale(2, 0), binaryScale(3, 0.375), binaryScale(4, 0)],
  exponent: null,
  notes: [],
  seconds: 1,
};

/** One scale of diffusion with free macro dynamics beside it. */
export function linearScale(space: number, time: number, ratio: number): ScaleResult {
  return {
    ...binaryScale(space, 0),
    time,
    verdict: ratio < 1e-4 ? 'self-similar' : 'not-self-similar',
    consistency: { value: ratio * 1e-4, error: ratio * 1e-5 },
    ratio: { value: ratio, error: ratio / 10 },
    map: {
      projection: null,
      weights: { shape: [1, 1, time, 1, space], values: [] },
      parameters: space * time,
    },
    exact: null,
    agrees: null,
    free: {
      consistency: exactly(1e-6),
      variance: exactly(1e-4),
      ratio: { value: 0.01, error: 0.002 },
      reconstruction: exactly(0.17),
      trivial: 0,
    },
    diffusion: {
      micro: exactly(0.5),
      macro: exactly((0.5 * time) / space ** 2),
      ratio: exactly(time / space ** 2),
    },
    effectiveInformation: null,
    pictures: { macro: `macro-${space}x${time}`, predicted: `predicted-${space}x${time}` },
  };
}

export const surveyCell = (
  rule: number,
  size: number,
  exact: Partial<SurveyCell['exact']> = {},
  network: Partial<NonNullable<SurveyCell['network']>> | null = {},
): SurveyCell => ({
  rule,
  size,
  exact: {
    size,
    mask: 'row',
    maps: 3,
    constantMaps: 1,
    selfSimilar: true,
    trivial: false,
    bestConsistency: 0,
    composed: null,
    ...exact,
  },
  network: network && {
    selfSimilar: true,
    consistency: 0,
    consistent: 9,
    constant: 1,
    restarts: 24,
    composed: false,
    ...network,
  },
  paper: 0,
});

/** A survey of two rules, in one of which networks miss what is exactly so. */
export const survey: AutomatonSurveyResult = {
  rules: [60, 90],
  sizes: [2, 4],
  cells: [
    surveyCell(60, 2),
    surveyCell(90, 2),
    surveyCell(60, 4),
    surveyCell(90, 4, {}, { selfSimilar: false, consistency: 0.5, consistent: 0 }),
  ],
  learner: { rules: 2, exact: 2, restarts: { value: 1, error: 0.05 } },
  falsePositives: 0,
  falseNegatives: 1,
  notes: [],
  seconds: 3,
};
