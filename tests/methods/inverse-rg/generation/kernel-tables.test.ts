import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kernelOrbits } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  directLogProbability,
  doubleDirectly,
  localFields,
} from '../../../../main/methods/inverse-rg/generation/direct.ts';
import { KernelTable } from '../../../../main/methods/inverse-rg/generation/kernel-tables.ts';
import {
  blockWindow,
  kernelCells,
  threshold,
} from '../../../../main/methods/inverse-rg/generation/symmetric-kernel.ts';
import { WideKernel } from '../../../../main/methods/inverse-rg/generation/wide-kernel.ts';
import { latticeFrom, randomSpins, rotated, transposed } from './lattices.ts';

const kernelOf = (size: number, cells: Float64Array) =>
  size === 9 ? new WideKernel(cells) : new KernelTable(size, cells);

const weightsOf = (size: number) =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), {
      minLength: kernelOrbits(size).length,
      maxLength: kernelOrbits(size).length,
    })
    .map((weights) => kernelCells(size, Float64Array.from(weights)));

describe.each([3, 5, 7, 9])('symmetric kernel of k = %i', (size) => {
  it('draws the bits of the direct convolution from the same stream, on lattices from one spin on', () => {
    fc.assert(
      fc.property(weightsOf(size), fc.constantFrom(1, 2, 3, 4, 5, 8, 16), fc.nat(), (cells, L, seed) => {
        const coarse = randomSpins(new RandomStream(seed, 'coarse'), L);
        const [ours, theirs] = [new RandomStream(seed, 'draws'), new RandomStream(seed, 'draws')];
        const [drawn, expected] = [new Uint8Array(4 * L * L), new Uint8Array(4 * L * L)];
        kernelOf(size, cells).double(coarse, L, ours, drawn);
        doubleDirectly(coarse, L, cells, theirs, expected);
        expect(drawn).toEqual(expected);
        expect(ours.state()).toEqual(theirs.state());
      }),
      { numRuns: 40 },
    );
  });

  it('gives the log-probability of the direct convolution, finite for every σ', () => {
    fc.assert(
      fc.property(weightsOf(size), fc.constantFrom(1, 2, 4, 8), fc.nat(), (cells, L, seed) => {
        const random = new RandomStream(seed, 'lattices');
        const coarse = randomSpins(random, L);
        const fine = randomSpins(random, 2 * L);
        const ours = kernelOf(size, cells).logProbability(coarse, L, fine);
        const expected = directLogProbability(coarse, L, cells, fine);
        expect(Number.isFinite(ours)).toBe(true);
        expect(Math.abs(ours - expected)).toBeLessThan(1e-12 * (1 + Math.abs(expected)));
      }),
      { numRuns: 20 },
    );
  });

  it('has local fields with exactly the symmetries of the square and of spin flips', () => {
    fc.assert(
      fc.property(weightsOf(size), fc.constantFrom(1, 2, 4, 8), fc.nat(), (cells, L, seed) => {
        const coarse = randomSpins(new RandomStream(seed, 'coarse'), L);
        const fields = localFields(coarse, L, cells);
        expect(localFields(rotated(coarse, L), L, cells)).toEqual(rotated(fields, 2 * L));
        expect(localFields(transposed(coarse, L), L, cells)).toEqual(transposed(fields, 2 * L));
        const flipped = localFields(
          coarse.map((spin) => 1 - spin),
          L,
          cells,
        );
        // 0 − x instead of −x, so that a field of 0 stays +0.
        expect(flipped).toEqual(fields.map((h) => 0 - h));
      }),
      { numRuns: 20 },
    );
  });
});

describe.each([3, 5, 7])('table of k = %i', (size) => {
  it('has the threshold of the direct convolution in every entry', () => {
    const random = new RandomStream(7, 'weights');
    const weights = Float64Array.from(kernelOrbits(size), () => random.between(-1, 1));
    const cells = kernelCells(size, weights);
    const { thresholds } = new KernelTable(size, cells);
    const { side, reach } = blockWindow(size);
    expect(thresholds).toHaveLength(2 ** (side * side));
    // A lattice of 8² blocks holds one window without wrapping; the pixel is at parity (0, 0) of block (reach, reach).
    const L = 8;
    const every = size === 7 ? 61 : 1;
    const compared: number[] = [];
    const expected: number[] = [];
    for (let window = 0; window < thresholds.length; window += every) {
      const h = localFields(latticeFrom(window, side, L), L, cells)[2 * reach * (2 * L) + 2 * reach];
      compared.push(thresholds[window]);
      expected.push(threshold(h));
    }
    expect(compared).toEqual(expected);
  });
});
