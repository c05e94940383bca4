import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { patternGeneration, schemaOf } from '../../../../preload/contract/index.ts';
import { chooseBackend } from '../../../../main/compute/backends/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { emptyPatterns } from '../../../../main/methods/gray-scott/patterns.ts';
import { ConvolutionalTraining } from '../../../../main/methods/macronet/convolutional/training.ts';

const spec = schemaOf['turing-convolutional'].parse({
  kind: 'turing-convolutional',
  scales: 2,
  couplings: 1,
  hidden: 8,
  head: { layers: 2, width: 16 },
  flowU: { layers: 2, width: 16 },
  gamma: 0.02,
  batch: 16,
});

/** Waves whose length tells F: a relation that is easily learnt. */
function waves() {
  const size = 16;
  const patterns = emptyPatterns(96, size);
  const stream = new RandomStream(1, 'waves');
  for (let p = 0; p < patterns.count; p++) {
    const number = 1 + stream.integer(4);
    const phase = stream.between(0, 2 * Math.PI);
    patterns.parameters.set([0.12 + 0.09 * stream.uniform(), 0.07, 0.014 + 0.012 * number, 0.06], 4 * p);
    for (let i = 0; i < size * size; i++) {
      const wave = Math.sin((2 * Math.PI * number * (i % size)) / size + phase);
      patterns.a[p * size * size + i] = 0.6 - 0.2 * wave;
      patterns.b[p * size * size + i] = 0.2 + 0.1 * wave * wave * wave;
    }
  }
  return patterns;
}

describe('steps of the convolutional training', () => {
  it('bring the two macrostates together and leave no tensor behind', async () => {
    await chooseBackend('wasm');
    const training = new ConvolutionalTraining(spec, waves(), patternGeneration.parse({ size: 16 }));
    const stream = new RandomStream(1, 'batches');
    const before = await training.heldOut();
    await training.step(stream, 1e-3);
    const { numTensors } = tf.memory();
    for (let step = 0; step < 40; step++) await training.step(stream, 3e-3);
    const after = await training.heldOut();
    await training.sample(stream);
    await training.checkpoint();
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(after.prediction).toBeLessThan(0.5 * before.prediction);
    training.dispose();
    expect(tf.memory().numTensors).toBe(0);
  });

  it('draw pictures that are neither the example nor out of bounds', async () => {
    await chooseBackend('wasm');
    const training = new ConvolutionalTraining(spec, waves(), patternGeneration.parse({ size: 16 }));
    const [example, drawn] = await training.sample(new RandomStream(2, 'pictures'));
    expect(example.data).toHaveLength(256);
    expect(drawn.data.every(Number.isFinite)).toBe(true);
    expect(drawn.data).not.toEqual(example.data);
    training.dispose();
  });
});
