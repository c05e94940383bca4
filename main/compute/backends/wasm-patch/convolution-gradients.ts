import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import {
  BatchMatMul,
  Conv2D,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  backend_util,
  type KernelConfig,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { gatherTaps, scatterTaps } from './geometry.ts';
import { originalKernel, values, wasmKernel } from './kernel.ts';

/** Values of the tap matrix built at a time: it should stay in the second-level cache. */
const chunkValues = 1 << 18;

interface ConvolutionAttributes {
  strides: number | [number, number];
  pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

// Channels last throughout: the backend's forward convolution refuses anything else.
type ConvolutionInfo = ReturnType<typeof backend_util.computeConv2DInfo>;
type Shape4 = [number, number, number, number];

function geometry(
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dimRoundingMode, dataFormat }: ConvolutionAttributes,
): ConvolutionInfo {
  return backend_util.computeConv2DInfo(
    inputShape as Shape4,
    filterShape as Shape4,
    strides,
    1,
    pad,
    dimRoundingMode,
    false,
    backend_util.convertConv2DDataFormat(dataFormat),
  );
}

/**
 * Gradient of a convolution by its filter, which the wasm backend lacks: dW = taps · dy with the taps of a few images at a time
 * laid out as a matrix [filter height · width · channels, positions].
 */
export function filterGradient(): KernelConfig {
  const multiply = originalKernel<'a' | 'b', { transposeA: boolean; transposeB: boolean }>(BatchMatMul);
  return wasmKernel<'x' | 'dy', ConvolutionAttributes & { filterShape: number[] }>(
    Conv2DBackpropFilter,
    ({ inputs: { x, dy }, attrs, backend }) => {
      const info = geometry(x.shape, attrs.filterShape, attrs);
      const { batchSize, outHeight, outWidth, outChannels } = info;
      const taps = info.filterHeight * info.filterWidth * info.inChannels;
      const positions = outHeight * outWidth;
      const imageLength = info.inHeight * info.inWidth * info.inChannels;
      const output = backend.makeOutput(attrs.filterShape, 'float32');
      values(backend, output).fill(0);
      const imagesAtOnce = Math.max(1, Math.floor(chunkValues / (taps * positions)));
      for (let first = 0; first < batchSize; first += imagesAtOnce) {
        const count = Math.min(imagesAtOnce, batchSize - first);
        const seen = backend.makeOutput([1, taps, count * positions], 'float32');
        const error = backend.makeOutput([1, count * positions, outChannels], 'float32');
        gatherTaps(
          info,
          values(backend, x).subarray(first * imageLength, (first + count) * imageLength),
          values(backend, seen),
          count,
        );
        const stride = positions * outChannels;
        values(backend, error).set(values(backend, dy).subarray(first * stride, (first + count) * stride));
        const part = multiply({
          inputs: { a: seen, b: error },
          attrs: { transposeA: false, transposeB: false },
          backend,
        });
        const sum = values(backend, output);
        const term = values(backend, part);
        for (let i = 0; i < sum.length; i++) sum[i] += term[i];
        release(backend, seen, error, part);
      }
      return output;
    },
  );
}

/**
 * Gradient of a convolution by its input. With stride 1 it is a convolution of dy with the filter turned around, which XNNPACK
 * does; otherwise dy · Wᵀ gives what every tap has to receive. The backend's own is a scalar loop.
 */
export function inputGradient(): KernelConfig {
  const multiply = originalKernel<'a' | 'b', { transposeA: boolean; transposeB: boolean }>(BatchMatMul);
  const convolve = originalKernel<'x' | 'filter', ConvolutionAttributes & { dilations: number }>(Conv2D);
  return wasmKernel<'dy' | 'filter', ConvolutionAttributes & { inputShape: number[] }>(
    Conv2DBackpropInput,
    ({ inputs: { dy, filter }, attrs, backend }) => {
      const info = geometry(attrs.inputShape, filter.shape, attrs);
      const { filterHeight, filterWidth, inChannels, outChannels, padInfo } = info;
      const top = filterHeight - 1 - padInfo.top;
      const left = filterWidth - 1 - padInfo.left;
      const bottom = info.inHeight + filterHeight - 1 - info.outHeight - top;
      const right = info.inWidth + filterWidth - 1 - info.outWidth - left;
      const margins = [top, bottom, left, right];
      if (info.strideHeight === 1 && info.strideWidth === 1 && margins.every((margin) => margin >= 0)) {
        const turned = turnAround(backend, filter, info);
        const output = convolve({
          inputs: { x: dy, filter: turned },
          attrs: {
            strides: 1,
            dilations: 1,
            dataFormat: 'NHWC',
            pad: [
              [0, 0],
              [top, bottom],
              [left, right],
              [0, 0],
            ],
          },
          backend,
        });
        release(backend, turned);
        return output;
      }
      const taps = filterHeight * filterWidth * inChannels;
      const positions = info.outHeight * info.outWidth;
      const imageLength = info.inHeight * info.inWidth * inChannels;
      const output = backend.makeOutput(attrs.inputShape, 'float32');
      values(backend, output).fill(0);
      const transposed = transposeFilter(backend, filter, taps, outChannels);
      const imagesAtOnce = Math.max(1, Math.floor(chunkValues / (taps * positions)));
      for (let first = 0; first < info.batchSize; first += imagesAtOnce) {
        const count = Math.min(imagesAtOnce, info.batchSize - first);
        const error = backend.makeOutput([1, count * positions, outChannels], 'float32');
        const stride = positions * outChannels;
        values(backend, error).set(values(backend, dy).subarray(first * stride, (first + count) * stride));
        const received = multiply({
          inputs: { a: error, b: transposed },
          attrs: { transposeA: false, transposeB: false },
          backend,
        });
        scatterTaps(
          info,
          values(backend, received),
          values(backend, output).subarray(first * imageLength, (first + count) * imageLength),
          count,
        );
        release(backend, error, received);
      }
      release(backend, transposed);
      return output;
    },
  );
}

/** W[row, column, in, out] -> W[height − 1 − row, width − 1 − column, out, in]. */
function turnAround(backend: BackendWasm, filter: TensorInfo, info: ConvolutionInfo): TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels } = info;
  const turned = backend.makeOutput([filterHeight, filterWidth, outChannels, inChannels], 'float32');
  const from = values(backend, filter);
  const to = values(backend, turned);
  const taps = filterHeight * filterWidth;
  const block = inChannels * outChannels;
  for (let tap = 0; tap < taps; tap++) {
    const target = (taps - 1 - tap) * block;
    for (let i = 0; i < inChannels; i++) {
      for (let o = 0; o < outChannels; o++) {
        to[target + o * inChannels + i] = from[tap * block + i * outChannels + o];
      }
    }
  }
  return turned;
}

function transposeFilter(
  backend: BackendWasm,
  filter: TensorInfo,
  taps: number,
  outChannels: number,
): TensorInfo {
  const transposed = backend.makeOutput([1, outChannels, taps], 'float32');
  const from = values(backend, filter);
  const to = values(backend, transposed);
  for (let k = 0; k < taps; k++) {
    for (let o = 0; o < outChannels; o++) to[o * taps + k] = from[k * outChannels + o];
  }
  return transposed;
}

function release(backend: BackendWasm, ...tensors: TensorInfo[]): void {
  for (const { dataId } of tensors) backend.disposeData(dataId);
}
