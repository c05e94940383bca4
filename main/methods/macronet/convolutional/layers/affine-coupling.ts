import * as tf from '@tensorflow/tfjs-core';
import type { InvertibleLayer, Network } from './layer.ts';

/**
 * Affine coupling (Dinh et al. 2017, RealNVP) on the last axis of vectors or images: the first `kept` entries pass and decide
 * scale and shift of the rest, z₂ = x₂·exp(s) + t, s = c·tanh(o/c).
 */
export class AffineCoupling implements InvertibleLayer {
  readonly #network: Network;
  readonly #kept: number;
  readonly #clamp: number;

  /** @param network from `kept` entries to twice the rest: first o, then t */
  constructor(network: Network, options: { kept: number; clamp: number }) {
    this.#network = network;
    this.#kept = options.kept;
    this.#clamp = options.clamp;
  }

  forward(x: tf.Tensor): { z: tf.Tensor; logDeterminant: tf.Tensor1D } {
    const [kept, moved] = this.#parts(x);
    const [scale, shift] = this.#scaleAndShift(kept);
    const z = tf.concat([kept, tf.add(tf.mul(moved, tf.exp(scale)), shift)], -1);
    const inner = scale.shape.map((_, axis) => axis).slice(1);
    return { z, logDeterminant: tf.sum(scale, inner) as tf.Tensor1D };
  }

  inverse(z: tf.Tensor): tf.Tensor {
    const [kept, moved] = this.#parts(z);
    const [scale, shift] = this.#scaleAndShift(kept);
    return tf.concat([kept, tf.div(tf.sub(moved, shift), tf.exp(scale))], -1);
  }

  #parts(x: tf.Tensor): tf.Tensor[] {
    const length = x.shape[x.rank - 1];
    return tf.split(x, [this.#kept, length - this.#kept], -1);
  }

  #scaleAndShift(kept: tf.Tensor): [tf.Tensor, tf.Tensor] {
    const [raw, shift] = tf.split(this.#network.apply(kept), 2, -1);
    return [tf.mul(this.#clamp, tf.tanh(tf.div(raw, this.#clamp))), shift];
  }
}
