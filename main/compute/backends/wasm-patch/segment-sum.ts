import { UnsortedSegmentSum, type KernelConfig } from '@tensorflow/tfjs-core';
import { values, wasmKernel } from './kernel.ts';

/**
 * Sums rows that share a segment: x [n, …], segmentIds [n] -> [numSegments, …]. It is gather's gradient, and missing from the
 * wasm backend. Rows whose segment lies outside [0, numSegments) are dropped, as TensorFlow defines it for negative ones.
 */
export const segmentSum: KernelConfig = wasmKernel<'x' | 'segmentIds', { numSegments: number }>(
  UnsortedSegmentSum,
  ({ inputs: { x, segmentIds }, attrs: { numSegments }, backend }) => {
    const rows = segmentIds.shape.reduce((a, b) => a * b, 1);
    const inner = x.shape.slice(segmentIds.shape.length);
    const length = inner.reduce((a, b) => a * b, 1);
    const output = backend.makeOutput([numSegments, ...inner], 'float32');
    const from = values(backend, x);
    const to = values(backend, output).fill(0);
    const segments = backend.typedArrayFromHeap(segmentIds);
    for (let row = 0; row < rows; row++) {
      const segment = segments[row];
      if (segment < 0 || segment >= numSegments) continue;
      for (let i = 0, s = row * length, t = segment * length; i < length; i++) to[t + i] += from[s + i];
    }
    return output;
  },
);
