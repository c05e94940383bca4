/**
 * Layers of a small network in double precision, over a block of points at once: in a matrix row i is neuron i and column p point p, so that
 * two points share a vector and the weights are read once for four. Pointers are in bytes, steps in floats; `points` is a multiple of 4 and
 * `count` of 2.
 */

@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), c);
}

@inline
function horizontalSum(a: v128): f64 {
  return f64x2.extract_lane(a, 0) + f64x2.extract_lane(a, 1);
}

@inline
function biased(bias: usize): v128 {
  return bias ? v128.load64_splat(bias) : f64x2.splat(0);
}

/** `rows` (a constant, 1 to 4) × 4 results over all inputs. */
@inline
function tile(
  rows: i32,
  inputs: i32,
  stride: usize,
  weights: usize,
  rowStep: usize,
  columnStep: usize,
  bias: usize,
  x: usize,
  y: usize,
): void {
  let s00 = biased(bias), s01 = s00;
  let s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (rows > 1) s10 = s11 = biased(bias ? bias + 8 : 0);
  if (rows > 2) s20 = s21 = biased(bias ? bias + 16 : 0);
  if (rows > 3) s30 = s31 = biased(bias ? bias + 24 : 0);
  for (let k = 0; k < inputs; k++) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    x += stride;
    let w = v128.load64_splat(weights);
    s00 = multiplyAdd(w, x0, s00);
    s01 = multiplyAdd(w, x1, s01);
    if (rows > 1) {
      w = v128.load64_splat(weights + rowStep);
      s10 = multiplyAdd(w, x0, s10);
      s11 = multiplyAdd(w, x1, s11);
    }
    if (rows > 2) {
      w = v128.load64_splat(weights + 2 * rowStep);
      s20 = multiplyAdd(w, x0, s20);
      s21 = multiplyAdd(w, x1, s21);
    }
    if (rows > 3) {
      w = v128.load64_splat(weights + 3 * rowStep);
      s30 = multiplyAdd(w, x0, s30);
      s31 = multiplyAdd(w, x1, s31);
    }
    weights += columnStep;
  }
  v128.store(y, s00);
  v128.store(y, s01, 16);
  if (rows > 1) {
    v128.store(y + stride, s10);
    v128.store(y + stride, s11, 16);
  }
  if (rows > 2) {
    v128.store(y + 2 * stride, s20);
    v128.store(y + 2 * stride, s21, 16);
  }
  if (rows > 3) {
    v128.store(y + 3 * stride, s30);
    v128.store(y + 3 * stride, s31, 16);
  }
}

/** Y[rows × points] = W X (+ bias), X[inputs × points], W[i, k] at weights + 8(i·rowStep + k·columnStep); `bias` may be 0. */
export function linear(
  rows: i32,
  inputs: i32,
  points: i32,
  weights: usize,
  rowStep: i32,
  columnStep: i32,
  bias: usize,
  x: usize,
  y: usize,
): void {
  const stride = <usize>points << 3;
  const down = <usize>rowStep << 3, across = <usize>columnStep << 3;
  for (let row = 0; row < rows; row += 4) {
    const w = weights + <usize>row * down;
    const b = bias ? bias + (<usize>row << 3) : 0;
    const left = rows - row;
    for (let p: usize = 0; p < stride; p += 32) {
      const target = y + <usize>row * stride + p;
      if (left >= 4) tile(4, inputs, stride, w, down, across, b, x + p, target);
      else if (left == 3) tile(3, inputs, stride, w, down, across, b, x + p, target);
      else if (left == 2) tile(2, inputs, stride, w, down, across, b, x + p, target);
      else tile(1, inputs, stride, w, down, across, b, x + p, target);
    }
  }
}

/**
 * tanh x = E/(E + 2) with E = e^{2x} − 1: 2x = k ln 2 + r, e^r − 1 by its series to r¹³ (below 1e-17 of r for |r| ≤ ½ ln 2), so that nothing
 * cancels near 0. From |x| = 22 on it is ±1 in double precision.
 */
