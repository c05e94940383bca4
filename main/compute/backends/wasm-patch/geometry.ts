import type { backend_util } from '@tensorflow/tfjs-core';

type ConvolutionInfo = ReturnType<typeof backend_util.computeConv2DInfo>;

/**
 * Copies what tap (row, column) of the filter sees of `count` images into rows of one long matrix: `target[k · rows + r]` with
 * k = (tap row, tap column, channel) and r = (image, output row, output column). Zeros where a tap looks outside the image.
 *
 * @param image channels-last images, `count · inHeight · inWidth · inChannels` values
 * @param target `filterHeight · filterWidth · inChannels` rows of `count · outHeight · outWidth` values, overwritten
 */
export function gatherTaps(
  info: ConvolutionInfo,
  image: Float32Array,
  target: Float32Array,
  count: number,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth, padInfo } = info;
  const rowLength = inWidth * inChannels;
  const step = strideWidth * inChannels;
  let t = 0;
  for (let tapRow = 0; tapRow < info.filterHeight; tapRow++) {
    for (let tapColumn = 0; tapColumn < info.filterWidth; tapColumn++) {
      const [first, last] = insideRange(tapColumn - padInfo.left, strideWidth, inWidth, outWidth);
      for (let channel = 0; channel < inChannels; channel++) {
        for (let n = 0; n < count; n++) {
          for (let y = 0; y < outHeight; y++, t += outWidth) {
            const inRow = y * strideHeight + tapRow - padInfo.top;
            if (inRow < 0 || inRow >= inHeight) {
              target.fill(0, t, t + outWidth);
              continue;
            }
            target.fill(0, t, t + first);
            target.fill(0, t + last, t + outWidth);
            let source =
              (n * inHeight + inRow) * rowLength +
              (first * strideWidth + tapColumn - padInfo.left) * inChannels +
              channel;
            for (let x = first; x < last; x++, source += step) target[t + x] = image[source];
          }
        }
      }
    }
  }
}

/**
 * The adjoint of looking through the taps: adds `source[r · taps + k]` to where tap k of output position r had looked.
 *
 * @param source one row of `filterHeight · filterWidth · inChannels` values per (image, output row, output column)
 * @param image channels-last images, added to
 */
export function scatterTaps(
  info: ConvolutionInfo,
  source: Float32Array,
  image: Float32Array,
  count: number,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth, padInfo } = info;
  let s = 0;
  for (let n = 0; n < count; n++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const left = x * info.strideWidth - padInfo.left;
        const first = Math.max(0, -left);
        const last = Math.min(filterWidth, inWidth - left);
        for (let tapRow = 0; tapRow < filterHeight; tapRow++, s += filterWidth * inChannels) {
          const inRow = y * info.strideHeight + tapRow - padInfo.top;
          if (inRow < 0 || inRow >= inHeight) continue;
          let t = ((n * inHeight + inRow) * inWidth + left + first) * inChannels;
          const end = s + last * inChannels;
          for (let i = s + first * inChannels; i < end; i++, t++) image[t] += source[i];
        }
      }
    }
  }
}

/** Output positions [first, last) whose input position, `position · stride + offset`, lies inside [0, length). */
function insideRange(offset: number, stride: number, length: number, outputs: number): [number, number] {
  const first = Math.min(outputs, Math.max(0, Math.ceil(-offset / stride)));
  const last = Math.min(outputs, Math.max(first, Math.ceil((length - offset) / stride)));
  return [first, last];
}
