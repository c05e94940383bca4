import { describe, expect, it } from 'vitest';
import { selfSimilarityReport } from '../../main/cli/self-similarity-report.ts';
import type { Estimate, SelfSimilarityResult } from '../../preload/contract/index.ts';

const estimate = (value: number, error: number | null = null): Estimate => ({ value, error });
/** JSON writes numbers that are none as null. */
const undefinedEstimate = JSON.parse('{"value": null, "error": null}') as Estimate;

const result: SelfSimilarityResult = {
  title: 'Diffusion',
  dimension: 1,
  fields: ['concentration'],
  binary: false,
  shape: { runs: 1, times: 20, height: 1, width: 40 },
  boundary: 'periodic',
  rules: [
    {
      learner: 'linear',
      kernel: 3,
      parameters: 3,
      error: estimate(2e-9, 1e-10),
      variance: 0.01,
      persistence: 0.002,
      table: null,
      weights: [[[0.25, 0.5, 0.25]]],
      diffusion: 0.25,
      agreement: null,
    },
  ],
  scales: [
    {
      space: 2,
      time: 4,
      verdict: 'self-similar',
      evidence: ['f applied to macro states errs by little.'],
      trivial: null,
      consistency: estimate(2e-10, 1e-11),
      variance: estimate(1e-4),
      ratio: estimate(2e-6, 3e-7),
      reconstruction: { error: estimate(1e-5), unexplained: estimate(0.25) },
      map: { projection: null, weights: null, parameters: 8 },
      restarts: [],
      exact: null,
      agrees: null,
      free: null,
      diffusion: null,
      effectiveInformation: null,
      pictures: { macro: 'macro-2x4', predicted: 'predicted-2x4' },
    },
    {
      space: 2,
      time: 2,
      verdict: 'trivial',
      evidence: ['It says nothing.'],
      trivial: 'constant-map',
      consistency: estimate(0),
      variance: estimate(0),
      ratio: undefinedEstimate,
      reconstruction: { error: estimate(0), unexplained: undefinedEstimate },
      map: {
        projection: { size: 2, mask: 'row', table: '0000', name: null },
        weights: null,
        parameters: 2,
      },
      restarts: [],
      exact: null,
      agrees: null,
      free: null,
      diffusion: null,
      effectiveInformation: null,
      pictures: { macro: 'macro-2x2', predicted: 'predicted-2x2' },
    },
  ],
  exponent: { z: estimate(2.03, 0.2), method: 'By scanning.', points: [] },
  notes: [],
  seconds: 1,
};

describe('the report of self-similarity', () => {
  const report = selfSimilarityReport(result);

  it('tells of f: its learner, error, kernel and D', () => {
    expect(report).toMatch(/^f: least squares, kernel 3, parameters: 3\nheld-out error 2e-9 ± 1e-10; /);
    expect(report).toMatch(/^kernel: 0\.25, 0\.5, 0\.25\nD = 0\.25 cells²\/step$/m);
  });

  it('has a line for every scale, with a dash where there is no number', () => {
    expect(report).toMatch(/^2x4 +2e-10 +0\.0001 +0\.000002 +3e-7 +0\.25 +self-similar$/m);
    expect(report).toMatch(/^2x2 +0 +0 +– +– +– +trivial \(constant-map\) +0000$/m);
  });

  it('gives the evidence of each, and the exponent with its method', () => {
    expect(report).toMatch(/^2x4: self-similar\n {2}f applied to macro states errs by little\.$/m);
    expect(report).toMatch(/^T ~ S\^z with z = 2\.03 ± 0\.2\n {2}By scanning\.$/m);
  });
});
