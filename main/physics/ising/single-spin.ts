import type { RandomStream } from '../../compute/random.ts';
import type { Spins } from './spins.ts';

/**
 * P(↑ | up neighbours) of the heat bath as thresholds of a 32-bit word, for 0 to 4 of the four neighbours up:
 * p = 1/(1 + e^(−2K h)), h = 2·up − 4.
 */
export function heatBathThresholds(coupling: number): Float64Array {
  return Float64Array.from({ length: 5 }, (_, up) =>
    Math.round(2 ** 32 / (1 + Math.exp(-2 * coupling * (2 * up - 4)))),
  );
}

/**
 * Draws every spin once from its distribution given its neighbours. Even sides take the two sublattices in turn (checkerboard), within
 * which spins do not see each other; odd sides have no such sublattices and take the spins row by row. Either order leaves the Boltzmann
 * distribution as it is, as every single draw does. One random word per spin.
 */
export function heatBathSweep(spins: Spins, size: number, coupling: number, random: RandomStream): void {
  const thresholds = heatBathThresholds(coupling);
  if (size % 2) {
    const words = new Uint32Array(size);
    for (let row = 0; row < size; row++) drawRow(spins, size, row, 0, 1, thresholds, random, words);
    return;
  }
  const words = new Uint32Array(size / 2);
  for (const parity of [0, 1]) {
    for (let row = 0; row < size; row++) {
      drawRow(spins, size, row, (row + parity) & 1, 2, thresholds, random, words);
    }
  }
}

/** Draws the spins first, first + stride, … of one row; `words` is scratch memory for their random words. */
function drawRow(
  spins: Spins,
  size: number,
  row: number,
  first: number,
  stride: number,
  thresholds: Float64Array,
  random: RandomStream,
  words: Uint32Array,
): void {
  const here = row * size;
  const above = (row === 0 ? size - 1 : row - 1) * size;
  const below = (row === size - 1 ? 0 : row + 1) * size;
  const last = size - 1;
  random.fillBits(words);
  for (let column = first, i = 0; column < size; column += stride, i++) {
    const left = column === 0 ? last : column - 1;
    const right = column === last ? 0 : column + 1;
    const up = spins[here + left] + spins[here + right] + spins[above + column] + spins[below + column];
    spins[here + column] = Number(words[i] < thresholds[up]);
  }
}

/** min(1, e^(−2K s h)) as thresholds of a 32-bit word, by how many of the four neighbours are like the spin s itself. */
export function metropolisThresholds(coupling: number): Float64Array {
  return Float64Array.from({ length: 5 }, (_, alike) =>
    Math.round(2 ** 32 * Math.min(1, Math.exp(-2 * coupling * (2 * alike - 4)))),
  );
}

/**
 * L² Metropolis trials at sites drawn at random. In a fixed order every trial with ΔE ≤ 0 would be taken, so that at small K whole
 * lattices would flip to and fro for ever (on 2×2 not even every state is reached); sites at random satisfy detailed balance for any K.
 * Only at K = 0, where every trial is taken, is something kept: whether the number of up spins is odd.
 */
export function metropolisSweep(spins: Spins, size: number, coupling: number, random: RandomStream): void {
  const sites = size * size;
  const last = size - 1;
  const thresholds = metropolisThresholds(coupling);
  const scale = sites / 2 ** 32;
  for (let trial = 0; trial < sites; trial++) {
    const site = Math.trunc(random.bits() * scale);
    const row = Math.trunc(site / size);
    const column = site - row * size;
    const start = site - column;
    const up =
      spins[start + (column === 0 ? last : column - 1)] +
      spins[start + (column === last ? 0 : column + 1)] +
      spins[(row === 0 ? last : row - 1) * size + column] +
      spins[(row === last ? 0 : row + 1) * size + column];
    const alike = spins[site] ? up : 4 - up;
    if (random.bits() < thresholds[alike]) spins[site] ^= 1;
  }
}
