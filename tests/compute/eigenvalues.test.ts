import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eigenvaluesOf } from '../../main/compute/eigenvalues.ts';

/** Numbers on which QR is known to cycle: zeros, ones, tiny and denormal ones among others. */
const entry = fc.oneof(
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.integer({ min: -1, max: 1 }),
  fc.double({ min: -1e-10, max: 1e-10, noNaN: true }),
);
const matrices = fc
  .integer({ min: 1, max: 6 })
  .chain((n) => fc.array(entry, { minLength: n * n, maxLength: n * n }).map((matrix) => ({ n, matrix })));

describe('eigenvalues', () => {
  it('of triangular matrices are on the diagonal, largest modulus first', () => {
    expect(eigenvaluesOf([0.5, 1, 0, -2], 2)).toEqual([
      { re: expect.closeTo(-2, 12), im: 0 },
      { re: expect.closeTo(0.5, 12), im: 0 },
    ]);
    expect(eigenvaluesOf([3, 7, -1, 0, -1, 2, 0, 0, 2], 3).map(({ re }) => re)).toEqual(
      [3, 2, -1].map((value) => expect.closeTo(value, 12)),
    );
  });

  it('of a rotation are a complex pair, im > 0 first', () => {
    const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
    expect(eigenvaluesOf([c, -s, s, c], 2)).toEqual([
      { re: expect.closeTo(c, 12), im: expect.closeTo(s, 12) },
      { re: expect.closeTo(c, 12), im: expect.closeTo(-s, 12) },
    ]);
  });

  it('of a cyclic permutation are the roots of unity, which need a shift from elsewhere', () => {
    const n = 5;
    const matrix = Array.from({ length: n * n }, (_, i) => Number((Math.floor(i / n) + 1) % n === i % n));
    const found = eigenvaluesOf(matrix, n);
    for (const { re, im } of found) {
      expect(Math.hypot(re, im)).toBeCloseTo(1, 12);
      expect(Math.cos(n * Math.atan2(im, re))).toBeCloseTo(1, 10);
    }
    expect(
      new Set(found.map(({ re, im }) => Math.round((10 * Math.atan2(im, re)) / (2 * Math.PI)))).size,
    ).toBe(n);
  });

  it('of a nilpotent matrix are zero, of none a problem', () => {
    expect(eigenvaluesOf([0, 1, 0, 0], 2)).toEqual([
      { re: 0, im: 0 },
      { re: 0, im: 0 },
    ]);
    expect(eigenvaluesOf([0], 1)).toEqual([{ re: 0, im: 0 }]);
    expect(() => eigenvaluesOf([1, Number.NaN, 0, 1], 2)).toThrow(RangeError);
  });

  it('have the traces of the matrix and of its square, whatever it is', () => {
    fc.assert(
      fc.property(matrices, ({ n, matrix }) => {
        const scale = Math.max(...matrix.map(Math.abs));
        fc.pre(scale > 1e-200);
        const found = eigenvaluesOf(matrix, n);
        let trace = 0;
        let ofSquare = 0;
        for (let i = 0; i < n; i++) {
          trace += matrix[i * n + i] / scale;
          for (let j = 0; j < n; j++) ofSquare += (matrix[i * n + j] / scale) * (matrix[j * n + i] / scale);
        }
        const sum = found.reduce((total, { re }) => total + re / scale, 0);
        const squares = found.reduce((total, { re, im }) => total + (re / scale) ** 2 - (im / scale) ** 2, 0);
        expect(Math.abs(sum - trace)).toBeLessThan(1e-12);
        expect(Math.abs(squares - ofSquare)).toBeLessThan(1e-11);
      }),
      { numRuns: 1000 },
    );
  });
});
