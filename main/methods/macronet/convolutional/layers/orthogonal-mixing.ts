import * as tf from '@tensorflow/tfjs-core';
import type { InvertibleLayer } from './layer.ts';

/** z = x·R on the last axis with a fixed orthogonal R [n, n]: a rotation of vectors, a 1×1 convolution of images. */
export class OrthogonalMixing implements InvertibleLayer {
  readonly #matrix: tf.Tensor2D;

  constructor(matrix: tf.Tensor2D) {
    this.#matrix = matrix;
  }

  forward(x: tf.Tensor): { z: tf.Tensor; logDeterminant: null } {
    return { z: this.#multiply(x, false), logDeterminant: null };
  }

  inverse(z: tf.Tensor): tf.Tensor {
    return this.#multiply(z, true);
  }

  #multiply(x: tf.Tensor, transposed: boolean): tf.Tensor {
    const length = this.#matrix.shape[0];
    const rows = tf.reshape(x, [x.size / length, length]);
    return tf.reshape(tf.matMul(rows, this.#matrix, false, transposed), x.shape);
  }
}
