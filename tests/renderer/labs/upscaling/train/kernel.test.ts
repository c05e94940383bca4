import { describe, expect, it } from 'vitest';
import {
  kernelOrbits,
  orbitOfCells,
  type UpscalerTrainingResult,
} from '../../../../../preload/contract/index.ts';
import {
  effectiveWarning,
  orbitWeights,
  trainedKernel,
} from '../../../../../renderer/labs/upscaling/train/kernel.ts';
import { readTrainingResult } from '../../../../../renderer/labs/upscaling/train/result.ts';

const weights = [0.13623, 0.1569, 0.35256];
const result: UpscalerTrainingResult = {
  weights: weights.map((value, orbit) => ({
    name: kernelOrbits(3)[orbit]!.name,
    estimate: { value, error: 3e-4 },
  })),
  kernel: { size: 3, values: [...orbitOfCells(3)].map((orbit) => weights[orbit]!) },
  loss: { training: { value: 0.2604, error: 1e-4 }, heldOut: { value: 0.2605, error: 2e-4 } },
  floor: null,
  newtonLoss: 0.2604,
  gradient: 1e-14,
  iterations: 7,
  parameters: 3,
  configurations: 40_000,
  effectiveSize: 40_000,
  notes: [],
  seconds: 1,
};

describe('a trained kernel', () => {
  it('is read off the cells, orbit by orbit', () => {
    expect(trainedKernel(result)).toMatchObject({ size: 3, weights });
    expect(orbitWeights(result).map(({ name, multiplicity }) => `${name} ${multiplicity}`)).toEqual([
      '(1, 1) 4',
      '(1, 0) 4',
      '(0, 0) 1',
    ]);
    expect(orbitWeights(result)[2]!.estimate).toEqual({ value: 0.35256, error: 3e-4 });
  });

  it('has no error where the weights of the result are not those of its orbits', () => {
    const coefficients = result.weights.map((weight) => ({ ...weight, estimate: { value: 1, error: 0.1 } }));
    expect(orbitWeights({ ...result, weights: coefficients })[0]!.estimate).toEqual({
      value: 0.13623,
      error: null,
    });
  });

  it('is none for tables and networks', () => {
    expect(trainedKernel({ ...result, kernel: null })).toBeNull();
    expect(orbitWeights({ ...result, kernel: null })).toEqual([]);
  });
});

describe('the effective sample size', () => {
  it('is warned about when few configurations carry the loss', () => {
    expect(effectiveWarning(result)).toBeNull();
    expect(effectiveWarning({ configurations: 40_000, effectiveSize: 257 })).toContain('Only 0.64%');
    expect(effectiveWarning({ configurations: 1000, effectiveSize: 50 })).toContain('about 50');
  });
});

const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

it('reads training.json, and says so when it is none', () => {
  expect(readTrainingResult(encode(result))).toEqual(result);
  expect(() => readTrainingResult(encode({}))).toThrow('left no loss');
});
