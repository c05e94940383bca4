import { criticalCoupling, HostError, kernelOrbits } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { weightsAt } from '../temperature-weights.ts';
import { TwoLayerUpscaler } from '../two-layer/upscaler.ts';
import type { Upscaler, UpscalerParameters } from '../upscaler.ts';
import { BySize } from './by-size.ts';
import { KernelTable } from './kernel-tables.ts';
import { SequentialSampler } from './sequential.ts';
import { kernelCells } from './symmetric-kernel.ts';
import { WideKernel } from './wide-kernel.ts';

/**
 * An upscaler ready to draw. `coupling` is the K of a model with temperature as input and unused by the others. Throws HostError
 * when the parameters are not those of an upscaler, or K is outside the range the model was trained on.
 */
export function createUpscaler(parameters: UpscalerParameters, coupling: number): Upscaler {
  switch (parameters.type) {
    case 'kernel': {
      const { size, weights, small } = parameters;
      return kernelUpscaler(`k = ${size}`, size, weights, small);
    }
    case 'temperature': {
      const { size, coefficients, small, low, high } = parameters;
      if (!(coupling >= low && coupling <= high)) {
        throw new HostError(
          'bad-argument',
          `This upscaler was trained for couplings from ${low} to ${high}; K = ${coupling} lies outside.`,
          { where: 'coupling', remedy: `Choose K between ${low} and ${high}.` },
        );
      }
      return kernelUpscaler(
        `k = ${size}, K = ${Number(coupling.toPrecision(6))}`,
        size,
        weightsAt(coefficients, kernelOrbits(size).length, coupling - criticalCoupling),
        weightsAt(small, kernelOrbits(3).length, coupling - criticalCoupling),
      );
    }
    case 'sequential':
      return new SequentialSampler(parameters.iterated, parameters.last);
    case 'two-layer':
      return new TwoLayerUpscaler(parameters);
  }
}

/**
 * Doubles `start` (L×L spins) so many times. `each` is called for the start, as level 0, and after every doubling; the spins it is
 * given are overwritten later.
 */
export function grow(
  upscaler: Upscaler,
  start: Spins,
  size: number,
  doublings: number,
  random: RandomStream,
  each: (spins: Spins, size: number, level: number) => void,
): void {
  each(start, size, 0);
  let coarse = start;
  for (let level = 1; level <= doublings; level++) {
    const side = size << level;
    const fine = buffer(upscaler, side);
    upscaler.double(coarse, side >> 1, random, fine, level === doublings);
    each(fine, side, level);
    coarse = fine;
  }
}

/** 1 → 2 → … → 2^levels from one random spin, which is level 0; otherwise as `grow`. */
export function growFromSpin(
  upscaler: Upscaler,
  levels: number,
  random: RandomStream,
  each: (spins: Spins, size: number, level: number) => void,
): void {
  grow(upscaler, Uint8Array.of(random.bits() >>> 31), 1, levels, random, each);
}

/** Lattices by side, kept with the upscaler they are filled by: millions of configurations pass through the same memory. */
const buffers = new WeakMap<Upscaler, BySize<Spins>>();

function buffer(upscaler: Upscaler, side: number): Spins {
  let bySide = buffers.get(upscaler);
  if (!bySide) buffers.set(upscaler, (bySide = new BySize((size) => new Uint8Array(size * size))));
  return bySide.at(side);
}

/**
 * The k × k kernel, and the k = 3 kernel on lattices where the larger one would wrap around itself: L = 1 for k = 5, L = 1 and 2
 * for k = 7 and 9 (padding rule of the paper).
 */
function kernelUpscaler(name: string, size: number, weights: Float64Array, small: Float64Array): Upscaler {
  const cells = kernelCells(size, weights);
  const main = size === 9 ? new WideKernel(cells) : new KernelTable(size, cells);
  const first = size === 3 ? main : new KernelTable(3, kernelCells(3, small));
  const smallest = size === 3 ? 1 : size === 5 ? 2 : 4;
  const kernel = (L: number) => (L < smallest ? first : main);
  return {
    name,
    double: (coarse, L, random, fine) => kernel(L).double(coarse, L, random, fine),
    logProbability: (coarse, L, fine) => kernel(L).logProbability(coarse, L, fine),
  };
}
