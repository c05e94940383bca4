import { badFile } from './bad-file.ts';

/** A table of numbers as it was read. */
export interface CsvTable {
  /** Names of the columns, or null for a table without a header. */
  columns: string[] | null;
  rows: number;
  /** rows · columns values, row by row; NaN where a cell was empty. */
  data: Float64Array;
  /** Number of columns read. */
  width: number;
  delimiter: Delimiter;
  decimalComma: boolean;
  /** Columns of text that were passed over. */
  passedOver: string[];
}

export type Delimiter = ',' | ';' | '\t' | ' ';

interface Style {
  delimiter: Delimiter;
  decimalComma: boolean;
}

/** Styles in the order of preference where two read a file equally well. */
const styles: readonly Style[] = [
  { delimiter: ',', decimalComma: false },
  { delimiter: ';', decimalComma: false },
  { delimiter: '\t', decimalComma: false },
  { delimiter: ';', decimalComma: true },
  { delimiter: '\t', decimalComma: true },
  { delimiter: ' ', decimalComma: false },
  { delimiter: ' ', decimalComma: true },
];

const sampleLines = 50;
const mostCells = 2 ** 26;

interface Line {
  /** Counted from 1, as an editor shows it. */
  number: number;
  text: string;
}

/**
 * Reads a table of numbers: delimiter (comma, semicolon, tab, blanks) and decimal sign are found from the first lines; a first line with words, or a
 * comment right above the numbers, is the header. Empty cells and nan are NaN. Columns holding only text are passed over.
 * Throws HostError 'bad-file' naming line and column of the first ragged row or cell that is no number.
 */
export function readCsv(bytes: Uint8Array): CsvTable {
  const { lines, comment } = readLines(decodeText(bytes));
  if (lines.length === 0) throw badFile('The file holds no table: it is empty.', { offset: 0 });
  const style = findStyle(lines.slice(0, sampleLines).map(({ text }) => text));
  const table = lines.map(({ number, text }) => ({ number, cells: splitLine(text, style.delimiter) }));

  const first = table[0]!;
  const hasHeader = table.length > 1 && first.cells.some((cell) => isWord(cell, style));
  const body = hasHeader ? table.slice(1) : table;
  checkExtent(body, first);
  const width = first.cells.length;
  const header = hasHeader ? first.cells : headerOf(comment, width, style);
  const nameOf = (column: number) => header?.[column] ?? `column ${column + 1}`;

  const values = body.map(({ cells }) => cells.map((cell) => readNumber(cell, style.decimalComma)));
  // A column without any number but with words is left out; a word among numbers is a mistake.
  const isText = Array.from(
    { length: width },
    (_, column) =>
      values.every((row) => Number.isNaN(row[column])) &&
      body.some(({ cells }) => isWord(cells[column]!, style)),
  );
  const kept = isText.flatMap((text, column) => (text ? [] : [column]));
  if (kept.length === 0) {
    throw badFile('The file holds text, not a table of numbers.', { where: `line ${body[0]!.number}` });
  }
  const data = new Float64Array(body.length * kept.length);
  for (const [row, { number, cells }] of body.entries()) {
    for (const [place, column] of kept.entries()) {
      const value = values[row]![column]!;
      data[row * kept.length + place] = value;
      if (!Number.isNaN(value) || isMissing(cells[column]!)) continue;
      throw badFile(`Line ${number}, ${nameOf(column)}: ‘${cells[column]!.slice(0, 40)}’ is not a number.`, {
        where: `line ${number}, column ${column + 1}`,
        remedy: 'Correct the cell, or write nan where there is no value.',
      });
    }
  }
  return {
    columns: header === null ? null : kept.map(nameOf),
    rows: body.length,
    data,
    width: kept.length,
    ...style,
    passedOver: isText.flatMap((text, column) => (text ? [nameOf(column)] : [])),
  };
}

interface Row {
  number: number;
  cells: string[];
}

/** Every row must be as wide as the first line, and the whole table not too large. */
function checkExtent(body: readonly Row[], first: Row): void {
  const width = first.cells.length;
  for (const { number, cells } of body) {
    if (cells.length !== width) {
      throw badFile(
        `Line ${number} has ${columnsText(cells.length)}, expected ${width} as in line ${first.number}.`,
        { where: `line ${number}`, remedy: 'Complete the line, or fill gaps with nan.' },
      );
    }
  }
  if (body.length * width > mostCells) {
    throw badFile(
      `The table has ${body.length} × ${width} cells; up to ${mostCells / 2 ** 20} million are read.`,
      { remedy: 'Save it as .npy, which is read many times faster as well.' },
    );
  }
}

