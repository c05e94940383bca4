import type { Estimate } from '../../../preload/contract/index.ts';

/** A column of a table of results, as it is exported. */
export interface TableColumn {
  /** Heading in words, without unit; also the name in the CSV file. */
  title: string;
  unit?: string;
  /** LaTeX of the heading, without dollars, where it is a formula. */
  latex?: string;
  /** One for each row: numbers in full precision, words; null and undefined are empty cells. */
  values: readonly (number | string | null | undefined)[];
  /** LaTeX of cells that are formulas, without dollars, in place of their words. */
  latexCells?: readonly (string | null | undefined)[];
  /** One standard error for each value that has one. */
  errors?: readonly (number | null | undefined)[];
}

/** A column of estimates with their standard errors. */
export function estimateColumn(
  heading: Pick<TableColumn, 'title' | 'unit' | 'latex'>,
  estimates: readonly (Estimate | number | null | undefined)[],
): TableColumn {
  const known = estimates.map((estimate) =>
    typeof estimate === 'number' ? { value: estimate, error: null } : estimate,
  );
  const column = { ...heading, values: known.map((estimate) => estimate?.value) };
  return known.some((estimate) => typeof estimate?.error === 'number')
    ? { ...column, errors: known.map((estimate) => estimate?.error) }
    : column;
}

/** Columns of one piece each, by their headings: with unit, as in "D / cm²". */
export const plainColumns = (columns: Record<string, ArrayLike<number | string>>): TableColumn[] =>
  Object.entries(columns).map(([title, values]) => ({ title, values: Array.from(values) }));
