import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  curlOf,
  distance,
  eigenPairs,
  norm,
  solveLeastNorm,
  unit,
} from '../../../../main/methods/mlrg/analysis/jacobian.ts';

const entry = fc.double({ min: -2, max: 2, noNaN: true });
const matrix3 = fc.array(entry, { minLength: 9, maxLength: 9 }).map((entries) => Float64Array.from(entries));

function times(matrix: Float64Array, vector: ArrayLike<number>): Float64Array {
  const n = vector.length;
  return Float64Array.from({ length: n }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < n; column++) sum += matrix[row * n + column] * vector[column];
    return sum;
  });
}

describe('eigenvalues of a Jacobian', () => {
  it('come with the largest modulus first and with their vectors', () => {
    const pairs = eigenPairs(Float64Array.of(0.5, 1, 0, -2), 2);
    expect(pairs.map(({ re }) => re)).toEqual([expect.closeTo(-2, 12), expect.closeTo(0.5, 12)]);
    const [{ re, vector }] = pairs;
    const image = times(Float64Array.of(0.5, 1, 0, -2), vector);
    expect(
      distance(
        image,
        vector.map((entry) => re * entry),
      ),
    ).toBeLessThan(1e-12);
    expect(norm(vector)).toBeCloseTo(1, 12);
  });

  it('of a rotation are a complex pair', () => {
    const angle = 0.7;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const pairs = eigenPairs(Float64Array.of(c, -s, s, c), 2);
    expect(pairs.map(({ im }) => im)).toEqual([expect.closeTo(s, 12), expect.closeTo(-s, 12)]);
    expect(pairs.map(({ re }) => re)).toEqual([expect.closeTo(c, 12), expect.closeTo(c, 12)]);
  });

  it('have the trace and the determinant of the matrix', () => {
    fc.assert(
      fc.property(matrix3, (m) => {
        const pairs = eigenPairs(m, 3);
        const trace = pairs.reduce((sum, { re }) => sum + re, 0);
        expect(trace).toBeCloseTo(m[0] + m[4] + m[8], 9);
        const squares = pairs.reduce((sum, { re, im }) => sum + re ** 2 - im ** 2, 0);
        const ofSquare = [0, 1, 2].reduce(
          (sum, i) =>
            sum +
            times(
              m,
              times(
                m,
                [0, 1, 2].map((j) => Number(i === j)),
              ),
            )[i],
          0,
        );
        expect(squares).toBeCloseTo(ofSquare, 8);
      }),
    );
  });
});

describe('curl', () => {
  it('is 0 of a symmetric matrix, 1 of the generator of a rotation, and |sin| of a rotation', () => {
    expect(curlOf(Float64Array.of(1, 3, 3, -2), 2)).toBe(0);
    expect(curlOf(Float64Array.of(0, -1, 1, 0), 2)).toBe(1);
    const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
    expect(curlOf(Float64Array.of(c, -s, s, c), 2)).toBeCloseTo(s, 12);
    expect(curlOf(Float64Array.of(1.36), 1)).toBe(0);
  });

  it('lies between 0 and 1 and does not change under a rotation of the couplings', () => {
    fc.assert(
      fc.property(
        entry,
        entry,
        entry,
        entry,
        fc.double({ min: 0, max: 6, noNaN: true }),
        (a, b, c, d, angle) => {
          fc.pre(Math.hypot(a, b, c, d) > 1e-3);
          const curl = curlOf(Float64Array.of(a, b, c, d), 2);
          expect(curl).toBeGreaterThanOrEqual(0);
          expect(curl).toBeLessThanOrEqual(1);
          const [k, s] = [Math.cos(angle), Math.sin(angle)];
          // R M Rᵀ.
          const [e, f, g, h] = [k * a - s * c, k * b - s * d, s * a + k * c, s * b + k * d];
          const turned = Float64Array.of(e * k - f * s, e * s + f * k, g * k - h * s, g * s + h * k);
          expect(curlOf(turned, 2)).toBeCloseTo(curl, 9);
        },
      ),
    );
  });
});

describe('linear equations', () => {
  it('are solved', () => {
    fc.assert(
      fc.property(matrix3, fc.tuple(entry, entry, entry), (m, right) => {
        // Far from singular.
        const matrix = m.map((value, i) => value + (i % 4 === 0 ? 10 : 0));
        const x = solveLeastNorm(matrix, Float64Array.from(right));
        expect(distance(times(matrix, x), right)).toBeLessThan(1e-10);
      }),
    );
  });

  it('of a singular matrix leave its null space out', () => {
    const x = solveLeastNorm(Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 2));
    expect(Array.from(x)).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
  });
});

it('a unit vector has length 1, and zero stays zero', () => {
  expect(norm(unit(Float64Array.of(3, -4)))).toBeCloseTo(1, 14);
  expect(Array.from(unit(new Float64Array(2)))).toEqual([0, 0]);
});
