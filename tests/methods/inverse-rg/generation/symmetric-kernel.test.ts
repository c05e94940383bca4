import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelOrbits, orbitOfCells } from '../../../../preload/contract/index.ts';
import {
  blockWeights,
  blockWindow,
  kernelCells,
  patternFields,
  threshold,
} from '../../../../main/methods/inverse-rg/generation/symmetric-kernel.ts';
import { ownBit, windowFeatures, windowSide } from '../../../../main/methods/inverse-rg/windows.ts';

describe('thresholds', () => {
  it('are the logistic function to 2^−32, odd about a half, and never certain', () => {
    fc.assert(
      fc.property(fc.double({ min: -400, max: 400, noNaN: true }), (h) => {
        const p = 1 / (1 + Math.exp(-2 * h));
        expect(threshold(h) + threshold(-h)).toBe(2 ** 31);
        expect(threshold(h)).toBeGreaterThanOrEqual(1);
        const clamped = Math.min(Math.max(p, 2 ** -31), 1 - 2 ** -31);
        expect(Math.abs(threshold(h) / 2 ** 31 - clamped)).toBeLessThanOrEqual(2 ** -32 * (1 + 1e-6));
      }),
    );
  });
});

describe('kernelCells', () => {
  it('refuses sizes that are not offered, a wrong number of weights, and weights without bound', () => {
    expect(() => kernelCells(11, new Float64Array(21))).toThrow('no kernels of 11×11');
    expect(() => kernelCells(3, new Float64Array(6))).toThrow('3 free weights');
    expect(() => kernelCells(3, Float64Array.of(0, Number.NaN, 0))).toThrow('between');
    expect(() => kernelCells(3, Float64Array.of(0, 0, 33))).toThrow('between');
  });
});

describe('block windows', () => {
  it.each([3, 5, 7, 9])('of k = %i are the part that counts of the windows that training uses', (size) => {
    const weights = Float64Array.from(kernelOrbits(size), (_, i) => 1 / (i + 2));
    const cells = kernelCells(size, weights);
    const { side, reach } = blockWindow(size);
    const blocks = blockWeights(size, cells);
    const n = windowSide(size);
    const features = windowFeatures(size, n, orbitOfCells(size));
    expect(ownBit(n)).toBe(2 * n + 2);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let expected = 0;
        for (const [orbit, weight] of weights.entries()) {
          expected += features[(n * i + j) * weights.length + orbit] * weight;
        }
        const [row, column] = [i - 2 + reach, j - 2 + reach];
        const inside = row >= 0 && row < side && column >= 0 && column < side;
        expect(inside ? blocks[side * row + column] : 0).toBeCloseTo(expected, 10);
      }
    }
  });

  it('sum ±1 times the weights over every pattern', () => {
    const blocks = Float64Array.of(0.5, -1.25, 3, 0.125);
    const fields = patternFields(blocks);
    for (let pattern = 0; pattern < 16; pattern++) {
      let h = 0;
      for (const [bit, weight] of blocks.entries()) h += (pattern >> bit) & 1 ? weight : -weight;
      expect(fields[pattern]).toBe(h);
    }
  });
});
