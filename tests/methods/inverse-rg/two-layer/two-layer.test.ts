import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { chooseBackend } from '../../../../main/compute/backends/index.ts';
import { batchOf } from '../../../../main/methods/inverse-rg/two-layer/batches.ts';
import { TwoLayerNetwork } from '../../../../main/methods/inverse-rg/two-layer/network.ts';
import { trainTwoLayer } from '../../../../main/methods/inverse-rg/two-layer/training.ts';
import { TwoLayerUpscaler } from '../../../../main/methods/inverse-rg/two-layer/upscaler.ts';
import { createSampler } from '../../../../main/physics/ising/samplers.ts';
import {
  emptyEnsemble,
  packedBytes,
  packSpins,
  type Ensemble,
} from '../../../../main/physics/ising/spins.ts';
import { criticalCoupling, HostError } from '../../../../preload/contract/index.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

beforeAll(async () => void (await chooseBackend('cpu').catch(() => chooseBackend())));
afterAll(() => tf.disposeVariables());

function ensembleOf(size: number, count: number, seed: number): Ensemble {
  const sampler = createSampler({
    algorithm: 'swendsen-wang',
    size,
    coupling: criticalCoupling,
    start: 'random',
    random: new RandomStream(seed, 'chain'),
  });
  const ensemble = emptyEnsemble(size, count);
  const spins = new Uint8Array(size * size);
  for (let i = 0; i < 20; i++) sampler.sweep();
  for (let i = 0; i < count; i++) {
    for (let sweep = 0; sweep < 3; sweep++) sampler.sweep();
    packSpins(sampler.read(spins), ensemble.packed, i * packedBytes(size));
  }
  return ensemble;
}

function upsampledSpins(coarse: Uint8Array, size: number): tf.Tensor4D {
  const side = 2 * size;
  const values = Float32Array.from({ length: side * side }, (_, i) => {
    const row = Math.floor(i / side) >> 1;
    return 2 * coarse[row * size + ((i % side) >> 1)] - 1;
  });
  return tf.tensor4d(values, [1, side, side, 1]);
}

describe('two-layer network', () => {
  it.each([
    [3, 609],
    [7, 3169],
  ])('k = %i has %i parameters', (size, count) => {
    expect(new TwoLayerNetwork(size, new RandomStream(1, 'weights')).weights.count).toBe(count);
  });

  it.each([3, 7])(
    'k = %i: tables give the fields of the convolutions',
    async (kernel) => {
      const network = new TwoLayerNetwork(kernel, new RandomStream(2, 'weights'));
      const upscaler = new TwoLayerUpscaler(await network.parameters());
      const random = new RandomStream(3, 'blocks');
      // Lattices on which no padding is longer than the lattice itself.
      for (const size of [4, 6, 8]) {
        const coarse = Uint8Array.from({ length: size * size }, () => random.integer(2));
        const expected = Float32Array.from(
          await tf.tidy(() => network.fields(upsampledSpins(coarse, size))).data(),
        );
        const measured = upscaler.localFields(coarse, size);
        const largest = expected.reduce((most, h, i) => Math.max(most, Math.abs(h - measured[i])), 0);
        expect(largest).toBeLessThan(1e-5);
      }
    },
    60_000,
  );

  it('samples with the probabilities it reports', async () => {
    const network = new TwoLayerNetwork(3, new RandomStream(4, 'weights'));
    const upscaler = new TwoLayerUpscaler(await network.parameters());
    const coarse = Uint8Array.of(1);
    const fine = new Uint8Array(4);
    const probabilities = Array.from({ length: 16 }, (_, state) =>
      Math.exp(upscaler.logProbability(coarse, 1, bits(state))),
    );
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
    const counts = new Float64Array(16);
    const random = new RandomStream(5, 'draws');
    const draws = 20_000;
    for (let i = 0; i < draws; i++) {
      upscaler.double(coarse, 1, random, fine);
      counts[fine.reduce((state, spin, bit) => state | (spin << bit), 0)]++;
    }
    const chiSquare = probabilities.reduce(
      (sum, p, state) => sum + (counts[state] - draws * p) ** 2 / (draws * p),
      0,
    );
    // 15 degrees of freedom: 1 in 10⁵ lies above 50.
    expect(chiSquare).toBeLessThan(50);
  }, 60_000);

  it('weighs a batch by 2^−ties', () => {
    const ensemble = ensembleOf(8, 6, 6);
    const batch = batchOf(ensemble, [0, 1, 2, 3, 4, 5], new RandomStream(7, 'ties'), true);
    const weights = Float32Array.from(batch.weights.dataSync());
    expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 6);
    const powers = Array.from(weights, (w) => Math.log2(w / weights[0]));
    for (const power of powers) expect(power).toBeCloseTo(Math.round(power), 4);
    expect(batch.spins.shape).toEqual([6, 8, 8, 1]);
  });

  const data = { training: ensembleOf(8, 64, 8), heldOut: ensembleOf(8, 32, 9) };
  const document = {
    model: { type: 'two-layer', size: 3 },
    optimiser: { name: 'adamw', epochs: 4, batch: 16 },
  };

  it('trains, and resumes with the same bits', async () => {
    const whole = new MemoryRun('upscaler-training', document);
    const trained = await trainTwoLayer(whole.start(), whole.spec, data, [0, 1]);
    const curve = whole.metric('training: loss');
    expect(curve).toHaveLength(16);
    expect(curve.at(-1)).toBeLessThan(curve[0]);
    expect(trained.loss.heldOut.error).toBeGreaterThan(0);

    const broken = new MemoryRun('upscaler-training', document);
    await expect(
      trainTwoLayer(
        broken.start(({ values }) => values.step === 6),
        broken.spec,
        data,
        [0, 1],
      ),
    ).rejects.toThrow('pause');
    const resumed = await trainTwoLayer(broken.start(), broken.spec, data, [0, 1]);
    expect(resumed).toEqual(trained);
  }, 60_000);

  it('says that Newton cannot train it', async () => {
    const run = new MemoryRun('upscaler-training', { ...document, optimiser: { name: 'newton' } });
    await expect(trainTwoLayer(run.start(), run.spec, data, [0, 1])).rejects.toThrow(HostError);
  });
});

function bits(state: number): Uint8Array {
  return Uint8Array.from({ length: 4 }, (_, bit) => (state >> bit) & 1);
}