@inline
function tanhOf(x: v128): v128 {
  x = f64x2.min(f64x2.max(x, f64x2.splat(-22)), f64x2.splat(22));
  x = f64x2.add(x, x);
  const k = f64x2.nearest(f64x2.mul(x, f64x2.splat(1.4426950408889634)));
  // ln 2 in two parts, the first with few enough bits that k times it is exact.
  let r = multiplyAdd(k, f64x2.splat(-6.93147180369123816490e-1), x);
  r = multiplyAdd(k, f64x2.splat(-1.90821492927058770002e-10), r);
  let p = f64x2.splat(1.6059043836821613e-10);
  p = multiplyAdd(p, r, f64x2.splat(2.08767569878681e-9));
  p = multiplyAdd(p, r, f64x2.splat(2.505210838544172e-8));
  p = multiplyAdd(p, r, f64x2.splat(2.755731922398589e-7));
  p = multiplyAdd(p, r, f64x2.splat(2.7557319223985893e-6));
  p = multiplyAdd(p, r, f64x2.splat(2.48015873015873e-5));
  p = multiplyAdd(p, r, f64x2.splat(1.984126984126984e-4));
  p = multiplyAdd(p, r, f64x2.splat(1.388888888888889e-3));
  p = multiplyAdd(p, r, f64x2.splat(8.333333333333333e-3));
  p = multiplyAdd(p, r, f64x2.splat(4.1666666666666664e-2));
  p = multiplyAdd(p, r, f64x2.splat(1.6666666666666666e-1));
  p = multiplyAdd(p, r, f64x2.splat(0.5));
  p = multiplyAdd(f64x2.mul(p, r), r, r);
  // 2^k: k + 3·2^51 has k in its low bits, which go to the exponent.
  const bits = f64x2.add(k, f64x2.splat(6755399441055744));
  const power = i64x2.shl(i64x2.add(bits, i64x2.splat(1023)), 52);
  const e = f64x2.add(f64x2.mul(power, p), f64x2.sub(power, f64x2.splat(1)));
  return f64x2.div(e, f64x2.add(e, f64x2.splat(2)));
}

/** y ← tanh y. */
export function tanh(count: i32, y: usize): void {
  const end = y + (<usize>count << 3);
  for (; y < end; y += 16) v128.store(y, tanhOf(v128.load(y)));
}

/** `into` = (1 − y²)·from. */
export function slope(count: i32, y: usize, from: usize, into: usize): void {
  const one = f64x2.splat(1);
  const end = y + (<usize>count << 3);
  for (; y < end; y += 16) {
    const value = v128.load(y);
    v128.store(into, f64x2.mul(f64x2.sub(one, f64x2.mul(value, value)), v128.load(from)));
    from += 16;
    into += 16;
  }
}

/** Adjoint of u in q·ẏ with y = tanh u, ẏ = (1 − y²) u̇, when that of y is h: h ← (1 − y²) h − 2 y ẏ q. */
export function bend(count: i32, y: usize, rate: usize, q: usize, h: usize): void {
  const one = f64x2.splat(1);
  const minusTwo = f64x2.splat(-2);
  const end = y + (<usize>count << 3);
  for (; y < end; y += 16) {
    const value = v128.load(y);
    const turned = f64x2.mul(f64x2.mul(minusTwo, value), f64x2.mul(v128.load(rate), v128.load(q)));
    v128.store(h, multiplyAdd(f64x2.sub(one, f64x2.mul(value, value)), v128.load(h), turned));
    rate += 16;
    q += 16;
    h += 16;
  }
}

/**
 * Layer norm (torch.nn.LayerNorm, ε = 1e-5) of every column of a: normal = (a − mean)/deviation, scales = 1/deviation, and
 * a ← gain·normal + offset, gains first and offsets after them.
 */
export function normalise(rows: i32, points: i32, a: usize, gains: usize, normal: usize, scales: usize): void {
  const stride = <usize>points << 3;
  const all = <usize>rows * stride;
  const share = f64x2.splat(1 / <f64>rows);
  for (let p: usize = 0; p < stride; p += 16) {
    let mean = f64x2.splat(0);
    for (let i = p; i < all; i += stride) mean = f64x2.add(mean, v128.load(a + i));
    mean = f64x2.mul(mean, share);
    let variance = f64x2.splat(0);
    for (let i = p; i < all; i += stride) {
      const from = f64x2.sub(v128.load(a + i), mean);
      variance = multiplyAdd(from, from, variance);
    }
    const deviation = f64x2.sqrt(multiplyAdd(variance, share, f64x2.splat(1e-5)));
    const scale = f64x2.div(f64x2.splat(1), deviation);
    v128.store(scales + p, scale);
    let gain = gains;
    for (let i = p; i < all; i += stride) {
      const x = f64x2.mul(f64x2.sub(v128.load(a + i), mean), scale);
      v128.store(normal + i, x);
      v128.store(a + i, multiplyAdd(v128.load64_splat(gain), x, v128.load64_splat(gain + (<usize>rows << 3))));
      gain += 8;
    }
  }
}

