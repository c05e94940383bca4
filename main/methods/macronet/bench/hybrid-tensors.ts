import * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import { TensorAdam } from '../../../compute/tensors/adam.ts';
import { AffineCoupling } from '../convolutional/layers/affine-coupling.ts';
import type { InvertibleLayer } from '../convolutional/layers/layer.ts';
import { OrthogonalMixing } from '../convolutional/layers/orthogonal-mixing.ts';
import { total } from '../../../compute/tensors/total.ts';
import { TensorWeights } from '../../../compute/tensors/weights.ts';
import { hybridSpec, type Batch } from './hybrid.ts';
import { transposedParameter, vectorParameter } from './imported-weights.ts';

export interface TensorStep {
  /** Forward, backward, Adam. Returns the loss. */
  step(): number;
  dispose(): void;
}

/**
 * The training step of hybrid.ts written with tfjs, for the current backend.
 *
 * @param arrays weights of the engine's model (`saveModules`), so that both start from the same function
 */
export function hybridTensorStep(arrays: ArrayRecord, { u, v }: Batch): TensorStep {
  const { batch, components, macroDimension, gamma, optimiser } = hybridSpec;
  const weights = new TensorWeights();
  const flowU = flowLayers(weights, arrays, 'flowU', 4, hybridSpec.flowU.layers);
  const flowV = flowLayers(weights, arrays, 'flowV', components, hybridSpec.flowV.layers);
  const adam = new TensorAdam(weights, { clip: optimiser.clip });
  const inputs = tf.tidy(() => ({ u: tf.tensor2d(u, [batch, 4]), v: tf.tensor2d(v, [batch, components]) }));

  const loss = (): tf.Scalar => {
    const ofU = through(flowU, inputs.u);
    const ofV = through(flowV, inputs.v);
    const macro = (z: tf.Tensor2D) => tf.slice2d(z, [0, 0], [batch, macroDimension]);
    const prediction = tf.div(tf.sum(tf.square(tf.sub(macro(ofU.z), macro(ofV.z)))), batch);
    return tf.add(prediction, tf.mul(gamma, tf.add(ofU.density, ofV.density)));
  };
  return {
    step: () => tf.tidy(() => (adam.minimise(loss, optimiser.learningRate).dataSync() as Float32Array)[0]),
    dispose: () => {
      adam.dispose();
      weights.dispose();
      tf.dispose([inputs.u, inputs.v]);
    },
  };
}

/** (rotation, affine coupling) pairs with the weights of a flow of the engine. */
function flowLayers(
  weights: TensorWeights,
  arrays: ArrayRecord,
  flow: string,
  dimension: number,
  layers: number,
): InvertibleLayer[] {
  return Array.from({ length: layers }, (_, index): InvertibleLayer[] => {
    const name = `${flow}.${index}`;
    const rotation = transposedParameter(weights, arrays, `${name}.mixing.rotation`, 'constant');
    const network = [0, 1, 2].map((layer) => ({
      weight: transposedParameter(weights, arrays, `${name}.coupling.weight${layer}`),
      bias: vectorParameter(weights, arrays, `${name}.coupling.bias${layer}`),
    }));
    const apply = (x: tf.Tensor): tf.Tensor =>
      network.reduce((h, { weight, bias }, layer) => {
        const y = tf.add(tf.matMul(h as tf.Tensor2D, weight), bias);
        return layer === network.length - 1 ? y : tf.relu(y);
      }, x);
    return [
      new OrthogonalMixing(rotation),
      new AffineCoupling({ apply }, { kept: Math.floor(dimension / 2), clamp: hybridSpec.flowU.clamp }),
    ];
  }).flat();
}

/** z and the mean negative log-likelihood under a standard normal. */
function through(layers: InvertibleLayer[], x: tf.Tensor2D): { z: tf.Tensor2D; density: tf.Scalar } {
  const determinants: tf.Tensor1D[] = [];
  const z = layers.reduce<tf.Tensor>((y, layer) => {
    const pass = layer.forward(y);
    if (pass.logDeterminant) determinants.push(pass.logDeterminant);
    return pass.z;
  }, x) as tf.Tensor2D;
  const [batch, dimension] = z.shape;
  const energy = tf.sub(tf.mul(0.5, tf.sum(tf.square(z))), tf.sum(total(determinants)));
  const density = tf.add(tf.div(energy, batch), 0.5 * dimension * Math.log(2 * Math.PI));
  return { z, density: density as tf.Scalar };
}
