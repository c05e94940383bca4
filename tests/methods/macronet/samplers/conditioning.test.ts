import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  fromFlowCoordinates,
  fromUnitBox,
  parameterBox,
  toFlowCoordinates,
  toUnitBox,
} from '../../../../main/methods/macronet/coordinates.ts';
import { conditionOn } from '../../../../main/methods/macronet/samplers/conditioning.ts';
import { covariance } from '../../../../main/methods/macronet/statistics/symmetric.ts';
import { patternGeneration } from '../../../../preload/contract/index.ts';

const box = parameterBox(patternGeneration.parse({}));

/** Normal with unit variances, correlation `rho` between the first two coordinates, deviation `narrow` in the others. */
const normal = (rho: number, narrow: number) => (u: Float64Array) =>
  Float64Array.from({ length: u.length / 4 }, (_, r) => {
    const [x, y, z, w] = u.subarray(4 * r, 4 * r + 4);
    return (
      -(x * x - 2 * rho * x * y + y * y) / (2 * (1 - rho * rho)) - (z * z + w * w) / (2 * narrow * narrow)
    );
  });

const shifted = (u: Float64Array) =>
  normal(0, 0.05)(u.map((value, i) => (i % 4 === 2 ? value - 0.8 : value)));

const samplesOf = (rho: number, narrow: number) => {
  const stream = new RandomStream(4, 'start');
  const rows = new Float64Array(4 * 512);
  for (let r = 0; r < 512; r++) {
    const x = stream.normal();
    const y = rho * x + Math.sqrt(1 - rho * rho) * stream.normal();
    rows.set([x, y, narrow * stream.normal(), narrow * stream.normal()], 4 * r);
  }
  return rows;
};

const at = (name: 'Da' | 'Db' | 'F' | 'k', u: number[]) => fromUnitBox(fromFlowCoordinates(u), box)[name];

describe('conditioning on held parameters', () => {
  it('gives the conditional of a normal distribution', () => {
    const u = [1, 0, 0, 0];
    const { points: samples, effectiveSampleSize } = conditionOn(
      { Da: at('Da', u) },
      normal(0.9, 0.5),
      samplesOf(0.9, 0.5),
      2000,
      box,
      new RandomStream(1, 'condition'),
    );
    const { mean, covariance: matrix } = covariance(samples, 4);
    expect(effectiveSampleSize).toBeGreaterThan(1000);
    expect(mean[0]).toBeCloseTo(1, 5);
    expect(mean[1]).toBeCloseTo(0.9, 1);
    expect(matrix[5]).toBeCloseTo(0.19, 1);
    expect(matrix[10]).toBeCloseTo(0.25, 1);
  });

  it('keeps a held k exactly while F stays free', () => {
    const k = at('k', [0, 0, 0.2, 0.1]);
    const { points: samples, effectiveSampleSize } = conditionOn(
      { k },
      normal(0, 0.3),
      samplesOf(0, 0.3),
      500,
      box,
      new RandomStream(1, 'condition'),
    );
    expect(effectiveSampleSize).toBeGreaterThan(400);
    const fs = new Set<number>();
    for (let r = 0; r < 500; r++) {
      const parameters = fromUnitBox(fromFlowCoordinates(samples.subarray(4 * r, 4 * r + 4)), box);
      expect(parameters.k).toBeCloseTo(k, 7);
      fs.add(parameters.F);
    }
    expect(fs.size).toBeGreaterThan(300);
  });

  it('agrees with a grid where k is held and the density is narrow', () => {
    // Free coordinate F alone, on the curve κ(F) = k − (√F/2 − F).
    const target = [0, 0, 0.2, 0.1];
    const parameters = fromUnitBox(fromFlowCoordinates(target), box);
    const { points: samples } = conditionOn(
      { Da: parameters.Da, Db: parameters.Db, k: parameters.k },
      normal(0, 0.3),
      samplesOf(0, 0.3),
      4000,
      box,
      new RandomStream(2, 'condition'),
    );
    let total = 0;
    let expected = 0;
    for (let i = 0; i < 4000; i++) {
      const F = 0.014 + ((i + 0.5) / 4000) * 0.056;
      const unit = toUnitBox({ ...parameters, F }, box);
      if (unit[3] < 0 || unit[3] > 1) continue;
      const u = toFlowCoordinates(unit);
      const slope = (axis: number) => {
        const p = 0.02 + 0.96 * unit[axis];
        return 0.96 / (1.6 * p * (1 - p));
      };
      const weight = Math.exp(normal(0, 0.3)(Float64Array.from(u))[0]) * slope(2) * slope(3);
      total += weight;
      expected += weight * u[2];
    }
    const { mean } = covariance(samples, 4);
    expect(mean[2]).toBeCloseTo(expected / total, 2);
  });

  it('finds a narrow density far from where it started', () => {
    const { points: samples, effectiveSampleSize } = conditionOn(
      { Da: at('Da', [0.5, 0, 0, 0]) },
      shifted,
      samplesOf(0, 0.3),
      1000,
      box,
      new RandomStream(3, 'condition'),
    );
    expect(effectiveSampleSize).toBeGreaterThan(400);
    expect(covariance(samples, 4).mean[2]).toBeCloseTo(0.8, 2);
  });

  it('returns the one point when everything is held, and none outside the box', () => {
    const parameters = { Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 };
    const run = (hold: typeof parameters) =>
      conditionOn(hold, normal(0, 1), samplesOf(0, 1), 3, box, new RandomStream(1, 'condition')).points;
    expect(run(parameters)).toHaveLength(12);
    expect(fromUnitBox(fromFlowCoordinates(run(parameters).subarray(0, 4)), box).k).toBeCloseTo(0.06, 9);
    expect(run({ ...parameters, k: 0.02 })).toHaveLength(0);
  });
});
