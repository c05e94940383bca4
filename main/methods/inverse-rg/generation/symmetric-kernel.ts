import { HostError, kernelOrbits, kernelSizes, orbitOfCells } from '../../../../preload/contract/index.ts';
import { certain } from './draws.ts';
import type { BlockWindow } from './window-rows.ts';

/** Spacing of the grid the weights are rounded to: a hundredth of the resolution of the thresholds. */
const grid = 2 ** -40;
/** Sums of up to 9×9 weights below this bound are exact on the grid; p(↑) is 0 or 1 to double precision long before. */
const largestWeight = 32;

/**
 * The k×k cells of a symmetric kernel from its free weights, row by row. They are rounded to multiples of 2^−40: then every sum
 * h = Σ W σ̃ is exact in double precision whatever the order, so that tables, mirrored windows and the direct convolution agree
 * to the last bit, and h has exactly the symmetries of the square.
 */
export function kernelCells(size: number, weights: Float64Array): Float64Array {
  if (!kernelSizes.some((known) => known === size)) {
    throw new HostError('bad-argument', `There are no kernels of ${size}×${size} cells.`, {
      where: 'size',
      remedy: `Choose one of ${kernelSizes.join(', ')}.`,
    });
  }
  const orbits = kernelOrbits(size);
  if (weights.length !== orbits.length) {
    throw new HostError(
      'bad-argument',
      `A ${size}×${size} kernel has ${orbits.length} free weights, not ${weights.length}.`,
      { where: 'weights', remedy: 'Give one weight for each orbit, corner first and centre last.' },
    );
  }
  for (const [index, weight] of weights.entries()) {
    if (Math.abs(weight) <= largestWeight) continue;
    throw new HostError(
      'bad-argument',
      `The weight of cell ${orbits[index].name} is ${weight}; it must lie between −${largestWeight} and ${largestWeight}.`,
      {
        where: `weights[${index}]`,
        remedy: 'Choose a smaller weight, or train on configurations that are less ordered.',
      },
    );
  }
  return Float64Array.from(orbitOfCells(size), (orbit) => Math.round(weights[orbit] / grid) * grid);
}

/**
 * p(↑) = 1/(1 + e^(−2h)) (paper, Eq. 9) in units of 2^−31, the probability that `SpinDraws` realises: off by 2^−32 at most. Never
 * quite 0 or 1, so that every configuration keeps a finite ln U(σ|μ); threshold(−h) = 2^31 − threshold(h) exactly.
 */
export function threshold(h: number): number {
  const likelier = Math.min(Math.round(certain / (1 + Math.exp(-2 * Math.abs(h)))), certain - 1);
  return h < 0 ? certain - likelier : likelier;
}

/**
 * Blocks that a k×k kernel sees along one axis from a pixel at parity 0 of its block: `reach` blocks before its own, `side` in all.
 * At parity 1 the same holds in the mirror.
 */
export function blockWindow(kernelSize: number): BlockWindow {
  return { side: (kernelSize + 1) >> 1, reach: (kernelSize + 1) >> 2 };
}

/** How much each block of the oriented window adds to h: the sum of the cells that lie on it, [side, side]. */
export function blockWeights(size: number, cells: Float64Array): Float64Array {
  const { side, reach } = blockWindow(size);
  const half = size >> 1;
  const blocks = new Float64Array(side * side);
  for (let y = -half; y <= half; y++) {
    for (let x = -half; x <= half; x++) {
      blocks[side * ((y >> 1) + reach) + (x >> 1) + reach] += cells[(y + half) * size + x + half];
    }
  }
  return blocks;
}

/** h of every pattern of the blocks whose weights are given, bit i set meaning block i up: Σ ±weights, [2^blocks]. */
export function patternFields(blocks: Float64Array): Float64Array {
  const fields = new Float64Array(2 ** blocks.length);
  fields[0] = -blocks.reduce((sum, weight) => sum + weight, 0);
  for (const [bit, weight] of blocks.entries()) {
    const half = 2 ** bit;
    for (let pattern = 0; pattern < half; pattern++) fields[half + pattern] = fields[pattern] + 2 * weight;
  }
  return fields;
}
