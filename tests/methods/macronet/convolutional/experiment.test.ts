import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { turingConvolutional } from '../../../../main/methods/macronet/convolutional/index.ts';
import { ConvolutionalReader } from '../../../../main/methods/macronet/convolutional/reader.ts';
import { MemoryRun } from '../memory-run.ts';

const document = {
  data: { source: 'generate', count: 64, generation: { size: 32, steps: 400 } },
  scales: 3,
  couplings: 1,
  hidden: 8,
  head: { layers: 2, width: 16 },
  flowU: { layers: 2, width: 16 },
  batch: 8,
  steps: 6,
};

function bytesOf(arrays: ArrayRecord): Record<string, string> {
  return Object.fromEntries(
    Object.entries(arrays).map(([name, { data }]) => [
      name,
      Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
    ]),
  );
}

describe('training with the convolutional flow', () => {
  it('leaves a model, scores, losses and pictures, and says that it is slow', async () => {
    const run = new MemoryRun('turing-convolutional', document);
    await turingConvolutional.run(run.start());
    expect(run.artifacts.has('model.json')).toBe(true);
    expect(Object.keys(run.summary)).toContain('score, equivalence class');
    expect(['wasm', 'cpu', 'tfjs-node', 'webgpu', 'tfjs-node-gpu']).toContain(run.backend);
    const totals = run.metrics.filter(({ name }) => name === 'training: total');
    expect(totals.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(totals.every(({ value }) => Number.isFinite(value))).toBe(true);
    expect(run.frames.at(-1)?.map(({ width, height, data }) => [width, height, data.length])).toEqual([
      [32, 32, 1024],
      [32, 32, 1024],
    ]);
    const slow = run.notes.some((note) => note.includes('slow'));
    expect(slow).toBe(run.backend === 'wasm' || run.backend === 'cpu');
  });

  it('ends with the same bits when it was interrupted while training', async () => {
    const whole = new MemoryRun('turing-convolutional', document);
    await turingConvolutional.run(whole.start());
    const parted = new MemoryRun('turing-convolutional', document);
    await expect(turingConvolutional.run(parted.start(({ values }) => values.step === 3))).rejects.toThrow(
      RunInterrupted,
    );
    await turingConvolutional.run(parted.start());
    const weights = whole.arrays('weights.npz');
    expect(bytesOf(parted.arrays('weights.npz'))).toEqual(bytesOf(weights));

    const reader = await ConvolutionalReader.load(whole.spec, 32, weights);
    const cells = 32 * 32;
    const a = Float32Array.from({ length: cells }, (_, i) => 0.5 + 0.3 * Math.sin(i));
    const b = Float32Array.from({ length: cells }, (_, i) => 0.2 + 0.1 * Math.cos(i));
    const before = tf.memory().numTensors;
    const [first] = reader.read([{ observation: 'fields', size: 32, a, b }]);
    const [second] = reader.read([{ observation: 'fields', size: 32, a, b }]);
    expect(first.macrostate).toEqual(second.macrostate);
    expect(first.macrostate).toHaveLength(3);
    expect(tf.memory().numTensors).toBe(before);
  });
});
