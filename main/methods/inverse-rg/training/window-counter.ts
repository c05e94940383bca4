import type { Spins } from '../../../physics/ising/spins.ts';
import { WindowRows } from '../generation/window-rows.ts';
import { ownBit } from '../windows.ts';
import type { WeightedCounts } from './weighted-counts.ts';
import { WindowLayout } from './window-layout.ts';

/** Counts something about pixels and the blocks around them, relative to the pixel's own block spin. */
export interface NeighbourhoodCounter {
  readonly cases: number;
  /** Adds every pixel of a configuration (size², size even) and its blocks to the sums, each with `weight`. */
  add(fine: Spins, coarse: Spins, size: number, weight: number, sums: WeightedCounts['sums']): void;
}

const layouts = new Map<number, WindowLayout>();

/** The layout of n×n windows, made once a thread. */
export function windowLayout(n: number): WindowLayout {
  let layout = layouts.get(n);
  if (!layout) {
    layout = new WindowLayout(n);
    layouts.set(n, layout);
  }
  return layout;
}

/**
 * The sufficient statistics of symmetric kernels: how often a pixel is along or against its block spin, for every oriented n×n block
 * window. n = 4 serves k = 3, 5 and 7, n = 5 serves k = 9 (and smaller ones).
 */
export class WindowCounter implements NeighbourhoodCounter {
  readonly cases: number;
  readonly #layout: WindowLayout;
  readonly #rows = new Map<number, WindowRows>();

  constructor(n: number) {
    this.#layout = windowLayout(n);
    this.cases = this.#layout.cases;
  }

  add(fine: Spins, coarse: Spins, size: number, weight: number, sums: Float64Array): void {
    const { n } = this.#layout;
    const { low, high } = this.#layout.tables;
    const own = ownBit(n);
    const all = 2 ** (n * n) - 1;
    const rows = this.#rowsOf(size >> 1);
    rows.open(coarse);
    for (let row = 0, pixel = 0; row < size; row++) {
      const windows = rows.read(row);
      for (let column = 0; column < size; column++, pixel++) {
        let window = windows[column];
        let aligned = fine[pixel];
        if (((window >>> own) & 1) === 0) {
          window ^= all;
          aligned ^= 1;
        }
        sums[2 * (low[window & 0x7fff] + high[window >>> 15]) + aligned] += weight;
      }
    }
  }

  /** The reader of lattices of size² blocks: two sizes take turns where configurations are blocked twice. */
  #rowsOf(size: number): WindowRows {
    let rows = this.#rows.get(size);
    if (!rows) {
      rows = new WindowRows({ side: this.#layout.n, reach: 2 }, size);
      this.#rows.set(size, rows);
    }
    return rows;
  }
}
