import {
  BatchMatMul,
  Transpose,
  _FusedMatMul,
  type KernelConfig,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { originalKernel, wasmKernel, type KernelCall } from './kernel.ts';

interface Transposes {
  transposeA: boolean;
  transposeB: boolean;
}

/**
 * Matrix products with transposed operands. The backend's own run through a scalar loop as soon as one side is transposed, which
 * every gradient of a product is; transposing first and multiplying with XNNPACK is about ten times as fast.
 */
export function transposingProducts(): KernelConfig[] {
  return [BatchMatMul, _FusedMatMul].map((name) => {
    const multiply = originalKernel<'a' | 'b', Transposes>(name);
    const transpose = originalKernel<'x', { perm: number[] }>(Transpose);
    return wasmKernel<'a' | 'b', Transposes>(name, (call) => {
      const { backend, attrs } = call;
      const made: TensorInfo[] = [];
      const upright = (tensor: TensorInfo, transposed: boolean): TensorInfo => {
        if (!transposed) return tensor;
        const rank = tensor.shape.length;
        const perm = tensor.shape.map((_, axis) => axis);
        [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
        const result = transpose({ inputs: { x: tensor }, attrs: { perm }, backend });
        made.push(result);
        return result;
      };
      const uprightCall: KernelCall<'a' | 'b', Transposes> = {
        backend,
        // Bias and activation weights of the fused product pass through untouched.
        inputs: {
          ...call.inputs,
          a: upright(call.inputs.a, attrs.transposeA),
          b: upright(call.inputs.b, attrs.transposeB),
        },
        attrs: { ...attrs, transposeA: false, transposeB: false },
      };
      const product = multiply(uprightCall);
      for (const tensor of made) backend.disposeData(tensor.dataId);
      return product;
    });
  });
}
