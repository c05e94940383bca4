/** A Bᵀ of two matrices [rows][inner] whose product is known to be symmetric: the half below the diagonal is computed, the other copied. */
export function symmetricProduct(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
): Float64Array {
  const product = new Float64Array(rows * rows);
  const whole = rows - (rows % 4);
  for (let i = 0; i < whole; i += 4) {
    for (let j = 0; j < i + 4; j += 2) tile(a, b, rows, inner, i, j, product);
  }
  for (let i = whole; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[j * inner + k];
      product[i * rows + j] = sum;
    }
  }
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) product[i * rows + j] = product[j * rows + i];
  }
  return product;
}

/** Rows i … i + 3, columns j and j + 1: eight sums that stay in registers. */
function tile(
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  i: number,
  j: number,
  product: Float64Array,
): void {
  let sum00 = 0;
  let sum01 = 0;
  let sum10 = 0;
  let sum11 = 0;
  let sum20 = 0;
  let sum21 = 0;
  let sum30 = 0;
  let sum31 = 0;
  let at = i * inner;
  let left = j * inner;
  for (let k = 0; k < inner; k++, at++, left++) {
    const b0 = b[left];
    const b1 = b[left + inner];
    const a0 = a[at];
    const a1 = a[at + inner];
    const a2 = a[at + 2 * inner];
    const a3 = a[at + 3 * inner];
    sum00 += a0 * b0;
    sum01 += a0 * b1;
    sum10 += a1 * b0;
    sum11 += a1 * b1;
    sum20 += a2 * b0;
    sum21 += a2 * b1;
    sum30 += a3 * b0;
    sum31 += a3 * b1;
  }
  const to = i * rows + j;
  product[to] = sum00;
  product[to + 1] = sum01;
  product[to + rows] = sum10;
  product[to + rows + 1] = sum11;
  product[to + 2 * rows] = sum20;
  product[to + 2 * rows + 1] = sum21;
  product[to + 3 * rows] = sum30;
  product[to + 3 * rows + 1] = sum31;
}
