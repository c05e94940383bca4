import * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import { TensorAdam } from '../../../compute/tensors/adam.ts';
import { padCircular } from '../../../compute/tensors/circular-padding.ts';
import { TensorWeights } from '../../../compute/tensors/weights.ts';
import { encoderChannels, encoderSize, encoderSpec } from './encoder.ts';
import type { TensorStep } from './hybrid-tensors.ts';
import { filterParameter, transposedParameter, vectorParameter } from './imported-weights.ts';

const convolutions = [
  { side: 5, stride: 2 },
  { side: 3, stride: 2 },
  { side: 3, stride: 2 },
  { side: 3, stride: 1 },
];
const slope = 0.1;
/** As in main/compute/simd/pooling.ts. */
const varianceFloor = 1e-5;

/**
 * The training step of encoder.ts written with tfjs, for the current backend.
 *
 * @param arrays weights of the engine's encoder (`saveModules`)
 * @param images [batch][channel][size][size]
 */
export function encoderTensorStep(arrays: ArrayRecord, images: Float32Array): TensorStep {
  const { batch, optimiser } = encoderSpec;
  const weights = new TensorWeights();
  const layers = convolutions.map((geometry, index) => {
    const name = `encoder.convolution${index}`;
    return {
      ...geometry,
      filter: filterParameter(weights, arrays, `${name}.weight`, geometry.side),
      bias: vectorParameter(weights, arrays, `${name}.bias`),
    };
  });
  const head = [0, 1].map((layer) => ({
    weight: transposedParameter(weights, arrays, `encoder.head.weight${layer}`),
    bias: vectorParameter(weights, arrays, `encoder.head.bias${layer}`),
  }));
  const adam = new TensorAdam(weights, { clip: optimiser.clip });
  const input = tf.tidy(
    () =>
      tf.transpose(
        tf.tensor4d(images, [batch, encoderChannels, encoderSize, encoderSize]),
        [0, 2, 3, 1],
      ) as tf.Tensor4D,
  );

  const loss = (): tf.Scalar => {
    const features = layers.reduce((x, { side, stride, filter, bias }) => {
      const convolved = tf.conv2d(padCircular(x, (side - 1) / 2), filter, stride, 'valid');
      return tf.leakyRelu(tf.add(convolved, bias), slope) as tf.Tensor4D;
    }, input);
    const pooled = tf.concat([moments(features), moments(input)], 1);
    const hidden = tf.leakyRelu(tf.add(tf.matMul(pooled, head[0].weight), head[0].bias), slope);
    const output = tf.add(tf.matMul(hidden as tf.Tensor2D, head[1].weight), head[1].bias);
    return tf.mul(tf.sum(tf.square(output)), 0.5 / batch);
  };
  return {
    step: () => tf.tidy(() => (adam.minimise(loss, optimiser.learningRate).dataSync() as Float32Array)[0]),
    dispose: () => {
      adam.dispose();
      weights.dispose();
      input.dispose();
    },
  };
}

/** Mean and standard deviation of each channel over the image: [batch, 2·channels]. */
function moments(x: tf.Tensor4D): tf.Tensor2D {
  const mean = tf.mean(x, [1, 2], true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), [1, 2]);
  const flat = tf.reshape(mean, [x.shape[0], x.shape[3]]);
  return tf.concat([flat, tf.sqrt(tf.add(variance, varianceFloor))], 1) as tf.Tensor2D;
}
