import type { SignedPermutation } from '../coupling-space.ts';

/*
 * A signed permutation T acts on a vector as (T s)_a = sign[a] · s_image[a]: row a of its matrix holds sign[a] in column image[a].
 */

export function signedIdentity(dimension: number): SignedPermutation {
  return {
    image: Uint8Array.from({ length: dimension }, (_, a) => a),
    sign: new Int8Array(dimension).fill(1),
  };
}

/** The signed permutation with this matrix, rows of rows; RangeError if it is none. */
export function signedPermutation(matrix: readonly (readonly number[])[]): SignedPermutation {
  const image = matrix.map((row) => row.findIndex((entry) => entry !== 0));
  const sign = matrix.map((row, a) => row[image[a]]);
  const single = matrix.every((row) => row.filter((entry) => entry !== 0).length === 1);
  if (!single || new Set(image).size !== matrix.length || sign.some((entry) => Math.abs(entry) !== 1))
    throw new RangeError('not one ±1 in every row and column');
  return { image: Uint8Array.from(image), sign: Int8Array.from(sign) };
}

/** The product AB: B acts first. */
export function product(a: SignedPermutation, b: SignedPermutation): SignedPermutation {
  return {
    image: a.image.map((through) => b.image[through]),
    sign: a.sign.map((sign, row) => sign * b.sign[a.image[row]]),
  };
}

/** The inverse, which is the transpose. */
export function inverse({ image, sign }: SignedPermutation): SignedPermutation {
  const result = signedIdentity(image.length);
  for (const [row, column] of image.entries()) {
    result.image[column] = row;
    result.sign[column] = sign[row];
  }
  return result;
}

/** Block-diagonal matrix of these blocks, in their order. */
export function directSum(blocks: readonly SignedPermutation[]): SignedPermutation {
  const image: number[] = [];
  const sign: number[] = [];
  for (const block of blocks) {
    const offset = image.length;
    for (const column of block.image) image.push(offset + column);
    sign.push(...block.sign);
  }
  return { image: Uint8Array.from(image), sign: Int8Array.from(sign) };
}

/** |T|: the same without signs, which is how functions that are even in every component see it. */
export function withoutSigns({ image }: SignedPermutation): SignedPermutation {
  return { image, sign: new Int8Array(image.length).fill(1) };
}

export function trace({ image, sign }: SignedPermutation): number {
  return image.reduce((sum, column, row) => (column === row ? sum + sign[row] : sum), 0);
}

/** Rows of rows. */
export function matrixOf({ image, sign }: SignedPermutation): number[][] {
  return Array.from(image, (column, row) =>
    Array.from(image, (_, other) => (other === column ? sign[row] : 0)),
  );
}

/** S M Tᵀ for a matrix M of as many rows as S has and as many columns as T, row by row. */
export function conjugated(
  s: SignedPermutation,
  matrix: Float64Array,
  t: SignedPermutation,
): Float64Array<ArrayBuffer> {
  const columns = t.image.length;
  const result = new Float64Array(matrix.length);
  for (const [a, row] of s.image.entries()) {
    for (const [b, column] of t.image.entries()) {
      // 0 + … keeps zeros positive.
      result[a * columns + b] = 0 + s.sign[a] * t.sign[b] * matrix[row * columns + column];
    }
  }
  return result;
}

/** Tells two apart, and finds them again in a Map. */
export function keyOf({ image, sign }: SignedPermutation): string {
  return image.reduce((key, column, row) => `${key}${sign[row] < 0 ? '-' : '+'}${column}`, '');
}
