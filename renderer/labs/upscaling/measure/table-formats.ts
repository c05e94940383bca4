import type { Estimate } from '../../../../preload/contract/index.ts';
import { csvOf } from '../../../components/table-text.ts';
import { distance, estimateText } from '../../../components/estimate.ts';
import type { Comparison, ComparedRow, Reference } from './comparison.ts';

const valueOf = ({ value }: Reference) => (typeof value === 'number' ? value : value.value);
const errorOf = ({ value }: Reference) => (typeof value === 'number' ? '' : (value.error ?? ''));

/** The comparison as CSV: one line for each quantity and ensemble, with its error and its distance from the reference. */
export function comparisonCsv({ columns, sections }: Comparison): string {
  const lines = sections.flatMap(({ size, rows }) =>
    rows.flatMap((row) =>
      row.cells.flatMap((cell, index) => {
        if (cell === null) return [];
        const reference = cell.compared ? row.reference : null;
        const off = reference ? distance(cell.estimate, reference.value) : null;
        return [
          [
            size,
            row.text,
            columns[index]!.title,
            cell.estimate.value,
            cell.estimate.error ?? '',
            reference?.name ?? '',
            reference ? valueOf(reference) : '',
            reference ? errorOf(reference) : '',
            off?.sigmas ?? '',
            off?.percent ?? '',
          ],
        ];
      }),
    ),
  );
  const names = [
    'L',
    'quantity',
    'ensemble',
    'value',
    'standard error',
    'reference',
    'reference value',
    'reference error',
    'distance in sigma',
    'distance in percent',
  ];
  return csvOf(Object.fromEntries(names.map((name, column) => [name, lines.map((line) => line[column]!)])));
}

/** The comparison as a LaTeX tabular, values as 1582.4(12). */
export function comparisonLatex({ columns, sections }: Comparison): string {
  const head = ['', 'reference', ...columns.map(({ title }) => latexText(title))];
  const lines = [
    `\\begin{tabular}{l${'r'.repeat(columns.length + 1)}}`,
    '\\hline',
    `${head.join(' & ')} \\\\`,
    ...sections.flatMap(({ title, rows }) => [
      '\\hline',
      `\\multicolumn{${columns.length + 2}}{l}{$${title}$} \\\\`,
      ...rows.map((row) => `${latexRow(row).join(' & ')} \\\\`),
    ]),
    '\\hline',
    '\\end{tabular}',
  ];
  return `${lines.join('\n')}\n`;
}

function latexRow({ symbol, reference, cells }: ComparedRow): string[] {
  return [
    `$${symbol}$`,
    reference ? latexValue(reference.value) : '--',
    ...cells.map((cell) => (cell ? latexValue(cell.estimate) : '--')),
  ];
}

const latexValue = (value: number | Estimate) =>
  typeof value === 'number'
    ? `$${Number(value.toPrecision(6))}$`
    : `$${estimateText(value).replaceAll('−', '-').replaceAll('\u2009', '\\,').replace('(–)', '')}$`;

const greek: Record<string, string> = {
  χ: '$\\chi$',
  γ: '$\\gamma$',
  ν: '$\\nu$',
  η: '$\\eta$',
  '→': '$\\to$',
};
const latexText = (text: string) =>
  text
    .replaceAll(/[&%$#_{}]/g, (character) => `\\${character}`)
    .replaceAll(/[χγνη→]/g, (character) => greek[character]!);
