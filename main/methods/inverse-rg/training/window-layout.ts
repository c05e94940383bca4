import { ownBit } from '../windows.ts';

/** A group of blocks whose number of up spins is one digit of a case: one block, or a pair that mirrors each other in the diagonal. */
interface Site {
  blocks: number[];
  place: number;
}

/**
 * How the oriented n×n window of a pixel, read relative to its own block spin, becomes a case to count. n = 4: each of the 15 other
 * blocks is a bit, 2^15 cases. n = 5: of two blocks that mirror each other in the diagonal only the sum is kept, which is all that a
 * symmetric kernel sees; 2^4·3^10 = 944,784 cases instead of 2^24.
 */
export class WindowLayout {
  readonly n: number;
  readonly cases: number;
  readonly #sites: Site[];
  /** Part of the case from the low 15 bits of a window and from the others; additive. */
  readonly #low: Uint32Array;
  readonly #high: Uint32Array;

  constructor(n: number) {
    this.n = n;
    const groups = n === 4 ? singleBlocks(n) : diagonalPairs(n);
    let place = 1;
    this.#sites = groups.map((blocks) => {
      const site = { blocks, place };
      place *= blocks.length + 1;
      return site;
    });
    this.cases = place;
    const places = new Uint32Array(n * n);
    for (const site of this.#sites) for (const block of site.blocks) places[block] = site.place;
    this.#low = additiveTable(places.subarray(0, lowBits));
    this.#high = additiveTable(places.subarray(lowBits));
  }

  /** Case of an oriented window (windows.ts) with its own block spin turned up. */
  caseOf(window: number): number {
    return this.#low[window & lowMask] + this.#high[window >>> lowBits];
  }

  /** The lookup tables behind `caseOf`, for inner loops: low[window & 0x7fff] + high[window >>> 15]. */
  get tables(): { low: Uint32Array; high: Uint32Array } {
    return { low: this.#low, high: this.#high };
  }

  /**
   * Σ over blocks of ±weight for every case, own block up: [cases]. `weights` [n²] gives the weight of each block and is the same for
   * two blocks of a pair.
   */
  fields(weights: ArrayLike<number>): Float64Array {
    const fields = new Float64Array(this.cases);
    fields[0] = weights[ownBit(this.n)];
    for (const { blocks } of this.#sites) for (const block of blocks) fields[0] -= weights[block];
    for (const { blocks, place } of this.#sites) {
      for (let digit = 1; digit <= blocks.length; digit++) {
        const from = digit * place;
        const step = 2 * digit * weights[blocks[0]];
        for (let below = 0; below < place; below++) fields[from + below] = fields[below] + step;
      }
    }
    return fields;
  }
}

const lowBits = 15;
const lowMask = 0x7fff;

/** Every block but the pixel's own, one by one. */
function singleBlocks(n: number): number[][] {
  const blocks: number[][] = [];
  for (let block = 0; block < n * n; block++) if (block !== ownBit(n)) blocks.push([block]);
  return blocks;
}

/** Blocks on the diagonal one by one, without the pixel's own, then the pairs (i, j), (j, i). */
function diagonalPairs(n: number): number[][] {
  const diagonal: number[][] = [];
  const pairs: number[][] = [];
  for (let i = 0; i < n; i++) {
    if (n * i + i !== ownBit(n)) diagonal.push([n * i + i]);
    for (let j = 0; j < i; j++) pairs.push([n * i + j, n * j + i]);
  }
  return [...diagonal, ...pairs];
}

/** Σ places of the bits that are set, for every pattern of them. */
function additiveTable(places: Uint32Array): Uint32Array {
  const table = new Uint32Array(2 ** places.length);
  for (let bit = 0; bit < places.length; bit++) {
    for (let below = 0; below < 2 ** bit; below++) table[2 ** bit + below] = table[below] + places[bit];
  }
  return table;
}
