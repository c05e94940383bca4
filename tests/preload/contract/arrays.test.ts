import { expect, test } from 'vitest';
import { isNumericArray, shapedArray } from '../../../preload/contract/index.ts';

test.each([
  [new Float32Array(2), true],
  [new BigUint64Array(2), true],
  [Buffer.alloc(2), true],
  [new Uint8ClampedArray(2), false],
  [new DataView(new ArrayBuffer(2)), false],
  [new ArrayBuffer(2), false],
  [[1, 2], false],
  [{ length: 2, 0: 1, 1: 2 }, false],
  [null, false],
])('%o is an array that runs can hold: %s', (value, expected) => {
  expect(isNumericArray(value)).toBe(expected);
});

test.each([
  [[2, 3], new Float64Array(6), true],
  [[], new Float64Array(1), true],
  [[0], new Float64Array(0), true],
  [[2, 3], new Float64Array(5), false],
  [[-1, -6], new Float64Array(6), false],
  [[1.5, 4], new Float64Array(6), false],
  [[2 ** 53, 0], new Float64Array(0), false],
  [Array.from({ length: 9 }, () => 1), new Float64Array(1), false],
  [[6], new Uint8ClampedArray(6), false],
])('shape %j of %o is taken: %s', (shape, data, taken) => {
  expect(shapedArray.safeParse({ shape, data }).success).toBe(taken);
});
