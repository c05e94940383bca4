import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { bootstrap, bootstrapMean } from '../../../../main/methods/macronet/statistics/bootstrap.ts';
import {
  insideCentral,
  insideHighestDensity,
  rankStatistic,
  uniformity,
} from '../../../../main/methods/macronet/statistics/calibration.ts';
import { nearest, neighbourDistance } from '../../../../main/methods/macronet/statistics/neighbours.ts';
import {
  median,
  quantile,
  standardDeviation,
} from '../../../../main/methods/macronet/statistics/quantiles.ts';
import { areaUnderCurve, ranks, spearman } from '../../../../main/methods/macronet/statistics/ranks.ts';
import {
  fitPrincipalComponents,
  fitStandardisation,
  standardise,
  whiten,
} from '../../../../main/methods/macronet/statistics/standardisation.ts';
import {
  cholesky,
  covariance,
  forwardSubstitute,
  symmetricEigen,
} from '../../../../main/methods/macronet/statistics/symmetric.ts';
import { varianceShare } from '../../../../main/methods/macronet/statistics/variance-shares.ts';

const normals = (count: number, name: string) => {
  const values = new Float64Array(count);
  new RandomStream(7, name).fillNormal(values);
  return values;
};

describe('quantiles', () => {
  it('interpolates between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4, 5], 0.1)).toBeCloseTo(1.4, 12);
    expect(median([3])).toBe(3);
    expect(quantile([], 0.5)).toBeNaN();
    expect(standardDeviation([1, 3])).toBe(1);
  });
});

describe('bootstrap', () => {
  it('gives the textbook interval of a mean', () => {
    const values = normals(400, 'mean');
    const { value, low, high, method } = bootstrapMean(values, 'values');
    const error = standardDeviation(values) / Math.sqrt(400);
    expect(high - low).toBeGreaterThan(2 * 1.96 * error * 0.9);
    expect(high - low).toBeLessThan(2 * 1.96 * error * 1.1);
    expect(value).toBeGreaterThan(low);
    expect(value).toBeLessThan(high);
    expect(method).toBe('bootstrap over 400 values');
  });

  it('is the same every time', () => {
    expect(bootstrap(20, 'units', ([first]) => first)).toEqual(bootstrap(20, 'units', ([first]) => first));
  });
});

describe('ranks', () => {
  it('shares the ranks of ties', () => {
    expect(Array.from(ranks([10, 20, 10, 5]))).toEqual([2.5, 4, 2.5, 1]);
  });

  it('finds monotone relations perfect and reversed ones perfectly negative', () => {
    const x = normals(50, 'x');
    expect(spearman(x, x.map(Math.exp))).toBeCloseTo(1, 12);
    expect(
      spearman(
        x,
        x.map((value) => -(value ** 3)),
      ),
    ).toBeCloseTo(-1, 12);
  });

  it('counts pairs for the area under the curve', () => {
    expect(areaUnderCurve([3, 4], [1, 2])).toBe(1);
    expect(areaUnderCurve([1, 2], [1, 2])).toBe(0.5);
    expect(areaUnderCurve([2], [1, 3])).toBe(0.5);
  });
});

describe('linear algebra of symmetric matrices', () => {
  const matrix = Float64Array.of(4, 1, 0.5, 1, 3, -1, 0.5, -1, 2);

  it('reproduces the matrix from its eigenvalues and eigenvectors', () => {
    const { values, vectors } = symmetricEigen(matrix, 3);
    expect(values[0]).toBeGreaterThan(values[1]);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += values[k] * vectors[k * 3 + i] * vectors[k * 3 + j];
        expect(sum).toBeCloseTo(matrix[i * 3 + j], 10);
      }
    }
  });

  it('factors and solves', () => {
    const lower = cholesky(matrix, 3);
    const y = forwardSubstitute(lower, 3, Float64Array.of(1, 2, 3));
    for (let i = 0; i < 3; i++) {
      let sum = 0;
      for (let k = 0; k <= i; k++) sum += lower[i * 3 + k] * y[k];
      expect(sum).toBeCloseTo(i + 1, 10);
    }
    expect(() => cholesky([1, 2, 2, 1], 2)).toThrow(RangeError);
  });

  it('weights means and covariances', () => {
    const { mean, covariance: matrix2 } = covariance([0, 0, 2, 4, 9, 9], 2, [1, 1, 0]);
    expect(Array.from(mean)).toEqual([1, 2]);
    expect(Array.from(matrix2)).toEqual([1, 2, 2, 4]);
  });
});

