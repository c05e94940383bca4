import { csvOf, fileStem } from '../table-text.ts';
import { arrayCsv } from './array-csv.ts';
import type { FigureSource } from './figure-source.ts';

/** CSV files of a figure: its tables, else its arrays, each in a file of its own with a name of its own. */
export function csvFiles(
  source: Pick<FigureSource, 'tables' | 'arrays'>,
  stem: string,
): { name: string; text: () => string }[] {
  const tables = source.tables?.() ?? [];
  const taken: Record<string, true> = {};
  function named(title: string, alone: boolean): string {
    if (alone) return `${stem}.csv`;
    // Titles that differ in capitals or in letters beyond ASCII only have one stem.
    const own = `${stem}-${fileStem(title)}`;
    let name = own;
    for (let number = 2; Object.hasOwn(taken, name); number++) name = `${own}-${number}`;
    taken[name] = true;
    return `${name}.csv`;
  }
  if (tables.length > 0) {
    return tables.map(({ title, columns }) => ({
      name: named(title, tables.length === 1),
      text: () => csvOf(columns),
    }));
  }
  const arrays = Object.entries(source.arrays?.() ?? {});
  return arrays.map(([title, array]) => ({
    name: named(title, arrays.length === 1),
    text: () => arrayCsv(array),
  }));
}
