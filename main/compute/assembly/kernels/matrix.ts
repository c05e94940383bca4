// @relaxed
// Kernels of the SIMD engine (main/compute/simd/kernels.ts says what each does). Stateless; pointers in bytes, strides and counts
// in floats; matrices feature-major; batches padded to multiples of 8.
export { gemm, gemmGather } from './_matrix-product';
export { gemmNT, gemmGatherNT } from './_matrix-gradient';
export { rowSums, rowDots, affineRows, addScaled, sumOfSquares, adam } from './_matrix-vector';
export {
  couplingForward,
  couplingBackward,
  couplingInverse,
  exponential,
  hyperbolicTangent,
} from './_matrix-coupling';
export { padCircular, interleave } from './_matrix-image';
