import type { SpacetimePicture } from '../../../../preload/contract/index.ts';

/** Columns a picture may have, and bytes of a live picture. */
const mostColumns = 1024;
const mostBytes = 2 ** 20;

/** First cells are multiples of this, so that packed rows can be read from a whole word. */
const alignment = 32;

/** The last rows of a one-dimensional system, of which the middle is kept where they are wide. */
export class SpacetimeHistory {
  /** First cell that is kept. */
  readonly first: number;
  readonly columns: number;
  readonly #width: number;
  readonly #bytes: 1 | 4;
  #wanted: number;
  /** A ring: row r of it is at (r mod rows). */
  #ring: Uint8Array | Float32Array;
  #pushed = 0;

  /** @param kind what a cell is: a byte, or a float32. */
  constructor(width: number, rows: number, kind: 'byte' | 'float') {
    this.#width = width;
    this.columns = Math.min(width, mostColumns);
    this.first = alignment * Math.floor((width - this.columns) / 2 / alignment);
    this.#bytes = kind === 'byte' ? 1 : 4;
    this.#wanted = rows;
    this.#ring = this.#empty();
  }

  /** Rows that are kept: those wanted, or as many as a picture may hold. */
  get rows(): number {
    return this.#ring.length / this.columns;
  }

  keep(rows: number): void {
    const held = this.#ordered();
    this.#wanted = rows;
    this.#ring = this.#empty();
    const kept = Math.min(held.length / this.columns, this.rows);
    this.#ring.set(held.subarray(held.length - kept * this.columns));
    this.#pushed = kept;
  }

  /** A row to be filled with the next state's cells first … first + columns − 1. */
  push(): Uint8Array | Float32Array {
    const at = (this.#pushed++ % this.rows) * this.columns;
    return this.#ring.subarray(at, at + this.columns);
  }

  /** @param step of the last row. @param range of the values; without it that of the picture. */
  picture(step: number, label: string, range?: readonly [number, number]): SpacetimePicture {
    const data = this.#ordered();
    const height = data.length / this.columns;
    const [min, max] = range ?? rangeOf(data);
    return {
      type: 'spacetime',
      width: this.columns,
      firstCell: this.first,
      height,
      firstStep: step - height + 1,
      data,
      min,
      max,
      label,
    };
  }

  /** What the picture leaves out, or null. */
  note(): string | null {
    const cut =
      this.columns < this.#width
        ? `the middle ${this.columns} of ${this.#width} cells (from cell ${this.first})`
        : null;
    const shortened = this.rows < this.#wanted ? `the last ${this.rows} steps` : null;
    const parts = [cut, shortened].filter((part) => part !== null);
    return parts.length === 0 ? null : `The picture shows ${parts.join(' and ')}; the system has them all.`;
  }

  /** Rows so far, the oldest first. */
  #ordered(): Uint8Array | Float32Array {
    const { columns, rows } = this;
    const ring = this.#ring;
    if (this.#pushed <= rows) return ring.slice(0, this.#pushed * columns);
    const split = (this.#pushed % rows) * columns;
    const ordered = ring.slice();
    ordered.set(ring.subarray(split));
    ordered.set(ring.subarray(0, split), ring.length - split);
    return ordered;
  }

  #empty(): Uint8Array | Float32Array {
    const rows = Math.min(this.#wanted, Math.floor(mostBytes / this.#bytes / this.columns));
    return this.#bytes === 1 ? new Uint8Array(rows * this.columns) : new Float32Array(rows * this.columns);
  }
}

function rangeOf(values: Uint8Array | Float32Array): [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < min) min = values[i];
    if (values[i] > max) max = values[i];
  }
  return [min, max];
}
