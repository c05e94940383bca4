import * as tf from '@tensorflow/tfjs-core';

/**
 * The invertible form of a global mean: a Householder reflection over the positions of an image that turns the uniform vector
 * into the first one. Its first output is the mean of each channel times √positions, the others complete it to an orthogonal
 * map, so nothing is lost and log|det| = 0.
 */
export class SpatialMean {
  readonly #height: number;
  readonly #width: number;

  constructor(height: number, width: number) {
    this.#height = height;
    this.#width = width;
  }

  /** [batch, height, width, channels] -> mean [batch, channels] and the rest [batch, positions − 1, channels]. */
  forward(x: tf.Tensor): { mean: tf.Tensor2D; rest: tf.Tensor3D } {
    const [batch, , , channels] = x.shape;
    const positions = this.#height * this.#width;
    const reflected = this.#reflect(tf.reshape(x, [batch, positions, channels]));
    const [mean, rest] = tf.split(reflected, [1, positions - 1], 1);
    return { mean: tf.reshape(mean, [batch, channels]), rest: rest as tf.Tensor3D };
  }

  inverse(mean: tf.Tensor2D, rest: tf.Tensor3D): tf.Tensor4D {
    const [batch, channels] = mean.shape;
    const reflected = this.#reflect(tf.concat([tf.reshape(mean, [batch, 1, channels]), rest], 1));
    return tf.reshape(reflected, [batch, this.#height, this.#width, channels]);
  }

  /** (1 − 2 v vᵀ) x over the positions, v along the uniform unit vector minus the first; its own inverse. */
  #reflect(x: tf.Tensor): tf.Tensor {
    const positions = this.#height * this.#width;
    const v = new Float32Array(positions).fill(1 / Math.sqrt(positions));
    v[0] -= 1;
    const norm = Math.hypot(...v);
    const axis = tf.tensor(
      v.map((value) => value / norm),
      [1, positions, 1],
    );
    const along = tf.sum(tf.mul(x, axis), 1, true);
    return tf.sub(x, tf.mul(tf.mul(along, 2), axis));
  }
}
