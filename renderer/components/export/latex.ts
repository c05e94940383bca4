import { estimateText } from '../estimate.ts';
import type { TableColumn } from './table.ts';

const special: Record<string, string> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '%': '\\%',
  '#': '\\#',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '–': '--',
  '—': '---',
  '‘': '`',
  '’': "'",
  '“': '``',
  '”': "''",
  '…': '\\ldots{}',
  '\u00a0': '~',
  '\u2009': '\\,',
  '\u202f': '\\,',
};

/** Letters and signs that LaTeX knows in formulas only. */
const inFormulas: Record<string, string> = {
  ...Object.fromEntries(
    Object.entries({
      αβγδεζηθικλμνξ: 'alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi',
      πρστυφχψω: 'pi rho sigma tau upsilon varphi chi psi omega',
      ΓΔΘΛΞΠΣΦΨΩ: 'Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega',
    }).flatMap(([letters, names]) => {
      const list = names.split(' ');
      return [...letters].map((letter, index) => [letter, `\\${list[index]} `]);
    }),
  ),
  µ: '\\mu ',
  ℓ: '\\ell ',
  '−': '-',
  '±': '\\pm ',
  '×': '\\times ',
  '·': '\\cdot ',
  '→': '\\to ',
  '←': '\\leftarrow ',
  '↦': '\\mapsto ',
  '≤': '\\le ',
  '≥': '\\ge ',
  '≈': '\\approx ',
  '≠': '\\ne ',
  '∝': '\\propto ',
  '∞': '\\infty ',
  '√': '\\surd ',
  '∑': '\\sum ',
  '∂': '\\partial ',
  '∇': '\\nabla ',
  '∈': '\\in ',
  '⟨': '\\langle ',
  '⟩': '\\rangle ',
  '°': '^{\\circ}',
  '′': "'",
};
const raised = Object.fromEntries(
  [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ'].map((sign, index) => [sign, [...'0123456789+-nT'][index]!]),
);
const lowered = Object.fromEntries(
  [...'₀₁₂₃₄₅₆₇₈₉₊₋ₙ'].map((sign, index) => [sign, [...'0123456789+-n'][index]!]),
);

const signs = (of: Record<string, string>) => Object.keys(of).join('');
const formula = new RegExp(`[${signs(inFormulas)}${signs(raised)}${signs(lowered)}]+`, 'gu');
const escapes = /[\\{}$&%#_~^<>|–—‘’“”…\u00a0\u2009\u202f]/g;

/** Exponents or indices as LaTeX writes them. */
const script = (of: Record<string, string>, mark: string) => (text: string) =>
  `${mark}{${[...text].map((sign) => of[sign]!).join('')}}`;

/** A run of formula signs: neighbouring exponents and indices belong together. */
function formulaText(run: string): string {
  const text = run
    .replaceAll(new RegExp(`[${signs(raised)}]+`, 'gu'), script(raised, '^'))
    .replaceAll(new RegExp(`[${signs(lowered)}]+`, 'gu'), script(lowered, '_'))
    .replaceAll(/\P{ASCII}/gu, (sign) => inFormulas[sign] ?? sign);
  return `$${text.trim()}$`;
}

const plain = (piece: string) =>
  piece.replaceAll(/\s*[\r\n]\s*/g, ' ').replaceAll(escapes, (sign) => special[sign]!);

/** Words as LaTeX sets them: signs with a meaning escaped, Greek letters, indices and exponents as formulas. Line breaks become blanks. */
export function latexText(text: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of text.matchAll(formula)) {
    parts.push(plain(text.slice(end, match.index)), formulaText(match[0]));
    end = match.index + match[0].length;
  }
  return [...parts, plain(text.slice(end))].join('');
}

/** Digits of numbers without error. */
const digits = 6;

/** A number, "1.234(5)" where it has a standard error; six digits where it has none (the CSV file has all). */
export function latexNumber(value: number, error?: number | null): string {
  if (Number.isNaN(value)) return '--';
  if (!Number.isFinite(value)) return value > 0 ? '$\\infty$' : '$-\\infty$';
  const text =
    typeof error === 'number' && Number.isFinite(error)
      ? estimateText({ value, error })
      : String(Number.isInteger(value) && Math.abs(value) < 1e15 ? value : Number(value.toPrecision(digits)));
  const typed = text.replaceAll('−', '-').replaceAll('\u2009', '\\,').replace('e+', 'e');
  return `$${typed.replace(/e(-?\d+)$/, ' \\times 10^{$1}')}$`;
}

function cell({ values, errors, latexCells }: TableColumn, row: number): string {
  const formula = latexCells?.[row];
  if (formula) return `$${formula}$`;
  const value = values[row];
  if (value === null || value === undefined || value === '') return '--';
  return typeof value === 'number' ? latexNumber(value, errors?.[row]) : latexText(value);
}

const heading = ({ title, unit, latex }: TableColumn) =>
  `${latex ? `$${latex}$` : latexText(title)}${unit ? ` / ${latexText(unit)}` : ''}`;

const isNumeric = ({ values }: TableColumn) => values.some((value) => typeof value === 'number');

const line = (cells: readonly string[]) => `  ${cells.join(' & ')} \\\\`;

/**
 * A table of results as a LaTeX tabular with the rules of booktabs.
 * @param remarks lines for the comment above it: what it is, where it comes from
 */
export function tableLatex(columns: readonly TableColumn[], remarks: readonly string[] = []): string {
  const rows = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [
    ...remarks.flatMap((remark) => remark.split(/\r\n|[\r\n]/).map((text) => `% ${text}`)),
    '% \\usepackage{booktabs}',
    `\\begin{tabular}{${columns.map((column) => (isNumeric(column) ? 'r' : 'l')).join('')}}`,
    '  \\toprule',
    line(columns.map(heading)),
    '  \\midrule',
    ...Array.from({ length: rows }, (_, row) => line(columns.map((column) => cell(column, row)))),
    '  \\bottomrule',
    '\\end{tabular}',
  ];
  return `${lines.join('\n')}\n`;
}
