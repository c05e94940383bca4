import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operatorsOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  emptyOperatorSums,
  operatorFamilies,
  operatorSums,
  PlaquetteHistogram,
  walshHadamard,
} from '../../../../main/methods/inverse-rg/rsrg/plaquettes.ts';

const lattices = fc.record({
  size: fc.constantFrom(1, 2, 3, 4, 5, 6, 8, 11, 16, 32),
  seed: fc.nat(),
  share: fc.constantFrom(0.1, 0.5, 0.8),
});

function draw({ size, seed, share }: { size: number; seed: number; share: number }): Uint8Array {
  const random = new RandomStream(seed, 'spins');
  return Uint8Array.from({ length: size * size }, () => Number(random.uniform() < share));
}

/** The sum over the lattice of the product of spins in the cells of a mask. */
function naiveProduct(spins: Uint8Array, size: number, mask: number): number {
  let sum = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let product = 1;
      for (let bit = 0; bit < 9; bit++) {
        if (!((mask >> bit) & 1)) continue;
        const row = (y + (bit % 3)) % size;
        const column = (x + Math.floor(bit / 3)) % size;
        product *= 2 * spins[row * size + column] - 1;
      }
      sum += product;
    }
  }
  return sum;
}

describe('plaquette sums', () => {
  it('by histogram and Walsh–Hadamard are the products of spins, for every operator', () => {
    fc.assert(
      fc.property(lattices, (lattice) => {
        const spins = draw(lattice);
        const sums = emptyOperatorSums();
        operatorSums(new PlaquetteHistogram(lattice.size).count(spins), sums);
        for (const [i, { set, parity }] of operatorFamilies.entries()) {
          const naive = Int32Array.from(operatorsOf(set, parity), ({ orientations }) =>
            orientations.reduce((sum, mask) => sum + naiveProduct(spins, lattice.size, mask), 0),
          );
          expect(Int32Array.from(sums[i]), `${set} ${parity}`).toEqual(naive);
        }
      }),
      { numRuns: 12, seed: 3 },
    );
  });

  it.each([1, 2, 3, 12, 33, 64, 128, 132, 256])('count the code at every site of L = %i', (size) => {
    const histogram = new PlaquetteHistogram(size);
    // The second configuration finds nothing left of the first.
    for (const share of [0.5, 0.7]) {
      const spins = draw({ size, seed: 1, share });
      const expected = new Int32Array(512);
      for (let site = 0; site < spins.length; site++) {
        let code = 0;
        for (let bit = 0; bit < 9; bit++) {
          const row = (Math.floor(site / size) + (bit % 3)) % size;
          const column = ((site % size) + Math.floor(bit / 3)) % size;
          code |= spins[row * size + column] << bit;
        }
        expected[code]++;
      }
      expect(histogram.count(spins)).toEqual(expected);
    }
  });
});

describe('walshHadamard', () => {
  it('is its own inverse up to the length', () => {
    const random = new RandomStream(1, 'values');
    const values = Int32Array.from({ length: 512 }, () => random.integer(1000));
    const twice = values.slice();
    walshHadamard(twice);
    walshHadamard(twice);
    expect(twice).toEqual(values.map((value) => 512 * value));
  });
});
