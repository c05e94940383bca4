import { horizontalSum, multiplyAdd } from './_matrix-arithmetic';

@inline
function add(target: usize, sum: v128): void {
  store<f32>(target, load<f32>(target) + horizontalSum(sum));
}

/**
 * `rows` × `columns` (constants, 1 to 3) dot products along the batch. Row j of B starts at b + j·bStep; gathered, its piece in
 * panel p is at b + panels[p] + table[j].
 */
@inline
function tile(
  rows: i32,
  columns: i32,
  gathered: bool,
  panelCount: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  panels: usize,
  table: usize,
  c: usize,
  cStep: usize,
): void {
  let s00 = f32x4.splat(0), s01 = s00, s02 = s00, s10 = s00, s11 = s00, s12 = s00, s20 = s00, s21 = s00, s22 = s00;
  let b0 = b, b1 = b, b2 = b;
  if (gathered) {
    b0 += <usize>load<i32>(table);
    if (columns > 1) b1 += <usize>load<i32>(table, 4);
    if (columns > 2) b2 += <usize>load<i32>(table, 8);
  } else {
    b1 += bStep;
    b2 = b1 + bStep;
  }
  let a1 = a + aStep;
  let a2 = a1 + aStep;
  for (let p = 0; p < panelCount; p++) {
    let from: usize;
    if (gathered) from = <usize>load<i32>(panels + <usize>(4 * p));
    else from = <usize>(32 * p);
    const across = <usize>(32 * p);
    // Two vectors of four: a panel of 8 columns.
    for (let half: usize = 0; half < 32; half += 16) {
      const x0 = v128.load(b0 + from + half);
      let x1 = x0, x2 = x0;
      if (columns > 1) x1 = v128.load(b1 + from + half);
      if (columns > 2) x2 = v128.load(b2 + from + half);
      let y = v128.load(a + across + half);
      s00 = multiplyAdd(y, x0, s00);
      if (columns > 1) s01 = multiplyAdd(y, x1, s01);
      if (columns > 2) s02 = multiplyAdd(y, x2, s02);
      if (rows > 1) {
        y = v128.load(a1 + across + half);
        s10 = multiplyAdd(y, x0, s10);
        if (columns > 1) s11 = multiplyAdd(y, x1, s11);
        if (columns > 2) s12 = multiplyAdd(y, x2, s12);
      }
      if (rows > 2) {
        y = v128.load(a2 + across + half);
        s20 = multiplyAdd(y, x0, s20);
        if (columns > 1) s21 = multiplyAdd(y, x1, s21);
        if (columns > 2) s22 = multiplyAdd(y, x2, s22);
      }
    }
  }
  add(c, s00);
  if (columns > 1) add(c + 4, s01);
  if (columns > 2) add(c + 8, s02);
  if (rows > 1) {
    add(c + cStep, s10);
    if (columns > 1) add(c + cStep + 4, s11);
    if (columns > 2) add(c + cStep + 8, s12);
  }
  if (rows > 2) {
    add(c + 2 * cStep, s20);
    if (columns > 1) add(c + 2 * cStep + 4, s21);
    if (columns > 2) add(c + 2 * cStep + 8, s22);
  }
}

@inline
function rowBlock(
  rows: i32,
  gathered: bool,
  k: i32,
  panelCount: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  panels: usize,
  table: usize,
  c: usize,
  cStep: usize,
): void {
  let left = k;
  while (left >= 3) {
    tile(rows, 3, gathered, panelCount, a, aStep, b, bStep, panels, table, c, cStep);
    left -= 3;
    b += 3 * bStep;
    table += 12;
    c += 12;
  }
  if (left == 2) tile(rows, 2, gathered, panelCount, a, aStep, b, bStep, panels, table, c, cStep);
  else if (left == 1) tile(rows, 1, gathered, panelCount, a, aStep, b, bStep, panels, table, c, cStep);
}

@inline
function products(
  gathered: bool,
  m: i32,
  k: i32,
  panelCount: i32,
  a: usize,
  aStep: usize,
  b: usize,
  bStep: usize,
  panels: usize,
  table: usize,
  c: usize,
  cStep: usize,
): void {
  let left = m;
  while (left >= 3) {
    rowBlock(3, gathered, k, panelCount, a, aStep, b, bStep, panels, table, c, cStep);
    left -= 3;
    a += 3 * aStep;
    c += 3 * cStep;
  }
  if (left == 2) rowBlock(2, gathered, k, panelCount, a, aStep, b, bStep, panels, table, c, cStep);
  else if (left == 1) rowBlock(1, gathered, k, panelCount, a, aStep, b, bStep, panels, table, c, cStep);
}

export function gemmNT(
  m: i32,
  k: i32,
  n: i32,
  a: usize,
  aStride: i32,
  b: usize,
  bStride: i32,
  c: usize,
  cStride: i32,
): void {
  products(false, m, k, n >> 3, a, <usize>(4 * aStride), b, <usize>(4 * bStride), 0, 0, c, <usize>(4 * cStride));
}

export function gemmGatherNT(
  m: i32,
  k: i32,
  panelCount: i32,
  a: usize,
  aStride: i32,
  b: usize,
  panels: usize,
  rows: usize,
  c: usize,
): void {
  products(true, m, k, panelCount, a, <usize>(4 * aStride), b, 0, panels, rows, c, <usize>(4 * k));
}
