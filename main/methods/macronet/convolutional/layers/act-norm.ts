import * as tf from '@tensorflow/tfjs-core';
import type { TensorWeights } from '../../../../compute/tensors/weights.ts';
import type { InvertibleLayer } from './layer.ts';

/** Keeps a channel that is constant in the first batch from being blown up. */
const varianceFloor = 1e-6;

/**
 * z = (x + bias)·exp(logScale) for each entry of the last axis (Kingma and Dhariwal 2018, ActNorm). Coarse channels of a pattern
 * are tens of times as large as fine ones; `initialise` brings all of them to mean 0 and deviation 1 on a first batch.
 */
export class ActNorm implements InvertibleLayer {
  readonly #bias: tf.Variable;
  readonly #logScale: tf.Variable;

  constructor({ name, weights, length }: { name: string; weights: TensorWeights; length: number }) {
    this.#bias = weights.parameter(`${name}.bias`, [length], new Float32Array(length));
    this.#logScale = weights.parameter(`${name}.logScale`, [length], new Float32Array(length));
  }

  initialise(x: tf.Tensor): void {
    const length = x.shape[x.rank - 1];
    const rows = tf.reshape(x, [x.size / length, length]);
    const mean = tf.mean(rows, 0);
    const variance = tf.mean(tf.square(tf.sub(rows, mean)), 0);
    this.#bias.assign(tf.neg(mean));
    this.#logScale.assign(tf.mul(tf.log(tf.add(variance, varianceFloor)), -0.5));
  }

  forward(x: tf.Tensor): { z: tf.Tensor; logDeterminant: tf.Tensor1D } {
    const [batch] = x.shape;
    const positions = x.size / (batch * this.#bias.size);
    const each = tf.mul(tf.sum(this.#logScale), positions);
    return {
      z: tf.mul(tf.add(x, this.#bias), tf.exp(this.#logScale)),
      logDeterminant: tf.mul(each, tf.ones([batch])) as tf.Tensor1D,
    };
  }

  inverse(z: tf.Tensor): tf.Tensor {
    return tf.sub(tf.div(z, tf.exp(this.#logScale)), this.#bias);
  }
}
