/** At most so many cells a particle: in a dilute flock visiting empty cells would cost more than visiting neighbours. */
const cellsPerParticle = 4;

/**
 * Particles of a periodic square sorted into cells at least as wide as the radius of interaction, 1. A rim of ghost cells holds displaced copies
 * of the particles at the opposite edge, so that the neighbours of a particle lie in runs of memory, without any wrapping.
 */
export class CellGrid {
  /** Cells per side, without ghosts. */
  readonly cells: number;
  /** Cells per row of the padded grid; real cell (column, row) has number (row + 1) stride + column + 1. */
  readonly stride: number;
  /** First particle of each padded cell; one more entry than cells. */
  readonly start: Int32Array;
  /** Sorted particles and ghosts. Positions are float64, so that displacing a copy by the side loses no bit. */
  x = new Float64Array(0);
  y = new Float64Array(0);
  cosine = new Float32Array(0);
  sine = new Float32Array(0);
  /** Σ cos θ and Σ sin θ over the neighbours within 1, itself included; of ghosts not complete. */
  sumX = new Float64Array(0);
  sumY = new Float64Array(0);
  /** The place that each real particle had before it was sorted. */
  origin = new Int32Array(0);
  readonly #side: number;
  readonly #cursor: Int32Array;
  readonly #cellOf: Int32Array;

  /**
   * @param side of the square, above 2: then no two images of one particle are within the radius of another.
   * @param count particles.
   */
  constructor(side: number, count: number) {
    this.#side = side;
    this.cells = Math.max(1, Math.min(Math.floor(side), Math.floor(Math.sqrt(cellsPerParticle * count))));
    this.stride = this.cells + 2;
    this.start = new Int32Array(this.stride ** 2 + 1);
    this.#cursor = new Int32Array(this.stride ** 2);
    this.#cellOf = new Int32Array(count);
  }

  /** Sorts (counting sort, stable) particles at x, y in [0, side) with their directions. */
  sort(x: Float32Array, y: Float32Array, cosine: Float32Array, sine: Float32Array): void {
    this.#count(x, y);
    const total = this.#addUp();
    if (total > this.x.length) this.#grow(total);
    this.#place(x, y, cosine, sine);
    this.#copyGhosts();
  }

  /** First particle of a row of real cells, which lie together. */
  rowStart(row: number): number {
    return this.start[(row + 1) * this.stride + 1];
  }

  rowEnd(row: number): number {
    return this.start[(row + 1) * this.stride + 1 + this.cells];
  }

  /**
   * Every pair is met once, from the cell that comes first: a cell looks at itself, the next one and the three below it. Cells at the ends of
   * rows so meet ghosts of the other end as well, which are too far away to count.
   */
  sumNeighbours(): void {
    const { stride, start, x, y, cosine, sine, sumX, sumY } = this;
    const total = start[stride * stride];
    for (let i = 0; i < total; i++) {
      sumX[i] = cosine[i];
      sumY[i] = sine[i];
    }
    // Up to the last real cell; the ghosts before it are among the first of their pairs, those after it never.
    const cellEnd = stride * (stride - 1) - 1;
    for (let cell = 0; cell < cellEnd; cell++) {
      const end = start[cell + 1];
      const besideEnd = start[cell + 2];
      const below = start[cell + stride - 1];
      const belowEnd = start[cell + stride + 2];
      for (let i = start[cell]; i < end; i++) {
        const hereX = x[i];
        const hereY = y[i];
        const hereCosine = cosine[i];
        const hereSine = sine[i];
        let ownX = 0;
        let ownY = 0;
        for (let j = i + 1; j < besideEnd; j++) {
          const dx = x[j] - hereX;
          const dy = y[j] - hereY;
          if (dx * dx + dy * dy <= 1) {
            ownX += cosine[j];
            ownY += sine[j];
            sumX[j] += hereCosine;
            sumY[j] += hereSine;
          }
        }
        for (let j = below; j < belowEnd; j++) {
          const dx = x[j] - hereX;
          const dy = y[j] - hereY;
          if (dx * dx + dy * dy <= 1) {
            ownX += cosine[j];
            ownY += sine[j];
            sumX[j] += hereCosine;
            sumY[j] += hereSine;
          }
        }
        sumX[i] += ownX;
        sumY[i] += ownY;
      }
    }
  }

