import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { blockMajority, decimate } from '../../../main/physics/ising/blocking.ts';

const configurations = fc
  .integer({ min: 1, max: 9 })
  .chain((half) =>
    fc.tuple(
      fc.constant(2 * half),
      fc.uint8Array({ min: 0, max: 1, minLength: 4 * half * half, maxLength: 4 * half * half }),
    ),
  );
const stream = () => new RandomStream(1, 'ties');

function blockSums(fine: Uint8Array, size: number): number[] {
  const half = size / 2;
  return Array.from({ length: half * half }, (_, block) => {
    const [row, column] = [2 * Math.floor(block / half), 2 * (block % half)];
    let sum = 0;
    for (const [y, x] of [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]) {
      sum += fine[(row + y) * size + column + x];
    }
    return sum;
  });
}

function upsampled(coarse: Uint8Array, half: number): Uint8Array {
  const size = 2 * half;
  return Uint8Array.from(
    { length: size * size },
    (_, i) => coarse[(Math.floor(i / size) >> 1) * half + ((i % size) >> 1)],
  );
}

describe('majority rule', () => {
  it('takes the majority of every block and counts the ties', () => {
    fc.assert(
      fc.property(configurations, ([size, fine]) => {
        const coarse = new Uint8Array(fine.length / 4).fill(7);
        const ties = blockMajority(fine, size, stream(), coarse);
        const sums = blockSums(fine, size);
        expect(ties).toBe(sums.filter((sum) => sum === 2).length);
        for (const [block, sum] of sums.entries()) {
          expect(sum === 2 ? [0, 1] : [sum > 2 ? 1 : 0]).toContain(coarse[block]);
        }
      }),
    );
  });

  it('gives back what was upsampled, as decimation does, without a random number', () => {
    fc.assert(
      fc.property(configurations, ([half, coarse]) => {
        const fine = upsampled(coarse, half);
        const random = stream();
        const before = random.state();
        const blocked = new Uint8Array(coarse.length);
        expect(blockMajority(fine, 2 * half, random, blocked)).toBe(0);
        expect(blocked).toEqual(coarse);
        expect(random.state()).toEqual(before);
        decimate(fine, 2 * half, blocked);
        expect(blocked).toEqual(coarse);
      }),
    );
  });

  it('breaks ties evenly and independently of each other', () => {
    const size = 128;
    const fine = Uint8Array.from({ length: size * size }, (_, i) => Math.floor(i / size) & 1);
    const coarse = new Uint8Array(size * size * 0.25);
    const random = stream();
    let [up, pairs, count] = [0, 0, 0];
    for (let i = 0; i < 50; i++) {
      expect(blockMajority(fine, size, random, coarse)).toBe(coarse.length);
      for (let block = 1; block < coarse.length; block++) {
        up += coarse[block];
        pairs += coarse[block] ^ coarse[block - 1];
        count++;
      }
    }
    const tolerance = 5 * Math.sqrt(0.25 / count);
    expect(Math.abs(up / count - 0.5)).toBeLessThan(tolerance);
    expect(Math.abs(pairs / count - 0.5)).toBeLessThan(tolerance);
  });
});

describe('decimation', () => {
  it('keeps the upper left spin of every block', () => {
    fc.assert(
      fc.property(configurations, ([size, fine]) => {
        const coarse = new Uint8Array(fine.length / 4);
        decimate(fine, size, coarse);
        const half = size / 2;
        for (const [block, spin] of coarse.entries()) {
          expect(spin).toBe(fine[2 * Math.floor(block / half) * size + 2 * (block % half)]);
        }
      }),
    );
  });
});
