import { csvOf } from '../table-text.ts';
import type { TableColumn } from './table.ts';

/** Heading of a column in a CSV file: "D / cm²/s". */
export const csvHeading = ({ title, unit }: Pick<TableColumn, 'title' | 'unit'>) =>
  unit ? `${title} / ${unit}` : title;

/** A table of results as CSV, numbers in full precision; errors stand in a column of their own after the values. */
export function tableCsv(columns: readonly TableColumn[]): string {
  const named: Record<string, (number | string)[]> = {};
  const add = (heading: string, values: TableColumn['values']) => {
    named[freeName(heading, named)] = values.map((value) => value ?? '');
  };
  for (const column of columns) {
    add(csvHeading(column), column.values);
    if (column.errors) add(`${csvHeading(column)}, standard error`, column.errors);
  }
  return csvOf(named);
}

/** `name`, or with a number behind it where it is taken: two columns of one name would be one. */
export function freeName(name: string, taken: Readonly<Record<string, unknown>>): string {
  if (!Object.hasOwn(taken, name)) return name;
  let number = 2;
  while (Object.hasOwn(taken, `${name} (${number})`)) number++;
  return `${name} (${number})`;
}
