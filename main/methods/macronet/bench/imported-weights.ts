import type * as tf from '@tensorflow/tfjs-core';
import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import { arrayNamed } from '../stored.ts';
import type { TensorWeights } from '../../../compute/tensors/weights.ts';

/** A matrix [outputs][inputs] of the engine as a tensor [inputs, outputs], which multiplies examples from the right. */
export function transposedParameter(
  weights: TensorWeights,
  arrays: ArrayRecord,
  name: string,
  group: 'parameter' | 'constant' = 'parameter',
): tf.Tensor2D {
  const values = arrayNamed(arrays, name, Float32Array);
  const [outputs, inputs] = arrays[name].shape;
  const transposed = Float32Array.from(
    values,
    (_, i) => values[(i % outputs) * inputs + Math.floor(i / outputs)],
  );
  return weights[group](name, [inputs, outputs], transposed) as tf.Tensor2D;
}

/** Biases [outputs], the same in both. */
export function vectorParameter(weights: TensorWeights, arrays: ArrayRecord, name: string): tf.Tensor1D {
  const values = arrayNamed(arrays, name, Float32Array);
  return weights.parameter(name, [values.length], values) as unknown as tf.Tensor1D;
}

/** A filter [outputs][inputs·side·side] of the engine as tfjs has it, [side, side, inputs, outputs]. */
export function filterParameter(
  weights: TensorWeights,
  arrays: ArrayRecord,
  name: string,
  side: number,
): tf.Tensor4D {
  const values = arrayNamed(arrays, name, Float32Array);
  const [outputs, taps] = arrays[name].shape;
  const area = side * side;
  const inputs = taps / area;
  const filter = new Float32Array(values.length);
  for (let o = 0; o < outputs; o++) {
    for (let c = 0; c < inputs; c++) {
      for (let tap = 0; tap < area; tap++) {
        filter[(tap * inputs + c) * outputs + o] = values[(o * inputs + c) * area + tap];
      }
    }
  }
  return weights.parameter(name, [side, side, inputs, outputs], filter) as unknown as tf.Tensor4D;
}
