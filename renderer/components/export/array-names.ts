import { isNumericArray, type ArrayRecord } from '../../../preload/contract/index.ts';
import type { FigureTable } from './figure-source.ts';

/** A heading as the name of an array, easy to type: "k / rad" is k_rad. Letters of any alphabet stay. */
export const arrayName = (heading: string) =>
  heading
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 100) || 'column';

/** Where a column is in the .npz, beside what it is called. */
export interface NamedArray {
  heading: string;
  name: string;
}

function isNumeric(values: ArrayLike<number | string>): values is ArrayLike<number> {
  for (let i = 0; i < values.length; i++) if (typeof values[i] !== 'number') return false;
  return true;
}

/**
 * Columns of tables as named arrays: of the type they have, else 64-bit floats. Columns of words stay out of it. With several tables
 * names begin with that of their table; a name that is taken gets a number.
 */
export function arraysOf(tables: readonly FigureTable[]): { arrays: ArrayRecord; names: NamedArray[] } {
  const arrays: ArrayRecord = {};
  const names: NamedArray[] = [];
  for (const { title, columns } of tables) {
    for (const [heading, values] of Object.entries(columns)) {
      if (!isNumeric(values)) continue;
      const own = arrayName(tables.length > 1 ? `${title}_${heading}` : heading);
      let name = own;
      for (let number = 2; Object.hasOwn(arrays, name); number++) name = `${own}_${number}`;
      arrays[name] = {
        shape: [values.length],
        data: isNumericArray(values) ? values : Float64Array.from(values),
      };
      names.push({ heading, name });
    }
  }
  return { arrays, names };
}
