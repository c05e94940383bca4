import * as tf from '@tensorflow/tfjs-core';
import type { InvertibleLayer } from './layer.ts';
import { OrthogonalMixing } from './orthogonal-mixing.ts';

/**
 * Trades resolution for channels, [batch, 2h, 2w, c] -> [batch, h, w, 4c]: the four pixels of each 2×2 block side by side, in
 * the order upper left, upper right, lower left, lower right, c channels each.
 */
export class PixelShuffle implements InvertibleLayer {
  forward(x: tf.Tensor): { z: tf.Tensor; logDeterminant: null } {
    const [batch, height, width, channels] = x.shape;
    const blocks = tf.reshape(x, [batch, height / 2, 2, width / 2, 2, channels]);
    const z = tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), [
      batch,
      height / 2,
      width / 2,
      4 * channels,
    ]);
    return { z, logDeterminant: null };
  }

  inverse(z: tf.Tensor): tf.Tensor {
    const [batch, height, width, channels] = z.shape;
    const blocks = tf.reshape(z, [batch, height, width, 2, 2, channels / 4]);
    return tf.reshape(tf.transpose(blocks, [0, 1, 3, 2, 4, 5]), [batch, 2 * height, 2 * width, channels / 4]);
  }
}

/** The 2×2 Haar wavelets as columns: mean, horizontal, vertical and diagonal difference. Orthogonal. */
const haar = [
  [0.5, 0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5, -0.5],
  [0.5, 0.5, -0.5, -0.5],
  [0.5, -0.5, -0.5, 0.5],
];

/**
 * One level of the Haar transform, [batch, 2h, 2w, c] -> [batch, h, w, 4c]: first the block means of every channel (times 2, so
 * that the map is orthogonal), then the three kinds of differences.
 */
export class HaarSqueeze implements InvertibleLayer {
  readonly #shuffle = new PixelShuffle();
  readonly #mixing: OrthogonalMixing;

  /** @param matrix from `haarMatrix`, for as many channels as come in */
  constructor(matrix: tf.Tensor2D) {
    this.#mixing = new OrthogonalMixing(matrix);
  }

  forward(x: tf.Tensor): { z: tf.Tensor; logDeterminant: null } {
    return this.#mixing.forward(this.#shuffle.forward(x).z);
  }

  inverse(z: tf.Tensor): tf.Tensor {
    return this.#shuffle.inverse(this.#mixing.inverse(z));
  }
}

/** The Haar transform of four pixels of c channels as a matrix [4c, 4c]. */
export function haarMatrix(channels: number): Float32Array {
  const side = 4 * channels;
  const matrix = new Float32Array(side * side);
  haar.forEach((row, pixel) =>
    row.forEach((value, wavelet) => {
      for (let c = 0; c < channels; c++) {
        matrix[(pixel * channels + c) * side + wavelet * channels + c] = value;
      }
    }),
  );
  return matrix;
}
