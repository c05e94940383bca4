import { exponentialOf, hyperbolicTangentOf, multiplyAdd } from './_matrix-arithmetic';

export function couplingForward(
  rows: i32,
  n: i32,
  stride: i32,
  o: usize,
  clamp: f32,
  x: usize,
  z: usize,
  e: usize,
  logDeterminant: usize,
): void {
  const clamps = f32x4.splat(clamp);
  const inverse = f32x4.splat(1 / clamp);
  const step = <usize>(4 * stride);
  const shift = <usize>rows * step;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < <usize>(4 * n); j += 16) {
      const tanh = hyperbolicTangentOf(f32x4.mul(v128.load(o + j), inverse));
      const s = f32x4.mul(clamps, tanh);
      const scale = exponentialOf(s);
      v128.store(o + j, tanh);
      v128.store(e + j, scale);
      v128.store(z + j, multiplyAdd(v128.load(x + j), scale, v128.load(o + shift + j)));
      v128.store(logDeterminant + j, f32x4.add(v128.load(logDeterminant + j), s));
    }
    o += step;
    e += step;
    x += step;
    z += step;
  }
}

export function couplingBackward(
  rows: i32,
  n: i32,
  stride: i32,
  tanh: usize,
  e: usize,
  x: usize,
  dz: usize,
  dLogDeterminant: usize,
  dx: usize,
  dO: usize,
): void {
  const one = f32x4.splat(1);
  const step = <usize>(4 * stride);
  const shift = <usize>rows * step;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < <usize>(4 * n); j += 16) {
      const gradient = v128.load(dz + j);
      const back = f32x4.mul(gradient, v128.load(e + j));
      const t = v128.load(tanh + j);
      const dScale = multiplyAdd(back, v128.load(x + j), v128.load(dLogDeterminant + j));
      v128.store(dx + j, back);
      v128.store(dO + j, f32x4.mul(dScale, f32x4.sub(one, f32x4.mul(t, t))));
      v128.store(dO + shift + j, gradient);
    }
    tanh += step;
    e += step;
    x += step;
    dz += step;
    dx += step;
    dO += step;
  }
}

export function couplingInverse(
  rows: i32,
  n: i32,
  stride: i32,
  o: usize,
  clamp: f32,
  z: usize,
  x: usize,
  logDeterminant: usize,
): void {
  const clamps = f32x4.splat(clamp);
  const inverse = f32x4.splat(1 / clamp);
  const step = <usize>(4 * stride);
  const shift = <usize>rows * step;
  for (let i = 0; i < rows; i++) {
    for (let j: usize = 0; j < <usize>(4 * n); j += 16) {
      const s = f32x4.mul(clamps, hyperbolicTangentOf(f32x4.mul(v128.load(o + j), inverse)));
      const difference = f32x4.sub(v128.load(z + j), v128.load(o + shift + j));
      v128.store(x + j, f32x4.mul(difference, exponentialOf(f32x4.neg(s))));
      v128.store(logDeterminant + j, f32x4.sub(v128.load(logDeterminant + j), s));
    }
    o += step;
    z += step;
    x += step;
  }
}

export function exponential(count: i32, x: usize, y: usize): void {
  for (let j: usize = 0; j < <usize>(4 * count); j += 16) v128.store(y + j, exponentialOf(v128.load(x + j)));
}

export function hyperbolicTangent(count: i32, x: usize, y: usize): void {
  for (let j: usize = 0; j < <usize>(4 * count); j += 16) {
    v128.store(y + j, hyperbolicTangentOf(v128.load(x + j)));
  }
}
