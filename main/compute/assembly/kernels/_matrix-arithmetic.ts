// Four floats at a time. RELAXED is given by the build: with it a·b + c is fused (one rounding), without it is not.

@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (RELAXED) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

@inline
export function horizontalSum(a: v128): f32 {
  const pairs = f32x4.add(a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** Leaky ReLU for 0 ≤ slope < 1. */
@inline
export function rectified(x: v128, slope: v128): v128 {
  return f32x4.max(x, f32x4.mul(x, slope));
}

/** gradient where output > 0, else gradient·slope. */
@inline
export function masked(gradient: v128, output: v128, slope: v128): v128 {
  return v128.bitselect(gradient, f32x4.mul(gradient, slope), f32x4.gt(output, f32x4.splat(0)));
}

/**
 * e^x: x = n·ln 2 + r, |r| ≤ ½ ln 2, degree-6 polynomial in r (minimax, Cephes expf), then n added to the exponent. Relative
 * error below 2e-7; x outside [−87, 88] is clamped.
 */
@inline
export function exponentialOf(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, f32x4.splat(-87)), f32x4.splat(88));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  // ln 2 in two parts, the first with few enough bits that n times it is exact.
  let r = multiplyAdd(n, f32x4.splat(-0.693359375), x);
  r = multiplyAdd(n, f32x4.splat(2.12194440e-4), r);
  let p = multiplyAdd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, r, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, r, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, r, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(r, r), r), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}

/** tanh x: an odd polynomial (Cephes tanhf) for |x| < 0.625, else 1 − 2/(e^{2|x|} + 1) with the sign of x. */
@inline
export function hyperbolicTangentOf(x: v128): v128 {
  const signBit = v128.and(x, i32x4.splat(0x80000000));
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = multiplyAdd(f32x4.splat(-5.70498872745e-3), square, f32x4.splat(2.06390887954e-2));
  p = multiplyAdd(p, square, f32x4.splat(-5.37397155531e-2));
  p = multiplyAdd(p, square, f32x4.splat(1.33314422036e-1));
  p = multiplyAdd(p, square, f32x4.splat(-3.33332819422e-1));
  const small = multiplyAdd(f32x4.mul(p, square), x, x);
  const e = exponentialOf(f32x4.add(size, size));
  const large = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), f32x4.add(e, f32x4.splat(1))));
  return v128.bitselect(small, v128.or(large, signBit), f32x4.lt(size, f32x4.splat(0.625)));
}
