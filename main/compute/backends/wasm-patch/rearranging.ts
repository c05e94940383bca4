import {
  Concat,
  Slice,
  SplitV,
  backend_util,
  slice_util,
  util,
  type KernelConfig,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { originalKernel, values, wasmKernel } from './kernel.ts';

/** Shorter runs are copied value by value: the call of a typed array's own copy costs more. */
const shortRun = 48;

interface Runs {
  count: number;
  length: number;
  fromStart: number;
  fromStride: number;
  toStart: number;
  toStride: number;
}

function copyRuns(from: Float32Array, to: Float32Array, runs: Runs): void {
  const { count, length, fromStride, toStride } = runs;
  let { fromStart: s, toStart: t } = runs;
  if (fromStride === length && toStride === length) {
    to.set(from.subarray(s, s + count * length), t);
  } else if (length >= shortRun) {
    for (let run = 0; run < count; run++, s += fromStride, t += toStride) {
      to.set(from.subarray(s, s + length), t);
    }
  } else {
    for (let run = 0; run < count; run++, s += fromStride, t += toStride) {
      for (let i = 0; i < length; i++) to[t + i] = from[s + i];
    }
  }
}

/**
 * Concatenation, slices and splits without the backend's detours: it copies the whole tensor out of its memory before it takes
 * a slice, and calls a copy routine for every pixel where channels are joined.
 */
export function rearrangements(): KernelConfig[] {
  const concat = originalKernel<string, { axis: number }>(Concat);
  const slice = originalKernel<'x', { begin: number[]; size: number[] }>(Slice);
  return [
    wasmKernel<string, { axis: number }>(Concat, (call) => {
      const { inputs, attrs, backend } = call;
      const parts = Object.values(inputs).filter(({ shape }) => util.sizeFromShape(shape) > 0);
      if (parts.length < 2 || parts.some(({ dtype }) => dtype !== 'float32')) return concat(call);
      const [axis] = util.parseAxisParam(attrs.axis, parts[0].shape);
      const shape = backend_util.computeOutShape(
        parts.map((part) => part.shape),
        axis,
      );
      const output = backend.makeOutput(shape, 'float32');
      const to = values(backend, output);
      const count = util.sizeFromShape(shape.slice(0, axis));
      const toStride = util.sizeFromShape(shape.slice(axis));
      let toStart = 0;
      for (const part of parts) {
        const length = util.sizeFromShape(part.shape.slice(axis));
        copyRuns(values(backend, part), to, {
          count,
          length,
          fromStart: 0,
          fromStride: length,
          toStart,
          toStride,
        });
        toStart += length;
      }
      return output;
    }),
    wasmKernel<'x', { begin: number[]; size: number[] }>(Slice, (call) => {
      const { inputs, attrs, backend } = call;
      const { x } = inputs;
      if (x.dtype !== 'float32') return slice(call);
      const [begin, size] = slice_util.parseSliceParams({ shape: x.shape } as never, attrs.begin, attrs.size);
      return section(backend, x, begin, size);
    }),
    wasmKernel<'x', { axis: number; numOrSizeSplits: number | number[] }>(
      SplitV,
      ({ inputs: { x }, attrs, backend }) => {
        const [axis] = util.parseAxisParam(attrs.axis, x.shape);
        const lengths = backend_util.prepareSplitSize(x as never, attrs.numOrSizeSplits, axis);
        let start = 0;
        return lengths.map((length) => {
          const begin = x.shape.map((_, i) => (i === axis ? start : 0));
          const size = x.shape.map((full, i) => (i === axis ? length : full));
          start += length;
          return x.dtype === 'float32'
            ? section(backend, x, begin, size)
            : slice({ inputs: { x }, attrs: { begin, size }, backend });
        });
      },
    ),
  ];
}

/** Values [begin, begin + size) along every axis. */
function section(backend: BackendWasm, x: TensorInfo, begin: number[], size: number[]): TensorInfo {
  const output = backend.makeOutput(size, 'float32');
  const from = values(backend, x);
  const to = values(backend, output);
  const { shape } = x;
  const strides = shape.map((_, axis) => util.sizeFromShape(shape.slice(axis + 1)));
  // From this axis on, what is taken of one position of the axes before it lies in one run.
  const cut = Math.max(
    0,
    size.findLastIndex((length, axis) => length !== shape[axis]),
  );
  const length = util.sizeFromShape(size.slice(cut));
  const fromStart = begin.reduce((sum, start, axis) => sum + start * (strides[axis] ?? 1), 0);
  // Axes before it, from the innermost: those taken whole continue the run of strides of the one inside.
  const outer: { count: number; stride: number }[] = [];
  for (let axis = cut - 1; axis >= 0; axis--) {
    const inner = outer.at(-1);
    if (inner && inner.count * inner.stride === strides[axis]) inner.count *= size[axis];
    else outer.push({ count: size[axis], stride: strides[axis] });
  }
  const { count, stride: fromStride } = outer.shift() ?? { count: 1, stride: length };
  let toStart = 0;
  const copy = (level: number, start: number): void => {
    if (level < 0) {
      copyRuns(from, to, { count, length, fromStart: start, fromStride, toStart, toStride: length });
      toStart += count * length;
      return;
    }
    const { count: positions, stride } = outer[level];
    for (let position = 0; position < positions; position++) copy(level - 1, start + position * stride);
  };
  copy(outer.length - 1, fromStart);
  return output;
}
