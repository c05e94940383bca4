import { horizontalSum, multiplyAdd } from './_matrix-arithmetic';

export function rowSums(rows: i32, n: i32, a: usize, stride: i32, target: usize): void {
  for (let i = 0; i < rows; i++) {
    let sum = f32x4.splat(0), sum1 = sum;
    const end = a + <usize>(4 * n);
    for (let at = a; at < end; at += 32) {
      sum = f32x4.add(sum, v128.load(at));
      sum1 = f32x4.add(sum1, v128.load(at, 16));
    }
    store<f32>(target, load<f32>(target) + horizontalSum(f32x4.add(sum, sum1)));
    a += <usize>(4 * stride);
    target += 4;
  }
}

export function rowDots(rows: i32, n: i32, a: usize, b: usize, stride: i32, target: usize): void {
  for (let i = 0; i < rows; i++) {
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < <usize>(4 * n); j += 16) sum = multiplyAdd(v128.load(a + j), v128.load(b + j), sum);
    store<f32>(target, load<f32>(target) + horizontalSum(sum));
    a += <usize>(4 * stride);
    b += <usize>(4 * stride);
    target += 4;
  }
}

export function affineRows(rows: i32, n: i32, x: usize, stride: i32, scale: usize, shift: usize, z: usize): void {
  for (let i = 0; i < rows; i++) {
    const factor = v128.load32_splat(scale + <usize>(4 * i));
    const term = shift ? v128.load32_splat(shift + <usize>(4 * i)) : f32x4.splat(0);
    for (let j: usize = 0; j < <usize>(4 * n); j += 16) {
      v128.store(z + j, multiplyAdd(v128.load(x + j), factor, term));
    }
    x += <usize>(4 * stride);
    z += <usize>(4 * stride);
  }
}

export function addScaled(count: i32, x: usize, factor: f32, y: usize): void {
  const factors = f32x4.splat(factor);
  for (let j: usize = 0; j < <usize>(4 * count); j += 16) {
    v128.store(y + j, multiplyAdd(v128.load(x + j), factors, v128.load(y + j)));
  }
}

export function sumOfSquares(count: i32, x: usize): f64 {
  let low = f64x2.splat(0), high = low;
  for (let j: usize = 0; j < <usize>(4 * count); j += 16) {
    const values = v128.load(x + j);
    const first = f64x2.promote_low_f32x4(values);
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(values, values, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

export function adam(
  count: i32,
  value: usize,
  gradient: usize,
  first: usize,
  second: usize,
  scale: f32,
  rate: f32,
  beta1: f32,
  beta2: f32,
  correction1: f32,
  correction2: f32,
  epsilon: f32,
): void {
  const zero = f32x4.splat(0);
  const scales = f32x4.splat(scale);
  const keep1 = f32x4.splat(beta1), take1 = f32x4.splat(1 - beta1);
  const keep2 = f32x4.splat(beta2), take2 = f32x4.splat(1 - beta2);
  const corrections = f32x4.splat(correction2);
  const step = f32x4.splat(-rate * correction1);
  const floor = f32x4.splat(epsilon);
  for (let j: usize = 0; j < <usize>(4 * count); j += 16) {
    const g = f32x4.mul(v128.load(gradient + j), scales);
    const m = multiplyAdd(keep1, v128.load(first + j), f32x4.mul(take1, g));
    const v = multiplyAdd(keep2, v128.load(second + j), f32x4.mul(take2, f32x4.mul(g, g)));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(v, corrections)), floor);
    v128.store(value + j, multiplyAdd(step, f32x4.div(m, root), v128.load(value + j)));
    v128.store(first + j, m);
    v128.store(second + j, v);
    v128.store(gradient + j, zero);
  }
}
