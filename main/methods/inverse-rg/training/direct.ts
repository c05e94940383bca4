import { orbitOfCells } from '../../../../preload/contract/index.ts';
import type { Spins } from '../../../physics/ising/spins.ts';

/** A configuration and its blocks. */
export interface BlockedPair {
  fine: Spins;
  coarse: Spins;
}

/**
 * Loss (Eq. 12, nats per pixel) and gradient of a symmetric kernel over a mini-batch as the paper computes them: blocks upsampled to
 * nearest neighbours with circular padding, one k×k convolution forward, one correlation back, pixel by pixel. The oracle of the counts
 * and what the benchmark compares them with.
 */
export class DirectLoss {
  readonly #size: number;
  readonly #kernelSize: number;
  readonly #orbits: Uint8Array;
  readonly #upsampled: Float64Array;
  readonly #cells: Float64Array;
  readonly #cellGradient: Float64Array;

  /** @param size L of the configurations */
  constructor(kernelSize: number, size: number) {
    this.#size = size;
    this.#kernelSize = kernelSize;
    this.#orbits = orbitOfCells(kernelSize);
    this.#upsampled = new Float64Array((size + kernelSize - 1) ** 2);
    this.#cells = new Float64Array(kernelSize ** 2);
    this.#cellGradient = new Float64Array(kernelSize ** 2);
  }

  evaluate(batch: readonly BlockedPair[], weights: Float64Array): { loss: number; gradient: Float64Array } {
    const size = this.#size;
    const k = this.#kernelSize;
    const width = size + k - 1;
    const upsampled = this.#upsampled;
    const cells = this.#cells;
    const cellGradient = this.#cellGradient;
    for (let cell = 0; cell < cells.length; cell++) cells[cell] = weights[this.#orbits[cell]];
    cellGradient.fill(0);
    let loss = 0;
    for (const { fine, coarse } of batch) {
      this.#upsample(coarse);
      for (let row = 0, pixel = 0; row < size; row++) {
        for (let column = 0; column < size; column++, pixel++) {
          let h = 0;
          for (let i = 0, cell = 0; i < k; i++) {
            const from = (row + i) * width + column;
            for (let j = 0; j < k; j++, cell++) h += cells[cell] * upsampled[from + j];
          }
          const spin = 2 * fine[pixel] - 1;
          const e = Math.exp(-2 * spin * h);
          loss += Math.log1p(e);
          const slope = -2 * spin * (e / (1 + e));
          for (let i = 0, cell = 0; i < k; i++) {
            const from = (row + i) * width + column;
            for (let j = 0; j < k; j++, cell++) cellGradient[cell] += slope * upsampled[from + j];
          }
        }
      }
    }
    const pixels = batch.length * size * size;
    const gradient = new Float64Array(weights.length);
    for (let cell = 0; cell < cells.length; cell++) {
      gradient[this.#orbits[cell]] += cellGradient[cell] / pixels;
    }
    return { loss: loss / pixels, gradient };
  }

  #upsample(coarse: Spins): void {
    const size = this.#size;
    const half = size >> 1;
    const margin = this.#kernelSize >> 1;
    const width = size + 2 * margin;
    for (let y = 0, cell = 0; y < width; y++) {
      const R = ((y - margin + size) % size) >> 1;
      for (let x = 0; x < width; x++, cell++) {
        const C = ((x - margin + size) % size) >> 1;
        this.#upsampled[cell] = 2 * coarse[R * half + C] - 1;
      }
    }
  }
}
