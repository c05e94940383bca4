import { badFile } from './bad-file.ts';
import {
  decodeText,
  findStyle,
  isMissing,
  isWord,
  linesOf,
  readNumber,
  splitLine,
  type Delimiter,
  type Style,
} from './csv-text.ts';

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

const sampleLines = 50;
const mostCells = 2 ** 26;

/**
 * Reads a table of numbers: delimiter (comma, semicolon, tab, blanks) and decimal sign are found from the first lines; a first line with words, or a
 * comment right above the numbers, is the header. Empty cells and nan are NaN. Columns holding only text are passed over.
 * Rows count from 1, the header among them. Throws HostError 'bad-file' naming the first ragged row, or the row and column of the first
 * cell that is no number.
 */
export function readCsv(bytes: Uint8Array): CsvTable {
  const text = decodeText(bytes);
  const { sample, comment } = sampleOf(text);
  if (sample.length === 0) throw badFile('The file holds no table: it is empty.', { offset: 0 });
  const style = findStyle(sample);
  const first = splitLine(sample[0]!, style.delimiter);
  const hasHeader = sample.length > 1 && first.some((cell) => isWord(cell, style));
  const table = new Table(first.length, style);
  let row = 0;
  for (const line of linesOf(text, () => {})) {
    row++;
    if (row === 1 && hasHeader) continue;
    table.add({ row, line: line.number, cells: splitLine(line.text, style.delimiter) });
  }
  const header = hasHeader ? first : headerOf(comment, first.length, style);
  return { ...table.take((column) => header?.[column] ?? `column ${column + 1}`, header !== null), ...style };
}

/** The first lines, and the last comment above them. */
function sampleOf(text: string): { sample: string[]; comment: string | null } {
  const sample: string[] = [];
  let comment: string | null = null;
  const onComment = (words: string) => {
    if (sample.length === 0) comment = words;
  };
  for (const line of linesOf(text, onComment)) {
    if (sample.push(line.text) === sampleLines) break;
  }
  return { sample, comment };
}

interface Row {
  /** Counted from 1 among the lines with something in them, the header too. */
  row: number;
  /** As an editor shows it. */
  line: number;
  cells: string[];
}

/** A cell that is no number. */
interface Word {
  row: number;
  line: number;
  cell: string;
}

/** The numbers of a table, gathered row by row. */
class Table {
  readonly #width: number;
  readonly #style: Style;
  #values: Float64Array;
  #rows = 0;
  /** Of each column: its first word, and whether there is a number in it. */
  readonly #words: (Word | undefined)[];
  readonly #numbers: boolean[];

  constructor(width: number, style: Style) {
    this.#width = width;
    this.#style = style;
    this.#values = new Float64Array(64 * width);
    this.#words = Array.from({ length: width });
    this.#numbers = Array.from({ length: width }, () => false);
  }

  add({ row, line, cells }: Row): void {
    const width = this.#width;
    if (cells.length !== width) {
      throw badFile(
        `The table is ragged: row ${row} has ${columnsText(cells.length)}, expected ${width} as in row 1.`,
        { where: `line ${line}`, remedy: 'Complete the row, or fill gaps with nan.' },
      );
    }
    const start = this.#rows * width;
    if (start + width > mostCells) {
      throw badFile(`The table has more than ${mostCells / 2 ** 20} million cells.`, {
        where: `line ${line}`,
        remedy: 'Save it as .npy, which is read many times faster as well.',
      });
    }
    if (start + width > this.#values.length) this.#grow();
    for (let column = 0; column < width; column++) {
      const cell = cells[column]!;
      const value = readNumber(cell, this.#style.decimalComma);
      this.#values[start + column] = value;
      if (!Number.isNaN(value)) this.#numbers[column] = true;
      else if (!isMissing(cell)) this.#words[column] ??= { row, line, cell: cell.slice(0, 40) };
    }
    this.#rows++;
  }

  #grow(): void {
    const larger = new Float64Array(2 * this.#values.length);
    larger.set(this.#values);
    this.#values = larger;
  }

  /** The table; a column of words without any number is left out, a word among numbers is a mistake. */
  take(
    nameOf: (column: number) => string,
    named: boolean,
  ): Pick<CsvTable, 'columns' | 'rows' | 'data' | 'width' | 'passedOver'> {
    const kept: number[] = [];
    const passedOver: string[] = [];
    let first: { word: Word; column: number } | undefined;
    for (let column = 0; column < this.#width; column++) {
      const word = this.#words[column];
      if (word !== undefined && !this.#numbers[column]) {
        passedOver.push(nameOf(column));
        continue;
      }
      kept.push(column);
      if (word !== undefined && (first === undefined || word.row < first.word.row)) first = { word, column };
    }
    if (kept.length === 0) throw badFile('The file holds text, not a table of numbers.', { where: 'line 1' });
    if (first !== undefined) {
      const { word, column } = first;
      throw badFile(`Row ${word.row}, ${nameOf(column)}: ‘${word.cell}’ is not a number.`, {
        where: `line ${word.line}, column ${column + 1}`,
        remedy: 'Correct the cell, or write nan where there is no value.',
      });
    }
    return {
      columns: named ? kept.map(nameOf) : null,
      rows: this.#rows,
      data: this.#columns(kept),
      width: kept.length,
      passedOver,
    };
  }

  #columns(kept: readonly number[]): Float64Array {
    const width = this.#width;
    if (kept.length === width) return this.#values.slice(0, this.#rows * width);
    const data = new Float64Array(this.#rows * kept.length);
    for (let row = 0; row < this.#rows; row++) {
      for (let place = 0; place < kept.length; place++) {
        data[row * kept.length + place] = this.#values[row * width + kept[place]!]!;
      }
    }
    return data;
  }
}

function headerOf(comment: string | null, width: number, { delimiter }: Style): string[] | null {
  if (comment === null) return null;
  const names = splitLine(comment, delimiter);
  return names.length === width && names.every((name) => name !== '') ? names : null;
}

function columnsText(count: number): string {
  return count === 1 ? '1 column' : `${count} columns`;
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
