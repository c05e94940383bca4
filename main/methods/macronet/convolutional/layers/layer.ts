import type * as tf from '@tensorflow/tfjs-core';

/**
 * An invertible map of tensors [batch, …]. To be called within tf.tidy; both directions are differentiable with tfjs's tape.
 */
export interface InvertibleLayer {
  /** z, and log|det ∂z/∂x| of each example [batch], or null where it is 0 for every x. */
  forward(x: tf.Tensor): { z: tf.Tensor; logDeterminant: tf.Tensor1D | null };
  /** x such that forward(x).z = z. */
  inverse(z: tf.Tensor): tf.Tensor;
  /** Sets what depends on data from a first batch. */
  initialise?(x: tf.Tensor): void;
}

/** A differentiable function on the last axis and, for images, the neighbourhood: what a coupling asks. */
export interface Network {
  apply(x: tf.Tensor): tf.Tensor;
}
