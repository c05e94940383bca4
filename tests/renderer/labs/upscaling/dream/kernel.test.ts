import { describe, expect, it } from 'vitest';
import type { KernelWeights } from '../../../../../preload/contract/index.ts';
import {
  alignedField,
  kernelCells,
  kernelDocument,
  sameKernel,
  weightRange,
} from '../../../../../renderer/labs/upscaling/dream/kernel.ts';

const kernel: KernelWeights = { size: 3, weights: [0.1362, 0.1569, 0.3526], small: [0.1362, 0.1569, 0.3526] };

describe('a kernel under the editor', () => {
  it('is symmetric: corners, edges and centre', () => {
    const [corner, edge, centre] = kernel.weights;
    expect(kernelCells(kernel)).toEqual([corner, edge, corner, edge, centre, edge, corner, edge, corner]);
  });

  it('has the field of aligned blocks as the sum of its cells', () => {
    const { field, probability } = alignedField(kernel);
    expect(field).toBeCloseTo(4 * 0.1362 + 4 * 0.1569 + 0.3526, 12);
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-2 * field)), 12);
  });

  it('is the same as another only with the same weights', () => {
    expect(sameKernel(kernel, { ...kernel, weights: [...kernel.weights] })).toBe(true);
    expect(sameKernel(kernel, { ...kernel, weights: kernel.weights.with(1, 0.157) })).toBe(false);
  });

  it('leaves room around its weights, and more around large ones', () => {
    expect(weightRange(kernel, null)).toEqual({ min: -0.3, max: 0.6 });
    expect(weightRange({ ...kernel, weights: [0.9, 0, 0] })).toEqual({ min: -1, max: 2 });
  });

  it('is saved with what is needed to read it', () => {
    const saved = JSON.parse(kernelDocument(kernel, 'pretrained/upscaler-k3')) as Record<string, unknown>;
    expect(saved['kernel']).toEqual([
      [0.1362, 0.1569, 0.1362],
      [0.1569, 0.3526, 0.1569],
      [0.1362, 0.1569, 0.1362],
    ]);
    expect(saved['orbits']).toContainEqual({ cell: '(1, 0)', multiplicity: 4, weight: 0.1569 });
    expect(saved['editedFrom']).toBe('pretrained/upscaler-k3');
  });
});
