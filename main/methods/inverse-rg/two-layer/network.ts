import * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { padCircular } from '../../../compute/tensors/circular-padding.ts';
import { TensorWeights } from '../../../compute/tensors/weights.ts';
import type { UpscalerParameters } from '../upscaler.ts';

export type TwoLayerParameters = Extract<UpscalerParameters, { type: 'two-layer' }>;

/** Hidden channels of the paper's network, Sec. VI. */
export const hiddenChannels = 32;

/**
 * The paper's two-layer network (Sec. VI) on the current tensor backend: circular convolution k×k from 1 to 32 channels, ReLU,
 * circular convolution k×k from 32 to 1, on the nearest-neighbour upsampled block spins; no symmetry is imposed.
 */
export class TwoLayerNetwork {
  readonly size: number;
  readonly weights = new TensorWeights();
  readonly #first: tf.Variable;
  readonly #firstBias: tf.Variable;
  readonly #second: tf.Variable;
  readonly #secondBias: tf.Variable;

  /** Weights and biases begin uniform in ±1/√(fan-in), the usual start of a convolution. */
  constructor(size: number, random: RandomStream) {
    this.size = size;
    const block = (name: string, shape: number[], fanIn: number) => {
      const bound = 1 / Math.sqrt(fanIn);
      const length = shape.reduce((product, extent) => product * extent, 1);
      const values = Float32Array.from({ length }, () => random.between(-bound, bound));
      return this.weights.parameter(name, shape, values);
    };
    const cells = size * size;
    this.#first = block('first', [size, size, 1, hiddenChannels], cells);
    this.#firstBias = block('firstBias', [hiddenChannels], cells);
    this.#second = block('second', [size, size, hiddenChannels, 1], cells * hiddenChannels);
    this.#secondBias = block('secondBias', [1], cells * hiddenChannels);
  }

  /** h of every fine pixel: [batch, L, L, 1] of upsampled ±1 -> the same shape; p(↑) = 1/(1 + e^(−2h)), Eq. 9. */
  fields(upsampled: tf.Tensor4D): tf.Tensor4D {
    const margin = this.size >> 1;
    const hidden = tf.relu(
      tf.add(
        tf.conv2d(padCircular(upsampled, margin), this.#first as tf.Tensor4D, 1, 'valid'),
        this.#firstBias,
      ),
    );
    return tf.add(
      tf.conv2d(padCircular(hidden as tf.Tensor4D, margin), this.#second as tf.Tensor4D, 1, 'valid'),
      this.#secondBias,
    );
  }

  /** −ln U(σ|μ) per pixel of each configuration in nats, [batch]. `spins` are ±1. */
  losses(upsampled: tf.Tensor4D, spins: tf.Tensor4D): tf.Tensor1D {
    const margins = tf.mul(-2, tf.mul(this.fields(upsampled), spins));
    return tf.mean(tf.softplus(margins), [1, 2, 3]);
  }

  /** The trained numbers, as they are stored. */
  async parameters(): Promise<TwoLayerParameters> {
    const arrays = await this.weights.save();
    const values = (name: string) => arrays[name].data as Float32Array;
    return {
      type: 'two-layer',
      size: this.size,
      channels: hiddenChannels,
      first: values('first'),
      firstBias: values('firstBias'),
      second: values('second'),
      secondBias: values('secondBias'),
    };
  }

  restore(arrays: ArrayRecord): void {
    this.weights.restore(arrays);
  }

  dispose(): void {
    this.weights.dispose();
  }
}