/** Whether a cell holds something that is neither a number nor a mark for a missing one. */
function isWord(cell: string, { decimalComma }: Style): boolean {
  return Number.isNaN(readNumber(cell, decimalComma)) && !isMissing(cell);
}

/** Writes a table as RFC 4180 asks: a header, commas, CRLF, quotes where needed. Numbers read back as the same numbers. */
export function writeCsv(
  columns: readonly string[],
  rows: Iterable<readonly (number | string | boolean)[]>,
): string {
  let text = `${columns.map(writeCell).join(',')}\r\n`;
  for (const row of rows) text += `${row.map(writeCell).join(',')}\r\n`;
  return text;
}

function writeCell(cell: number | string | boolean): string {
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  if (typeof cell === 'number') {
    if (Number.isFinite(cell)) return String(cell);
    return Number.isNaN(cell) ? 'nan' : cell > 0 ? 'inf' : '-inf';
  }
  return /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    // Words in a header may be in an older encoding; the numbers are the same in all of them.
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Lines with something in them, without comments; and the last comment above the first of them. */
function readLines(text: string): { lines: Line[]; comment: string | null } {
  const lines: Line[] = [];
  let comment: string | null = null;
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^\s*[#%]/.test(line)) {
      if (lines.length === 0) comment = line.replace(/^\s*[#%]+\s*/, '');
    } else if (line.trim() !== '') {
      lines.push({ number: index + 1, text: line });
    }
  }
  return { lines, comment };
}

/** The style with which the largest share of cells are numbers, the possible header aside. */
function findStyle(sample: readonly string[]): Style {
  const body = sample.length > 1 ? sample.slice(1) : sample;
  let best = styles[0]!;
  let bestScore = -1;
  for (const style of styles) {
    const cells = body.flatMap((line) => splitLine(line, style.delimiter));
    const numbers = cells.filter((cell) => !Number.isNaN(readNumber(cell, style.decimalComma))).length;
    // Of two styles that read everything, the one that finds more columns.
    const score = numbers / cells.length + Math.min(cells.length, 1e6) * 1e-9;
    if (score > bestScore) {
      best = style;
      bestScore = score;
    }
  }
  return best;
}

function headerOf(comment: string | null, width: number, { delimiter }: Style): string[] | null {
  if (comment === null) return null;
  const names = splitLine(comment, delimiter);
  return names.length === width && names.every((name) => name !== '') ? names : null;
}

/** Cells of one line, blanks around them cut off; quoted cells may hold the delimiter, and quotes doubled. */
function splitLine(line: string, delimiter: Delimiter): string[] {
  if (delimiter === ' ') return line.trim().split(/\s+/);
  if (!line.includes('"')) return line.split(delimiter).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const letter = line[at]!;
    if (letter === '"') {
      if (quoted && line[at + 1] === '"') {
        cell += letter;
        at++;
      } else {
        quoted = !quoted;
      }
    } else if (letter === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else {
      cell += letter;
    }
  }
  cells.push(cell.trim());
  return cells;
}

function isMissing(cell: string): boolean {
  return cell === '' || /^([+-]?nan|n\/?a|null|-)$/i.test(cell);
}

/** The number in a cell, NaN for none. Exponents with D, as Fortran writes them, and a typographic minus are understood. */
function readNumber(cell: string, decimalComma: boolean): number {
  if (cell === '') return Number.NaN;
  const pattern = decimalComma
    ? /^[+\-−]?(\d+|\d*,\d+)([ed][+-]?\d+)?$/i
    : /^[+\-−]?(\d+\.?\d*|\.\d+)([ed][+-]?\d+)?$/i;
  if (pattern.test(cell)) {
    return Number(cell.replace(',', '.').replace('−', '-').replace(/d/i, 'e'));
  }
  const infinite = /^([+-]?)inf(inity)?$/i.exec(cell);
  if (infinite === null) return Number.NaN;
  return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function columnsText(count: number): string {
  return count === 1 ? '1 column' : `${count} columns`;
}
