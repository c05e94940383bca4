import { Sum, util, type KernelConfig } from '@tensorflow/tfjs-core';
import { originalKernel, values, wasmKernel } from './kernel.ts';

/**
 * Sums over the leading axes, [n, …, c] -> [c], which is every bias's gradient. The backend transposes the tensor first; adding up rows
 * needs no second copy.
 */
export function columnSums(): KernelConfig {
  const sum = originalKernel<'x', { axis: number | number[]; keepDims: boolean }>(Sum);
  return wasmKernel<'x', { axis: number | number[]; keepDims: boolean }>(Sum, (call) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const axes = util.parseAxisParam(attrs.axis, x.shape).toSorted((a, b) => a - b);
    const leading = axes.every((axis, i) => axis === i) && axes.length < x.shape.length;
    const kept = x.shape.slice(axes.length);
    const columns = util.sizeFromShape(kept);
    if (!leading || axes.length === 0 || columns < 2 || x.dtype !== 'float32') return sum(call);
    const output = backend.makeOutput(attrs.keepDims ? [...axes.map(() => 1), ...kept] : kept, 'float32');
    const from = values(backend, x);
    const sums = new Float64Array(columns);
    for (let start = 0; start < from.length; start += columns) {
      for (let i = 0; i < columns; i++) sums[i] += from[start + i];
    }
    values(backend, output).set(sums);
    return output;
  });
}
