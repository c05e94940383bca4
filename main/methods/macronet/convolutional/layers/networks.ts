import * as tf from '@tensorflow/tfjs-core';
import type { RandomStream } from '../../../../compute/random.ts';
import type { TensorWeights } from '../../../../compute/tensors/weights.ts';
import { padCircular } from '../../../../compute/tensors/circular-padding.ts';
import type { Network } from './layer.ts';

export interface NetworkOptions {
  /** Prefix of its weights' names. */
  name: string;
  weights: TensorWeights;
  inputs: number;
  /** Units or channels of each of the two hidden ReLU layers. */
  hidden: number;
  outputs: number;
  stream: RandomStream;
}

/** The last layer starts this much smaller than usual, so that a coupling starts near the identity. */
const lastGain = 0.01;

interface Affine {
  weight: tf.Variable;
  bias: tf.Variable;
}

/** Weights [...shape] drawn from N(0, gain² · 2 / inputs) (He et al. 2015), the last axis being the outputs, and zero biases. */
function affine({ weights, stream }: NetworkOptions, name: string, shape: number[], gain: number): Affine {
  const outputs = shape[shape.length - 1];
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  stream.fillNormal(values, gain * Math.sqrt((2 * outputs) / values.length));
  return {
    weight: weights.parameter(`${name}.weight`, shape, values),
    bias: weights.parameter(`${name}.bias`, [outputs], new Float32Array(outputs)),
  };
}

/** Multilayer perceptron on [batch, inputs]. */
export class Perceptron implements Network {
  readonly #layers: Affine[];

  constructor(options: NetworkOptions) {
    const { name, inputs, hidden, outputs } = options;
    this.#layers = [
      affine(options, `${name}.0`, [inputs, hidden], 1),
      affine(options, `${name}.1`, [hidden, hidden], 1),
      affine(options, `${name}.2`, [hidden, outputs], lastGain),
    ];
  }

  apply(x: tf.Tensor): tf.Tensor {
    const [first, second, last] = this.#layers;
    return dense(tf.relu(dense(tf.relu(dense(x as tf.Tensor2D, first)), second)), last);
  }
}

/**
 * Convolutional network on periodic images [batch, height, width, inputs]: 3×3, then twice 1×1. The neighbourhood is taken in
 * where the channels are few; the receptive field grows with the couplings and the scales.
 */
export class ConvolutionalNetwork implements Network {
  readonly #neighbourhood: Affine;
  readonly #layers: Affine[];

  constructor(options: NetworkOptions) {
    const { name, inputs, hidden, outputs } = options;
    this.#neighbourhood = affine(options, `${name}.0`, [3, 3, inputs, hidden], 1);
    this.#layers = [
      affine(options, `${name}.1`, [hidden, hidden], 1),
      affine(options, `${name}.2`, [hidden, outputs], lastGain),
    ];
  }

  apply(x: tf.Tensor): tf.Tensor {
    const [batch, height, width] = x.shape;
    const { weight, bias } = this.#neighbourhood;
    const seen = tf.conv2d(padCircular(x as tf.Tensor4D, 1), weight as tf.Tensor4D, 1, 'valid');
    const [second, last] = this.#layers;
    const pixels = tf.reshape(tf.relu(tf.add(seen, bias)), [batch * height * width, seen.shape[3]]);
    const result = dense(tf.relu(dense(pixels as tf.Tensor2D, second)), last);
    return tf.reshape(result, [batch, height, width, result.shape[1]]);
  }
}

function dense(x: tf.Tensor2D, { weight, bias }: Affine): tf.Tensor2D {
  return tf.add(tf.matMul(x, weight as tf.Tensor2D), bias);
}
