import type { SymmetryDescription } from '../../../../preload/contract/index.ts';
import { typed } from '../../../components/numbers.ts';

type Component = SymmetryDescription['spin']['components'][number];

/** Indices of components before which another irreducible representation, or another copy of one, begins. */
export function blockStarts(components: readonly Pick<Component, 'irrep' | 'copy'>[]): number[] {
  return components.flatMap(({ irrep, copy }, index) => {
    const before = components[index - 1];
    return before !== undefined && (before.irrep !== irrep || before.copy !== copy) ? [index] : [];
  });
}

/**
 * KaTeX source of a matrix, with lines between blocks as in Eqs. 17 and 18.
 * @param rows entries as KaTeX source
 * @param rowStarts rows with a line above them
 * @param columnStarts columns with a line to their left; those of the rows when absent
 */
export function matrixTex(
  rows: readonly (readonly string[])[],
  rowStarts: readonly number[] = [],
  columnStarts: readonly number[] = rowStarts,
): string {
  const columns = (rows[0] ?? []).map((_, index) => (columnStarts.includes(index) ? '|c' : 'c')).join('');
  const body = rows
    .map((row, index) => (rowStarts.includes(index) ? '\\hline ' : '') + row.join(' & '))
    .join(' \\\\ ');
  return `\\left[\\begin{array}{${columns}} ${body} \\end{array}\\right]`;
}

/** "−J4" as KaTeX source: "-J_{4}"; zeros step back behind what there is. */
export function expressionTex(expression: string): string {
  if (expression === '0') return '\\textcolor{gray}{0}';
  return expression.replaceAll('−', '-').replaceAll(/J(\d+)/g, 'J_{$1}');
}

/** The zero pattern of the couplings of one kernel. */
export function patternTex(
  pattern: readonly (readonly string[])[],
  components: readonly Component[],
): string {
  return matrixTex(
    pattern.map((row) => row.map(expressionTex)),
    blockStarts(components),
  );
}

/** A matrix of numbers; no more than `digits` decimals. */
export function numberMatrixTex(
  rows: readonly (readonly number[])[],
  { digits = 3, starts = [] }: { digits?: number; starts?: readonly number[] } = {},
): string {
  const entry = (value: number) =>
    typed(Number(value.toFixed(digits))).replace(/^0$/, '\\textcolor{gray}{0}');
  return matrixTex(
    rows.map((row) => row.map(entry)),
    starts,
  );
}

/** "A1", "E, x": what a component is called where a typeset symbol would not be read. */
export function componentName({ irrep, copy, index }: Component, components: readonly Component[]): string {
  const copies = components.filter((other) => other.irrep === irrep && other.index === 0).length;
  const which = copies > 1 ? ` no. ${copy}` : '';
  return `${irrep}${which}${irrep === 'E' ? `, ${index === 0 ? 'x' : 'y'}` : ''}`;
}

/** The same as KaTeX source: "A_1^{(2)}", "E_x". */
export function componentTex({ irrep, copy, index }: Component, components: readonly Component[]): string {
  const copies = components.filter((other) => other.irrep === irrep && other.index === 0).length;
  const symbol = irrep === 'E' ? `E_${index === 0 ? 'x' : 'y'}` : `${irrep[0]}_${irrep[1]}`;
  return copies > 1 ? `${symbol}^{(${copy})}` : symbol;
}