/** ∂normal/∂a, a symmetric matrix, applied to every column: into = scale·(from − mean − normal·mean(normal·from)). */
export function project(
  rows: i32,
  points: i32,
  normal: usize,
  scales: usize,
  from: usize,
  into: usize,
): void {
  const stride = <usize>points << 3;
  const all = <usize>rows * stride;
  const share = f64x2.splat(1 / <f64>rows);
  for (let p: usize = 0; p < stride; p += 16) {
    let mean = f64x2.splat(0);
    let along = mean;
    for (let i = p; i < all; i += stride) {
      const value = v128.load(from + i);
      mean = f64x2.add(mean, value);
      along = multiplyAdd(value, v128.load(normal + i), along);
    }
    mean = f64x2.mul(mean, share);
    along = f64x2.mul(along, share);
    const scale = v128.load(scales + p);
    for (let i = p; i < all; i += stride) {
      const rest = f64x2.sub(f64x2.sub(v128.load(from + i), mean), f64x2.mul(v128.load(normal + i), along));
      v128.store(into + i, f64x2.mul(scale, rest));
    }
  }
}

/**
 * Adjoint of a in q·ṅ, where ṅ = project(ȧ), when that of n = normal is h: the part of n in ṅ joins h, then h ← project(h) less that of
 * the scale.
 */
export function projectBend(
  rows: i32,
  points: i32,
  normal: usize,
  scales: usize,
  linearRate: usize,
  normalRate: usize,
  q: usize,
  h: usize,
): void {
  const stride = <usize>points << 3;
  const all = <usize>rows * stride;
  const share = f64x2.splat(1 / <f64>rows);
  for (let p: usize = 0; p < stride; p += 16) {
    let along = f64x2.splat(0);
    let turned = along;
    let stretched = along;
    for (let i = p; i < all; i += stride) {
      const x = v128.load(normal + i);
      const weight = v128.load(q + i);
      along = multiplyAdd(x, v128.load(linearRate + i), along);
      turned = multiplyAdd(x, weight, turned);
      stretched = multiplyAdd(weight, v128.load(normalRate + i), stretched);
    }
    const scale = v128.load(scales + p);
    along = f64x2.mul(f64x2.mul(along, share), scale);
    turned = f64x2.mul(f64x2.mul(turned, share), scale);
    stretched = f64x2.mul(stretched, share);
    let mean = f64x2.splat(0);
    let overlap = mean;
    for (let i = p; i < all; i += stride) {
      let value = f64x2.sub(v128.load(h + i), f64x2.mul(v128.load(q + i), along));
      value = f64x2.sub(value, f64x2.mul(v128.load(linearRate + i), turned));
      v128.store(h + i, value);
      mean = f64x2.add(mean, value);
      overlap = multiplyAdd(value, v128.load(normal + i), overlap);
    }
    mean = f64x2.mul(mean, share);
    overlap = f64x2.add(f64x2.mul(overlap, share), stretched);
    for (let i = p; i < all; i += stride) {
      const rest = f64x2.sub(f64x2.sub(v128.load(h + i), mean), f64x2.mul(v128.load(normal + i), overlap));
      v128.store(h + i, f64x2.mul(scale, rest));
    }
  }
}

/** into[i, p] = factors[i]·from[i, p]. */
export function scaleRows(rows: i32, points: i32, factors: usize, from: usize, into: usize): void {
  const stride = <usize>points << 3;
  for (let row = 0; row < rows; row++) {
    const factor = v128.load64_splat(factors + (<usize>row << 3));
    for (let p: usize = 0; p < stride; p += 16) v128.store(into + p, f64x2.mul(factor, v128.load(from + p)));
    from += stride;
    into += stride;
  }
}

