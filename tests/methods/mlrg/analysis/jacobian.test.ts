import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  curlOf,
  distance,
  invariantDirection,
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

describe('the direction of an eigenvalue', () => {
  it('is the eigenvector of a real one', () => {
    const matrix = Float64Array.of(0.5, 1, 0, -2);
    const direction = invariantDirection(matrix, 2, { re: -2, im: 0 });
    expect(norm(direction)).toBeCloseTo(1, 12);
    expect(
      distance(
        times(matrix, direction),
        direction.map((part) => -2 * part),
      ),
    ).toBeLessThan(1e-12);
  });

  it('lies in the plane that a complex pair turns', () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    const matrix = Float64Array.of(c, -s, 0, s, c, 0, 0, 0, 0.3);
    const direction = invariantDirection(matrix, 3, { re: c, im: s });
    expect(norm(direction)).toBeCloseTo(1, 12);
    expect(direction[2]).toBeCloseTo(0, 12);
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
