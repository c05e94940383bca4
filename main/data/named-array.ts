import type { ShapedArray } from '../../preload/contract/arrays.ts';

/** An array of a file. */
export interface NamedArray extends ShapedArray {
  /** Name in an .npz, path in an HDF5 file; 'array', 'picture' or 'table' otherwise. */
  name: string;
  /** Type of the stored values: 'float32', 'uint16'. */
  type: string;
}