describe('standardisation and principal components', () => {
  it('leaves columns that never vary finite', () => {
    const rows = [1, 5, 3, 5];
    const standard = standardise(rows, fitStandardisation(rows, 2));
    expect(Array.from(standard)).toEqual([-1, 0, 1, 0]);
  });

  it('whitens correlated columns', () => {
    const z = normals(900, 'columns');
    const rows = new Float64Array(900);
    for (let r = 0; r < 300; r++) {
      rows[3 * r] = z[3 * r];
      rows[3 * r + 1] = 0.9 * z[3 * r] + 0.4 * z[3 * r + 1];
      rows[3 * r + 2] = 5 * z[3 * r + 2] - z[3 * r];
    }
    const white = whiten(rows, fitPrincipalComponents(rows, 3, 3));
    const { covariance: matrix } = covariance(white, 3);
    for (let i = 0; i < 9; i++) expect(matrix[i]).toBeCloseTo(i % 4 === 0 ? 1 : 0, 9);
  });
});

describe('neighbours', () => {
  const rows = [0, 0, 1, 0, 0, 2, 5, 5];

  it('lists the nearest rows, nearest first', () => {
    expect(nearest(rows, [0.9, 0], 2).map(({ index }) => index)).toEqual([1, 0]);
    expect(nearest(rows, [0, 0], 3, 0).map(({ index }) => index)).toEqual([1, 2, 3]);
    expect(nearest(rows, [0, 0], 9)).toHaveLength(4);
  });

  it('averages their distances', () => {
    expect(neighbourDistance(rows, [0, 0], 2, 0)).toBe(1.5);
  });
});

/** Posterior N(x/2, 1/2) of μ ~ N(0, 1) seen through x ~ N(μ, 1), its width scaled by `width`. */
const coverageOf = (width: number) => {
  const stream = new RandomStream(3, 'calibration');
  const ranksFound: number[] = [];
  let central = 0;
  let highest = 0;
  for (let i = 0; i < 1000; i++) {
    const mu = stream.normal();
    const x = mu + stream.normal();
    const deviation = width * Math.SQRT1_2;
    const density = (value: number) => -(((value - x / 2) / deviation) ** 2) / 2;
    const samples = Float64Array.from({ length: 199 }, () => x / 2 + deviation * stream.normal());
    const rank = rankStatistic(samples, mu);
    ranksFound.push(rank);
    central += Number(insideCentral(rank, 0.8)) / 1000;
    highest += Number(insideHighestDensity(samples.map(density), density(mu), 0.8)) / 1000;
  }
  return { central, highest, uniformity: uniformity(ranksFound) };
};

describe('calibration', () => {
  it('finds the exact posterior calibrated', () => {
    const { central, highest, uniformity: found } = coverageOf(1);
    expect(Math.abs(central - 0.8)).toBeLessThan(0.04);
    expect(Math.abs(highest - 0.8)).toBeLessThan(0.04);
    expect(found.distance).toBeLessThan(found.critical);
  });

  it('finds a posterior of half the width overconfident', () => {
    const { central, highest, uniformity: found } = coverageOf(0.5);
    // P(|z| < 1.2816 / 2) = .478
    expect(Math.abs(central - 0.478)).toBeLessThan(0.05);
    expect(Math.abs(highest - 0.478)).toBeLessThan(0.05);
    expect(found.distance).toBeGreaterThan(found.critical);
  });
});

describe('variance shares', () => {
  it('is 1 where the class decides and near 0 where it does not', () => {
    expect(
      varianceShare([
        [1, 1],
        [2, 2],
      ]),
    ).toBe(1);
    expect(
      varianceShare([
        [1, 2],
        [1, 2],
      ]),
    ).toBe(0);
    expect(
      varianceShare([
        [0, 2],
        [2, 4],
      ]),
    ).toBeCloseTo(1 / 3, 12);
  });
});
