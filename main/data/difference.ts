import type { NumericArray } from '../../preload/contract/arrays.ts';
import { readNpzContents } from './npz.ts';

/** How far two files with the same purpose are apart. */
export interface FileDifference {
  /** Whether everything in them agrees bit by bit, but for times of the clock. */
  same: boolean;
  /** Largest |difference| over the largest |value|; absent where their numbers can't be paired. */
  relativeDifference?: number;
  /** Times of the clock were left out. */
  clock: boolean;
}

/** Entries that say when and how fast, which no second computation repeats. */
const clockEntry = /^(seconds|stepSeconds|createdAt)$/;

/**
 * Compares two files whose bytes differ, by the ending of their name: arrays of .npz, values of .json and .csv. Of anything else
 * only the bytes count. Files that can't be read as what they are called are different, with no number.
 */
export function compareFiles(name: string, a: Uint8Array, b: Uint8Array): FileDifference {
  const comparison = new Comparison();
  try {
    if (name.endsWith('.npz')) comparison.arrays(readNpzContents(a), readNpzContents(b));
    else if (name.endsWith('.json')) comparison.values(parse(a), parse(b));
    else if (name.endsWith('.csv')) comparison.values(rows(a), rows(b));
    else return { same: false, clock: false };
  } catch {
    return { same: false, clock: false };
  }
  return comparison.result();
}

const parse = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

/** A table as lists of numbers and words, without rows and columns of times. */
function rows(bytes: Uint8Array): unknown {
  const lines = new TextDecoder().decode(bytes).trimEnd().split(/\r?\n/);
  const cells = lines.map((line) => line.split(','));
  const clock = (cells[0] ?? []).map((title) => clockEntry.test(title));
  return cells.map((row) =>
    clockEntry.test(row[0] ?? '')
      ? { seconds: row }
      : row.map((cell, i) => (clock[i] ? { seconds: cell } : numberOr(cell))),
  );
}

const numberOr = (cell: string) => (cell.trim() === '' || Number.isNaN(Number(cell)) ? cell : Number(cell));

class Comparison {
  #same = true;
  #paired = true;
  #clock = false;
  #difference = 0;
  #largest = 0;

  result(): FileDifference {
    const relative = this.#difference === 0 ? 0 : this.#difference / this.#largest;
    return {
      same: this.#same && this.#paired,
      clock: this.#clock,
      ...(this.#paired ? { relativeDifference: relative } : {}),
    };
  }

  arrays(first: NpzContents, second: NpzContents): void {
    // Nothing is known of what is in the files beside arrays.
    if (first.others.length + second.others.length > 0) this.#same = false;
    const names = Object.keys(first.arrays);
    if (names.length !== Object.keys(second.arrays).length) this.#paired = false;
    for (const name of names) {
      const one = first.arrays[name];
      const other = second.arrays[name];
      if (!one || !other || String(one.shape) !== String(other.shape)) {
        this.#paired = false;
        continue;
      }
      // Numbers hide bits: of 64-bit integers beyond 2^53, and which of the many NaN it is.
      if (one.type !== other.type || !sameBits(one.data, other.data)) this.#same = false;
      for (let i = 0; i < one.data.length; i++) {
        const [a, b] = [one.data[i]!, other.data[i]!];
        if (typeof a === 'bigint' && typeof b === 'bigint') this.#integers(a, b);
        else this.#numbers(Number(a), Number(b));
      }
    }
  }

  /** JSON values, entry by entry. */
  values(a: unknown, b: unknown): void {
    if (typeof a === 'number' && typeof b === 'number') this.#numbers(a, b);
    else if (isGroup(a) && isGroup(b) && Array.isArray(a) === Array.isArray(b)) {
      const names = new Set([...Object.keys(a), ...Object.keys(b)]);
      for (const name of names) {
        if (!Array.isArray(a) && clockEntry.test(name)) this.#clock = true;
        else if (Object.hasOwn(a, name) && Object.hasOwn(b, name)) this.values(a[name], b[name]);
        else this.#paired = false;
      }
    } else if (a !== b) {
      this.#same = false;
      // A word in the place of another leaves the numbers comparable; a word in the place of a number does not.
      if (typeof a !== typeof b || isGroup(a) || isGroup(b)) this.#paired = false;
    }
  }

  #integers(a: bigint, b: bigint): void {
    this.#largest = Math.max(this.#largest, Math.abs(Number(a)), Math.abs(Number(b)));
    this.#difference = Math.max(this.#difference, Math.abs(Number(a - b)));
  }

  #numbers(a: number, b: number): void {
    if (Number.isFinite(a)) this.#largest = Math.max(this.#largest, Math.abs(a));
    if (Number.isFinite(b)) this.#largest = Math.max(this.#largest, Math.abs(b));
    if (Object.is(a, b)) return;
    this.#same = false;
    const difference = Math.abs(a - b);
    // Of +0 and −0 the bits differ and nothing else; what is no number on one side only is as far apart as can be.
    this.#difference = Math.max(this.#difference, Number.isNaN(difference) ? Infinity : difference);
  }
}

type NpzContents = ReturnType<typeof readNpzContents>;

function sameBits(a: NumericArray, b: NumericArray): boolean {
  const one = new Uint8Array(a.buffer, a.byteOffset, a.byteLength);
  const other = new Uint8Array(b.buffer, b.byteOffset, b.byteLength);
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object';
