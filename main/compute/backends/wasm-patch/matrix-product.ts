import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { BatchMatMul, _FusedMatMul, type KernelConfig, type TensorInfo } from '@tensorflow/tfjs-core';
import { originalKernel, values, wasmKernel } from './kernel.ts';

interface Transposes {
  transposeA: boolean;
  transposeB: boolean;
}

/** Rows taken together: what they write to one column fills a cache line. */
const block = 16;

/**
 * Matrix products with transposed operands. The backend's own run through a scalar loop as soon as one side is transposed, which
 * every gradient of a product is; transposing first and multiplying with XNNPACK is about ten times as fast.
 */
export function transposingProducts(): KernelConfig[] {
  return [BatchMatMul, _FusedMatMul].map((name) => {
    const multiply = originalKernel<'a' | 'b', Transposes>(name);
    return wasmKernel<'a' | 'b', Transposes>(name, ({ inputs, attrs, backend }) => {
      const made: TensorInfo[] = [];
      const upright = (tensor: TensorInfo, transposed: boolean): TensorInfo => {
        if (!transposed) return tensor;
        const result = transposeMatrices(backend, tensor);
        made.push(result);
        return result;
      };
      const product = multiply({
        backend,
        // Bias and activation weights of the fused product pass through untouched.
        inputs: {
          ...inputs,
          a: upright(inputs.a, attrs.transposeA),
          b: upright(inputs.b, attrs.transposeB),
        },
        attrs: { ...attrs, transposeA: false, transposeB: false },
      });
      for (const tensor of made) backend.disposeData(tensor.dataId);
      return product;
    });
  });
}

/** [..., rows, columns] -> [..., columns, rows], block by block: the backend's own goes column by column and misses the cache. */
function transposeMatrices(backend: BackendWasm, tensor: TensorInfo): TensorInfo {
  const outer = tensor.shape.slice(0, -2);
  const [rows, columns] = tensor.shape.slice(-2);
  const output = backend.makeOutput([...outer, columns, rows], 'float32');
  const from = values(backend, tensor);
  const to = values(backend, output);
  const size = rows * columns;
  for (let start = 0; start < from.length; start += size) {
    for (let first = 0; first < rows; first += block) {
      const last = Math.min(first + block, rows);
      for (let column = 0; column < columns; column++) {
        const target = start + column * rows;
        let source = start + first * columns + column;
        for (let row = first; row < last; row++, source += columns) to[target + row] = from[source];
      }
    }
  }
  return output;
}
