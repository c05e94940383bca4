import * as tf from '@tensorflow/tfjs-core';

/** Sum of tensors of one shape. tfjs's addN fails on WebGPU beyond the eight buffers a shader may be given. */
export function total<T extends tf.Tensor>(tensors: readonly T[]): T {
  return tensors.reduce((sum, tensor) => tf.add(sum, tensor) as T);
}
