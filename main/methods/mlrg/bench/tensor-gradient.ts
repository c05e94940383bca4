import type * as tfjs from '@tensorflow/tfjs-core';
import type { Tensors } from '../../../compute/backends/index.ts';
import type { MonotoneNetwork } from '../moderator/network.ts';

/**
 * Gradient of Σ J(1), through RK4 × 2, with respect to the parameters of a network without layer norm, as tensors give it: gradients of gradients.
 */
export function tensorGradient(tf: Tensors, network: MonotoneNetwork, start: Float64Array): Float32Array[] {
  const { couplings } = network;
  return tf.tidy(() => {
    const parameters = tensorParameters(tf, network);
    const begin = tf.tensor2d(Float32Array.from(start), [start.length / couplings, couplings]);
    const end = (...theta: tfjs.Tensor[]) => {
      const slope = tf.grad((position) => monotone(tf, theta, position as tfjs.Tensor2D));
      return tf.sum(rungeKutta(tf, slope, begin));
    };
    return tf
      .grads(end as (...x: tfjs.Tensor[]) => tfjs.Scalar)(parameters)
      .map((g) => g.dataSync() as Float32Array);
  });
}

/** Weights and bias of every layer, then the last weights. */
function tensorParameters(tf: Tensors, { places, parameters }: MonotoneNetwork): tfjs.Tensor[] {
  const floats = Float32Array.from(parameters);
  const tensors: tfjs.Tensor[] = [];
  let end = 0;
  for (const { inputs, outputs, start } of places) {
    const bias = start + inputs * outputs;
    end = bias + outputs;
    tensors.push(tf.tensor2d(floats.subarray(start, bias), [outputs, inputs]));
    tensors.push(tf.tensor1d(floats.subarray(bias, end)));
  }
  return [...tensors, tf.tensor2d(floats.subarray(end), [floats.length - end, 1])];
}

/** tanh whose derivative is made of its argument: that of tfjs is made of its result, through which no second derivative passes. */
function tanh(tf: Tensors, x: tfjs.Tensor): tfjs.Tensor {
  const differentiable = tf.customGrad((argument, save) => {
    (save as tfjs.GradSaveFunc)([argument as tfjs.Tensor]);
    return {
      value: tf.tanh(argument as tfjs.Tensor),
      gradFunc: (upstream, [saved]) => tf.mul(upstream, tf.sub(1, tf.square(tanh(tf, saved)))),
    };
  });
  return differentiable(x);
}

function monotone(tf: Tensors, theta: tfjs.Tensor[], position: tfjs.Tensor2D): tfjs.Scalar {
  let x: tfjs.Tensor = position;
  for (let l = 0; l + 1 < theta.length; l += 2) {
    x = tanh(tf, tf.add(tf.matMul(x as tfjs.Tensor2D, theta[l] as tfjs.Tensor2D, false, true), theta[l + 1]));
  }
  return tf.sum(tf.matMul(x as tfjs.Tensor2D, theta[theta.length - 1] as tfjs.Tensor2D));
}

/** Four stages in each of two steps, as `FlowTape` takes them. */
function rungeKutta(tf: Tensors, slope: (x: tfjs.Tensor) => tfjs.Tensor, start: tfjs.Tensor): tfjs.Tensor {
  let x = start;
  for (let step = 0; step < 2; step++) {
    const moved = (k: tfjs.Tensor, reach: number) => tf.add(x, tf.mul(k, -reach / 2));
    const k1 = slope(x);
    const k2 = slope(moved(k1, 1 / 2));
    const k3 = slope(moved(k2, 1 / 2));
    const k4 = slope(moved(k3, 1));
    x = moved(tf.add(tf.add(k1, k4), tf.mul(tf.add(k2, k3), 2)), 1 / 6);
  }
  return x;
}
