import type { ArraySummary, ComparedArray, FirstRows } from '../../../preload/contract/index.ts';
import type { TableColumn } from '../../components/export/table.ts';

const extentOf = (shape: readonly number[]) => shape.join('×') || 'scalar';

/** The arrays of a file as columns of a table. */
export function summaryColumns(arrays: readonly ArraySummary[]): TableColumn[] {
  return [
    { title: 'Array', values: arrays.map(({ name }) => name) },
    { title: 'Shape', values: arrays.map(({ shape }) => extentOf(shape)) },
    { title: 'Type', values: arrays.map(({ type }) => type) },
    { title: 'Min', values: arrays.map(({ min }) => known(min)) },
    { title: 'Mean', values: arrays.map(({ mean }) => known(mean)) },
    { title: 'Max', values: arrays.map(({ max }) => known(max)) },
    { title: 'Not finite', values: arrays.map(({ notFinite }) => notFinite) },
  ];
}

/** Rows of an array as columns of a table, named as the array's columns or by their index. */
export function rowColumns({ columns, values }: FirstRows): TableColumn[] {
  return Array.from({ length: values[0]?.length ?? 0 }, (_, column) => ({
    title: columns?.[column] ?? `column ${column}`,
    values: values.map((row) => known(row[column]!)),
  }));
}

/** Arrays of several files, one in each row. */
export function comparisonColumns(arrays: readonly ComparedArray[]): TableColumn[] {
  const differences = arrays.map(({ difference }) => (typeof difference === 'string' ? null : difference));
  return [
    { title: 'File', values: arrays.map(({ file }) => file) },
    { title: 'Array', values: arrays.map(({ array }) => array) },
    { title: 'Shape', values: arrays.map(({ shape }) => extentOf(shape)) },
    { title: 'Type', values: arrays.map(({ type }) => type) },
    { title: 'Values', values: arrays.map(({ values }) => values) },
    { title: 'Not finite', values: arrays.map(({ notFinite }) => notFinite) },
    { title: 'Min', values: arrays.map(({ min }) => known(min)) },
    { title: 'Max', values: arrays.map(({ max }) => known(max)) },
    { title: 'Mean', values: arrays.map(({ mean }) => known(mean)) },
    {
      title: 'Standard deviation',
      latex: '\\sigma',
      values: arrays.map(({ deviation }) => known(deviation)),
    },
    {
      title: 'Largest difference from the first',
      latex: '\\max|\\Delta|',
      values: differences.map((found) => known(found?.largest)),
    },
    {
      title: 'Rms difference from the first',
      latex: '\\mathrm{rms}\\,\\Delta',
      values: differences.map((found) => known(found?.rms)),
    },
    {
      title: 'Correlation with the first',
      latex: 'r',
      values: differences.map((found) => known(found?.correlation)),
    },
    {
      title: 'Values that differ from the first',
      values: differences.map((found) => found?.unequal ?? null),
    },
  ];
}

/** What there is no value for leaves its cell empty. */
const known = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
