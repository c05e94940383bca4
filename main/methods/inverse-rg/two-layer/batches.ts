import * as tf from '@tensorflow/tfjs-core';
import type { RandomStream } from '../../../compute/random.ts';
import { blockMajority } from '../../../physics/ising/blocking.ts';
import { configuration, type Ensemble } from '../../../physics/ising/spins.ts';

/** Configurations σ with their blocks μ as the network reads them, [batch, L, L, 1] of ±1, and weights that sum to one. */
export interface Batch {
  spins: tf.Tensor4D;
  upsampled: tf.Tensor4D;
  weights: tf.Tensor1D;
}

/**
 * A batch of configurations, blocked by the majority rule with ties from `random`. Weighted batches give each the weight
 * D(μ|σ) = 2^(−ties) of Eq. 13, relative to the batch.
 */
export function batchOf(
  ensemble: Ensemble,
  chosen: ArrayLike<number>,
  random: RandomStream,
  weighted: boolean,
): Batch {
  const { size } = ensemble;
  const cells = size * size;
  const count = chosen.length;
  const fine = new Uint8Array(cells);
  const coarse = new Uint8Array(cells / 4);
  const spins = new Float32Array(count * cells);
  const upsampled = new Float32Array(count * cells);
  const ties = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    configuration(ensemble, chosen[i], fine);
    ties[i] = blockMajority(fine, size, random, coarse);
    for (let row = 0, cell = 0; row < size; row++) {
      for (let column = 0; column < size; column++, cell++) {
        spins[i * cells + cell] = 2 * fine[cell] - 1;
        upsampled[i * cells + cell] = 2 * coarse[(row >> 1) * (size >> 1) + (column >> 1)] - 1;
      }
    }
  }
  const shape: [number, number, number, number] = [count, size, size, 1];
  return {
    spins: tf.tensor4d(spins, shape),
    upsampled: tf.tensor4d(upsampled, shape),
    weights: tf.tensor1d(weighted ? relativeWeights(ties) : new Float32Array(count).fill(1 / count)),
  };
}

function relativeWeights(ties: Float64Array): Float32Array {
  const fewest = ties.reduce((low, value) => Math.min(low, value), Infinity);
  const weights = ties.map((value) => 2 ** (fewest - value));
  const sum = weights.reduce((total, value) => total + value, 0);
  return Float32Array.from(weights, (value) => value / sum);
}
