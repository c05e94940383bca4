import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogProduct } from '../../../../main/methods/inverse-rg/generation/log-product.ts';

function logProduct(factors: number[]): number {
  const product = new LogProduct();
  for (const factor of factors) product.times(factor);
  return product.logarithm();
}

describe('LogProduct', () => {
  it('is the sum of the logarithms, however small the product', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 2 ** -31, max: 1, noNaN: true }), { maxLength: 300 }),
        (factors) => {
          const expected = factors.reduce((sum, factor) => sum + Math.log(factor), 0);
          expect(Math.abs(logProduct(factors) - expected)).toBeLessThan(1e-12 * (1 + Math.abs(expected)));
        },
      ),
    );
    expect(logProduct(Array.from({ length: 10_000 }, () => 2 ** -31))).toBeCloseTo(-310_000 * Math.LN2, 6);
  });

  it('is −∞ once a factor was 0, early or late', () => {
    expect(logProduct([0])).toBe(-Infinity);
    expect(logProduct([0.5, 0, ...Array.from({ length: 100 }, () => 2 ** -31)])).toBe(-Infinity);
    expect(logProduct([...Array.from({ length: 100 }, () => 2 ** -31), 0])).toBe(-Infinity);
  });
});
