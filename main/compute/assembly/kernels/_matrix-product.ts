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
 * `rows` (a constant, 1 to 5) × 8 results over all k: two loads of B and one splat of A for each row feed 2·rows products. With
 * 5 rows, 13 of the 15 registers V8 can use are taken; 6 rows would spill.
 */
@inline
function tile(
  rows: i32,
  k: i32,
  a: usize,
  rowStep: usize,
  columnStep: usize,
  b: usize,
  bStep: usize,
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
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    b += bStep;
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

/** A tile of so many rows. */
@inline
function block(
  rows: i32,
  k: i32,
  a: usize,
  rowStep: usize,
  columnStep: usize,
  b: usize,
  bStep: usize,
  c: usize,
  cStep: usize,
  bias: usize,
  flags: i32,
  slope: v128,
  mask: usize,
): void {
  if (rows == 5) tile(5, k, a, rowStep, columnStep, b, bStep, c, cStep, bias, flags, slope, mask);
  else if (rows == 4) tile(4, k, a, rowStep, columnStep, b, bStep, c, cStep, bias, flags, slope, mask);
  else if (rows == 3) tile(3, k, a, rowStep, columnStep, b, bStep, c, cStep, bias, flags, slope, mask);
  else if (rows == 2) tile(2, k, a, rowStep, columnStep, b, bStep, c, cStep, bias, flags, slope, mask);
  else tile(1, k, a, rowStep, columnStep, b, bStep, c, cStep, bias, flags, slope, mask);
}

/** How many of m rows go in blocks of 5, so that the rest makes whole blocks of 4 (always possible from 12 rows on). */
@inline
function rowsInFives(m: i32): i32 {
  const fours = min((5 - (m % 5)) % 5, m >> 2);
  return ((m - 4 * fours) / 5) * 5;
}

@inline
function blockHeight(row: i32, m: i32, fives: i32): i32 {
  return row < fives ? 5 : min(4, m - row);
}

/** Column panels of 8 outside, so that a panel of B stays in the nearest cache while all rows of A pass. */
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
  const rowStep = <usize>(4 * rowStride), columnStep = <usize>(4 * columnStride);
  const bStep = <usize>(4 * bStride), cStep = <usize>(4 * cStride);
  const fives = rowsInFives(m);
  for (let across: usize = 0; across < <usize>(4 * n); across += 32) {
    let row = 0;
    while (row < m) {
      const height = blockHeight(row, m, fives);
      const down = <usize>row * cStep + across;
      block(
        height, k, a + <usize>row * rowStep, rowStep, columnStep, b + across, bStep,
        c + down, cStep, bias ? bias + <usize>(4 * row) : 0, flags, slopes, mask + down,
      );
      row += height;
    }
  }
}

/** Rows of B of one panel, gathered to consecutive places. */
@inline
function gather(k: i32, b: usize, rows: usize, target: usize): void {
  const end = target + <usize>(32 * k);
  while (target < end) {
    const at = b + <usize>load<i32>(rows);
    v128.store(target, v128.load(at));
    v128.store(target, v128.load(at, 16), 16);
    rows += 4;
    target += 32;
  }
}

/**
 * A few panels at a time are gathered; then row blocks outside, so that A, which is long here, passes once for all of them, and
 * the rows of C, whose starts may share one cache set, are written one block after the other.
 */
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
  group: i32,
  scratch: usize,
): void {
  const slopes = f32x4.splat(slope);
  const rowStep = <usize>(4 * k), cStep = <usize>(4 * cStride);
  const fives = rowsInFives(m);
  for (let first = 0; first < panelCount; first += group) {
    const count = min(group, panelCount - first);
    for (let p = 0; p < count; p++) {
      gather(k, b + <usize>load<i32>(panels + <usize>(4 * (first + p))), rows, scratch + <usize>(32 * k * p));
    }
    let row = 0;
    while (row < m) {
      const height = blockHeight(row, m, fives);
      for (let p = 0; p < count; p++) {
        const place = <usize>row * cStep + <usize>(32 * (first + p));
        block(
          height, k, a + <usize>row * rowStep, rowStep, 4, scratch + <usize>(32 * k * p), 32,
          c + place, cStep, bias ? bias + <usize>(4 * row) : 0, flags, slopes, mask + place,
        );
      }
      row += height;
    }
  }
}
