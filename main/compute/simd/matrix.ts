/** The memory matrices lie in: the engine, as far as a matrix is concerned. */
export interface Arena {
  /** The whole memory as floats; it never moves. */
  readonly heap: Float32Array<ArrayBuffer>;
  /** Byte pointer to so many floats, not cleared. */
  allocate(floats: number): number;
}

/** Width of a column panel of the matrix kernels: batches are padded to a multiple of it. */
const panel = 8;

/**
 * A float32 matrix in the engine's memory, feature-major: element (row, column) is `data[row·stride + column]`; rows are
 * features, columns are examples. Columns from `columns` to `padded` exist for the kernels; they must stay finite, and zero in
 * gradients.
 */
export class Matrix {
  readonly arena: Arena;
  /** Bytes from the start of the engine's memory. */
  readonly pointer: number;
  readonly rows: number;
  /** Examples. */
  readonly columns: number;
  /** Examples rounded up to a multiple of 8: what kernels work on. */
  readonly padded: number;
  /** Floats from one row to the next. */
  readonly stride: number;
  #data: Float32Array<ArrayBuffer> | undefined;

  constructor(arena: Arena, pointer: number, rows: number, columns: number) {
    this.arena = arena;
    this.pointer = pointer;
    this.rows = rows;
    this.columns = columns;
    this.padded = Math.ceil(columns / panel) * panel;
    this.stride = Matrix.strideOf(columns);
  }

  /** Floats from row to row for so many examples: the same for every matrix of one batch. */
  static strideOf(columns: number): number {
    return Math.ceil(columns / panel) * panel;
  }

  /** Uninitialised memory: for results that a kernel writes whole. */
  static allocate(arena: Arena, rows: number, columns: number): Matrix {
    return new Matrix(arena, arena.allocate(rows * Matrix.strideOf(columns)), rows, columns);
  }

  /** All rows with their padding. */
  get data(): Float32Array<ArrayBuffer> {
    const first = this.pointer / 4;
    return (this.#data ??= this.arena.heap.subarray(first, first + this.rows * this.stride));
  }

  /** Rows first … first + count − 1 as a matrix on the same memory. */
  slice(first: number, count: number): Matrix {
    if (first < 0 || count < 0 || first + count > this.rows) {
      throw new RangeError(`rows ${first} to ${first + count} of a matrix of ${this.rows}`);
    }
    return new Matrix(this.arena, this.pointer + 4 * first * this.stride, count, this.columns);
  }

  /** The values of one feature, without padding. */
  row(index: number): Float32Array<ArrayBuffer> {
    return this.data.subarray(index * this.stride, index * this.stride + this.columns);
  }

  /** Copies examples in: `values` is [columns][rows], one example after the other. */
  setExamples(values: ArrayLike<number>): this {
    const { data, rows, columns, stride } = this;
    if (values.length !== rows * columns) {
      throw new RangeError(`${values.length} values for ${columns} examples of ${rows} features`);
    }
    for (let row = 0; row < rows; row++) {
      const start = row * stride;
      for (let column = 0; column < columns; column++) data[start + column] = values[column * rows + row];
      data.fill(0, start + columns, start + stride);
    }
    return this;
  }

  /** Copies examples out: [columns][rows]. */
  toExamples(): Float32Array<ArrayBuffer> {
    const { data, rows, columns, stride } = this;
    const values = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++)
        values[column * rows + row] = data[row * stride + column];
    }
    return values;
  }

  /** Copies another matrix of the same size. */
  copyFrom(source: Matrix): this {
    if (source.rows !== this.rows || source.columns !== this.columns) {
      throw new RangeError(
        `a ${source.rows}×${source.columns} matrix does not fit ${this.rows}×${this.columns}`,
      );
    }
    this.data.set(source.data);
    return this;
  }
}