  #count(x: Float32Array, y: Float32Array): void {
    const { cells, stride } = this;
    const cellOf = this.#cellOf;
    const counts = this.#cursor.fill(0);
    const perLength = cells / this.#side;
    for (let i = 0; i < cellOf.length; i++) {
      // Rounding may carry a position just below the side into the cell after the last.
      const column = Math.min((x[i] * perLength) | 0, cells - 1);
      const row = Math.min((y[i] * perLength) | 0, cells - 1);
      const cell = (row + 1) * stride + column + 1;
      cellOf[i] = cell;
      counts[cell]++;
    }
    for (let row = 1; row <= cells; row++) {
      counts[row * stride] = counts[row * stride + cells];
      counts[row * stride + cells + 1] = counts[row * stride + 1];
    }
    counts.copyWithin(0, cells * stride, (cells + 1) * stride);
    counts.copyWithin((cells + 1) * stride, stride, 2 * stride);
  }

  /** Turns counts into first places; returns how many particles and ghosts there are. */
  #addUp(): number {
    const { start } = this;
    const cursor = this.#cursor;
    let total = 0;
    for (let cell = 0; cell < cursor.length; cell++) {
      const count = cursor[cell];
      start[cell] = total;
      cursor[cell] = total;
      total += count;
    }
    start[cursor.length] = total;
    return total;
  }

  #grow(total: number): void {
    // Some more, as the number of ghosts changes from step to step.
    const capacity = Math.ceil(1.1 * total) + 16;
    this.x = new Float64Array(capacity);
    this.y = new Float64Array(capacity);
    this.cosine = new Float32Array(capacity);
    this.sine = new Float32Array(capacity);
    this.sumX = new Float64Array(capacity);
    this.sumY = new Float64Array(capacity);
    this.origin = new Int32Array(capacity);
  }

  #place(x: Float32Array, y: Float32Array, cosine: Float32Array, sine: Float32Array): void {
    const cursor = this.#cursor;
    const cellOf = this.#cellOf;
    const { x: sortedX, y: sortedY, cosine: sortedCosine, sine: sortedSine, origin } = this;
    for (let i = 0; i < cellOf.length; i++) {
      const place = cursor[cellOf[i]]++;
      sortedX[place] = x[i];
      sortedY[place] = y[i];
      sortedCosine[place] = cosine[i];
      sortedSine[place] = sine[i];
      origin[place] = i;
    }
  }

  #copyGhosts(): void {
    const { cells, stride } = this;
    const side = this.#side;
    const last = cells + 1;
    for (let row = 1; row <= cells; row++) {
      this.#copyCell(row * stride + cells, row * stride, -side, 0);
      this.#copyCell(row * stride + 1, row * stride + last, side, 0);
    }
    // Whole rows, with the ghosts just made at their ends.
    for (let column = 0; column <= last; column++) {
      this.#copyCell(cells * stride + column, column, 0, -side);
      this.#copyCell(stride + column, last * stride + column, 0, side);
    }
  }

  #copyCell(from: number, to: number, dx: number, dy: number): void {
    const { start, x, y, cosine, sine } = this;
    const first = start[from];
    const target = start[to];
    for (let i = 0; i < start[from + 1] - first; i++) {
      x[target + i] = x[first + i] + dx;
      y[target + i] = y[first + i] + dy;
      cosine[target + i] = cosine[first + i];
      sine[target + i] = sine[first + i];
    }
  }
}
