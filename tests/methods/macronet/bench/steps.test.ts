import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend } from '../../../../main/compute/backends/index.ts';
import { saveModules } from '../../../../main/compute/simd/index.ts';
import { encoderTensorStep } from '../../../../main/methods/macronet/bench/encoder-tensors.ts';
import { encoderImages, encoderSetup, encoderStep } from '../../../../main/methods/macronet/bench/encoder.ts';
import { hybridTensorStep } from '../../../../main/methods/macronet/bench/hybrid-tensors.ts';
import { hybridBatch, hybridPair, hybridStep } from '../../../../main/methods/macronet/bench/hybrid.ts';

// The benchmark compares times of two programs: they have to compute the same.
describe('the timed steps on the engine and on tensors', () => {
  beforeAll(async () => {
    await chooseBackend('wasm');
  });

  it('hybrid: the same losses over steps of training', () => {
    const pair = hybridPair(1, 'plain');
    const batch = hybridBatch(1);
    const tensors = hybridTensorStep(saveModules([pair]), batch);
    const engine = hybridStep(pair, batch);
    for (let step = 0; step < 5; step++) {
      const expected = engine();
      expect(Math.abs(tensors.step() / expected - 1)).toBeLessThan(1e-4);
    }
    const { numTensors } = tf.memory();
    tensors.step();
    expect(tf.memory().numTensors).toBe(numTensors);
    tensors.dispose();
    expect(tf.memory().numTensors).toBe(0);
  });

  it('encoder: the same losses over steps of training', () => {
    const setup = encoderSetup(1, 'plain');
    const images = encoderImages(1);
    const tensors = encoderTensorStep(saveModules([setup.encoder]), images);
    const engine = encoderStep(setup, images);
    for (let step = 0; step < 3; step++) {
      const expected = engine();
      expect(Math.abs(tensors.step() / expected - 1)).toBeLessThan(1e-3);
    }
    tensors.dispose();
    expect(tf.memory().numTensors).toBe(0);
  });
});