/** into[i] += scale·Σ_p a[i, p]. */
export function rowSums(rows: i32, points: i32, a: usize, scale: f64, into: usize): void {
  const stride = <usize>points << 3;
  for (let row = 0; row < rows; row++) {
    let sum = f64x2.splat(0);
    for (let p: usize = 0; p < stride; p += 16) sum = f64x2.add(sum, v128.load(a + p));
    store<f64>(into, load<f64>(into) + scale * horizontalSum(sum));
    a += stride;
    into += 8;
  }
}

/** into[i] += scale·Σ_p a[i, p]·x[i, p]. */
export function rowDots(rows: i32, points: i32, a: usize, x: usize, scale: f64, into: usize): void {
  const stride = <usize>points << 3;
  for (let row = 0; row < rows; row++) {
    let sum = f64x2.splat(0);
    for (let p: usize = 0; p < stride; p += 16) sum = multiplyAdd(v128.load(a + p), v128.load(x + p), sum);
    store<f64>(into, load<f64>(into) + scale * horizontalSum(sum));
    a += stride;
    x += stride;
    into += 8;
  }
}

@inline
function addTo(into: usize, scale: f64, sum: v128): void {
  store<f64>(into, load<f64>(into) + scale * horizontalSum(sum));
}

/** 2 × `columns` (a constant, 1 or 2) entries of `outer`; row 1 is skipped where `pair` is not set. */
@inline
function outerTile(
  pair: bool,
  columns: i32,
  stride: usize,
  a: usize,
  b: usize,
  x: usize,
  rate: usize,
  scale: f64,
  into: usize,
  rowStep: usize,
): void {
  let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00;
  for (let p: usize = 0; p < stride; p += 16) {
    const a0 = v128.load(a + p);
    const b0 = v128.load(b + p);
    const x0 = v128.load(x + p);
    const r0 = v128.load(rate + p);
    s00 = multiplyAdd(a0, x0, multiplyAdd(b0, r0, s00));
    if (columns > 1) {
      const x1 = v128.load(x + stride + p);
      const r1 = v128.load(rate + stride + p);
      s01 = multiplyAdd(a0, x1, multiplyAdd(b0, r1, s01));
      if (pair) {
        const a1 = v128.load(a + stride + p);
        const b1 = v128.load(b + stride + p);
        s10 = multiplyAdd(a1, x0, multiplyAdd(b1, r0, s10));
        s11 = multiplyAdd(a1, x1, multiplyAdd(b1, r1, s11));
      }
    } else if (pair) {
      s10 = multiplyAdd(
        v128.load(a + stride + p), x0, multiplyAdd(v128.load(b + stride + p), r0, s10),
      );
    }
  }
  addTo(into, scale, s00);
  if (columns > 1) addTo(into + 8, scale, s01);
  if (pair) {
    addTo(into + rowStep, scale, s10);
    if (columns > 1) addTo(into + rowStep + 8, scale, s11);
  }
}

/** into[rows × columns] += scale·(A Xᵀ + B Ẋᵀ): gradients of weights from two kinds of adjoints. */
export function outer(
  rows: i32,
  columns: i32,
  points: i32,
  a: usize,
  x: usize,
  b: usize,
  rate: usize,
  scale: f64,
  into: usize,
): void {
  const stride = <usize>points << 3;
  const rowStep = <usize>columns << 3;
  for (let row = 0; row < rows; row += 2) {
    const down = <usize>row * stride;
    const pair = row + 1 < rows;
    for (let column = 0; column < columns; column += 2) {
      const along = <usize>column * stride;
      const target = into + <usize>row * rowStep + (<usize>column << 3);
      if (pair) {
        if (column + 1 < columns) outerTile(true, 2, stride, a + down, b + down, x + along, rate + along, scale, target, rowStep);
        else outerTile(true, 1, stride, a + down, b + down, x + along, rate + along, scale, target, rowStep);
      } else {
        if (column + 1 < columns) outerTile(false, 2, stride, a + down, b + down, x + along, rate + along, scale, target, rowStep);
        else outerTile(false, 1, stride, a + down, b + down, x + along, rate + along, scale, target, rowStep);
      }
    }
  }
}
