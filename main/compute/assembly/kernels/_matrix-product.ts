import { masked, multiplyAdd, rectified } from './_matrix-arithmetic';

const ACCUMULATE: i32 = 1;
const RECTIFY: i32 = 2;
const MASK: i32 = 4;

/** Bias, accumulation, rectifier and its mask on four results on their way to memory. */
@inline
function store(value: v128, target: usize, bias: usize, flags: i32, slope: v128, mask: usize): void {
  if (bias) value = f32x4.add(value, v128.load32_splat(bias));
  if (flags) {
    if (flags & ACCUMULATE) value = f32x4.add(value, v128.load(target));
    if (flags & RECTIFY) value = rectified(value, slope);
    if (flags & MASK) value = masked(value, v128.load(mask), slope);
  }
  v128.store(target, value);
}

@inline
function storeRow(
  first: v128,
  second: v128,
  row: i32,
  target: usize,
  stride: usize,
  bias: usize,
  flags: i32,
  slope: v128,
  mask: usize,
): void {
  const offset = <usize>row * stride;
  const rowBias = bias ? bias + <usize>(4 * row) : 0;
  store(first, target + offset, rowBias, flags, slope, mask + offset);
  store(second, target + offset + 16, rowBias, flags, slope, mask + offset + 16);
}

/**
 * `rows` (a constant, 1 to 5) × 8 results over all k: two loads of B and one splat of A for each row feed 2·rows products. Rows of
 * B are `bStep` bytes apart, or, gathered, at b + table[k].
 */
@inline
function tile(
  rows: i32,
  gathered: bool,
  k: i32,
  a: usize,
  rowStep: usize,
  columnStep: usize,
  b: usize,
  bStep: usize,
  table: usize,
  c: usize,
  cStep: usize,
  bias: usize,
  flags: i32,
  slope: v128,
  mask: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00;
  let a1 = a + rowStep;
  let a2 = a1 + rowStep;
  let a3 = a2 + rowStep;
  let a4 = a3 + rowStep;
  let step: usize = 0;
  for (let i = 0; i < k; i++) {
    let at: usize;
    if (gathered) {
      at = b + <usize>load<i32>(table);
      table += 4;
    } else {
      at = b;
      b += bStep;
    }
    const b0 = v128.load(at);
    const b1 = v128.load(at, 16);
    let x = v128.load32_splat(a + step);
    s00 = multiplyAdd(x, b0, s00);
    s01 = multiplyAdd(x, b1, s01);
    if (rows > 1) {
      x = v128.load32_splat(a1 + step);
      s10 = multiplyAdd(x, b0, s10);
      s11 = multiplyAdd(x, b1, s11);
    }
    if (rows > 2) {
      x = v128.load32_splat(a2 + step);
      s20 = multiplyAdd(x, b0, s20);
      s21 = multiplyAdd(x, b1, s21);
    }
    if (rows > 3) {
      x = v128.load32_splat(a3 + step);
      s30 = multiplyAdd(x, b0, s30);
      s31 = multiplyAdd(x, b1, s31);
    }
    if (rows > 4) {
      x = v128.load32_splat(a4 + step);
      s40 = multiplyAdd(x, b0, s40);
      s41 = multiplyAdd(x, b1, s41);
    }
    step += columnStep;
  }
  storeRow(s00, s01, 0, c, cStep, bias, flags, slope, mask);
  if (rows > 1) storeRow(s10, s11, 1, c, cStep, bias, flags, slope, mask);
  if (rows > 2) storeRow(s20, s21, 2, c, cStep, bias, flags, slope, mask);
  if (rows > 3) storeRow(s30, s31, 3, c, cStep, bias, flags, slope, mask);
  if (rows > 4) storeRow(s40, s41, 4, c, cStep, bias, flags, slope, mask);
}

/** One column panel: blocks of 5 rows, and of 4 where that avoids a thin last block. */
@inline
function panel(
  gathered: bool,
  m: i32,
  k: i32,
  a: usize,
  rowStep: usize,
  columnStep: usize,
  b: usize,
  bStep: usize,
  table: usize,
  c: usize,
  cStep: usize,
  bias: usize,
  flags: i32,
  slope: v128,
  mask: usize,
): void {
  let left = m;
  // m = 5·fives + 4·fours whenever m ≥ 12; below that the rest goes row by row blocks of 3, 2 or 1.
  let fours = (5 - (m % 5)) % 5;
  if (4 * fours > m) fours = m / 4;
  while (left > 0) {
    let done: i32;
    if (left > 4 * fours && left >= 5) {
      tile(5, gathered, k, a, rowStep, columnStep, b, bStep, table, c, cStep, bias, flags, slope, mask);
      done = 5;
    } else if (left >= 4) {
      tile(4, gathered, k, a, rowStep, columnStep, b, bStep, table, c, cStep, bias, flags, slope, mask);
      done = 4;
    } else if (left == 3) {
      tile(3, gathered, k, a, rowStep, columnStep, b, bStep, table, c, cStep, bias, flags, slope, mask);
      done = 3;
    } else if (left == 2) {
      tile(2, gathered, k, a, rowStep, columnStep, b, bStep, table, c, cStep, bias, flags, slope, mask);
      done = 2;
    } else {
      tile(1, gathered, k, a, rowStep, columnStep, b, bStep, table, c, cStep, bias, flags, slope, mask);
      done = 1;
    }
    left -= done;
    a += <usize>done * rowStep;
    c += <usize>done * cStep;
    mask += <usize>done * cStep;
    if (bias) bias += <usize>(4 * done);
  }
}

export function gemm(
  m: i32,
  n: i32,
  k: i32,
  a: usize,
  rowStride: i32,
  columnStride: i32,
  b: usize,
  bStride: i32,
  c: usize,
  cStride: i32,
  bias: usize,
  flags: i32,
  slope: f32,
  mask: usize,
): void {
  const slopes = f32x4.splat(slope);
  for (let j = 0; j < n; j += 8) {
    const offset = <usize>(4 * j);
    panel(
      false, m, k, a, <usize>(4 * rowStride), <usize>(4 * columnStride), b + offset, <usize>(4 * bStride), 0,
      c + offset, <usize>(4 * cStride), bias, flags, slopes, mask + offset,
    );
  }
}

export function gemmGather(
  m: i32,
  panelCount: i32,
  k: i32,
  a: usize,
  b: usize,
  panels: usize,
  rows: usize,
  c: usize,
  cStride: i32,
  bias: usize,
  flags: i32,
  slope: f32,
  mask: usize,
): void {
  const slopes = f32x4.splat(slope);
  for (let p = 0; p < panelCount; p++) {
    const offset = <usize>(32 * p);
    panel(
      true, m, k, a, <usize>(4 * k), 4, b + <usize>load<i32>(panels + <usize>(4 * p)), 0, rows,
      c + offset, <usize>(4 * cStride), bias, flags, slopes, mask + offset,
    );
  }
}
