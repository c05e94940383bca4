import { badFile } from './bad-file.ts';

export type Delimiter = ',' | ';' | '\t' | ' ';

export interface Style {
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
/** A row of more columns is no row of a table: a configuration of 1024 × 1024 spins has as many. */
const mostColumns = 2 ** 20;
/** A double written out in full has fewer digits. */
const longestNumber = 1100;

/** A line of text with something in it. */
export interface Line {
  /** Counted from 1, as an editor shows it. */
  number: number;
  text: string;
}

/** The text of a file: UTF-8, UTF-16 by its mark, Latin-1 otherwise. */
export function decodeText(bytes: Uint8Array): string {
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

/** Lines with something in them, one after the other, without comments (# or %). `onComment` is told of each comment's words. */
export function* linesOf(text: string, onComment: (words: string) => void): Generator<Line> {
  let number = 0;
  for (let start = 0; start < text.length;) {
    let end = start;
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code === 10 || code === 13) break;
    }
    const line = text.slice(start, end);
    number++;
    start = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1);
    if (/^\s*[#%]/.test(line)) onComment(line.replace(/^\s*[#%]+\s*/, ''));
    else if (line.trim() !== '') yield { number, text: line };
  }
}

/** The style with which the largest share of cells are numbers, the possible header aside. */
export function findStyle(lines: readonly string[]): Style {
  const sample = lines.slice(0, sampleLines);
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

/** Cells of one line, blanks around them cut off; quoted cells may hold the delimiter, and quotes doubled. */
export function splitLine(line: string, delimiter: Delimiter): string[] {
  if (line.length > mostColumns) checkColumns(line, delimiter);
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

/** Refuses a line of very many columns before each becomes a text of its own. */
function checkColumns(line: string, delimiter: Delimiter): void {
  let columns = 1;
  for (let at = line.indexOf(delimiter); at >= 0; at = line.indexOf(delimiter, at + 1)) columns++;
  if (columns <= mostColumns) return;
  throw badFile(`A row has ${columns} columns; up to ${mostColumns} are read.`, {
    remedy: 'Save the numbers as .npy, or write shorter rows.',
  });
}

export function isMissing(cell: string): boolean {
  return cell === '' || /^([+-]?nan|n\/?a|null|-)$/i.test(cell);
}

/** Whether a cell holds something that is neither a number nor a mark for a missing one. */
export function isWord(cell: string, { decimalComma }: Style): boolean {
  return Number.isNaN(readNumber(cell, decimalComma)) && !isMissing(cell);
}

/** The number in a cell, NaN for none. Exponents with D, as Fortran writes them, and a typographic minus are understood. */
export function readNumber(cell: string, decimalComma: boolean): number {
  if (cell === '' || cell.length > longestNumber) return Number.NaN;
  const pattern = decimalComma
    ? /^[+\-−]?(\d+|\d*,\d+)([ed][+-]?\d+)?$/i
    : /^[+\-−]?(\d+(\.\d*)?|\.\d+)([ed][+-]?\d+)?$/i;
  if (pattern.test(cell)) {
    return Number(cell.replace(',', '.').replace('−', '-').replace(/d/i, 'e'));
  }
  const infinite = /^([+-]?)inf(inity)?$/i.exec(cell);
  if (infinite === null) return Number.NaN;
  return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
