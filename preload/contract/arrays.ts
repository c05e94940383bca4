import { z } from 'zod';

export type NumericArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** An n-dimensional array in C order: `data.length` is the product of `shape`. */
export interface ShapedArray<T extends NumericArray = NumericArray> {
  shape: number[];
  data: T;
}

/** Named arrays, as in an .npz file. */
export type ArrayRecord = Record<string, ShapedArray>;

/** Kinds of arrays that files and runs can hold, by the names of their classes. */
export const numericArrayTypes = {
  Float32Array,
  Float64Array,
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
} as const;

/** Whether a value is an array of a kind that files and runs can hold; clamped bytes and half precision are not. */
export function isNumericArray(value: unknown): value is NumericArray {
  return Object.values(numericArrayTypes).some((type) => value instanceof type);
}

export const shapedArray = z
  .object({
    shape: z.array(z.number().int().nonnegative()).max(8),
    data: z.custom<NumericArray>(isNumericArray, 'expected a typed array'),
  })
  .refine(({ shape, data }) => shape.reduce((a, b) => a * b, 1) === data.length, {
    error: 'the shape does not match the number of values',
  });

/** One field of a picture or simulation, row by row. */
export interface FieldPreview {
  width: number;
  height: number;
  data: Float32Array;
  /** What the values are, for the legend: "b", "m". */
  label: string;
  /** Unit of the values, if any. */
  unit?: string;
}
