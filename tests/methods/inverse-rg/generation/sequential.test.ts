import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { SequentialSampler } from '../../../../main/methods/inverse-rg/generation/sequential.ts';
import type { SequentialTables } from '../../../../main/methods/inverse-rg/upscaler.ts';
import { orientedWindow, wrap } from '../../../../main/methods/inverse-rg/windows.ts';
import type { Spins } from '../../../../main/physics/ising/spins.ts';
import { everyLattice, randomSpins } from './lattices.ts';

/** Tables of random probabilities, a tenth of them 0 and a tenth 1. */
function randomTables(random: RandomStream): SequentialTables {
  const table = (bits: number) =>
    Float32Array.from({ length: 2 ** bits }, () => Math.min(Math.max(random.between(-0.125, 1.125), 0), 1));
  return { a: table(16), d: table(13), c: table(13), b: table(14) };
}

const bits = (values: number[], from: number) =>
  values.reduce((code, value, i) => code | (value << (from + i)), 0);

/** Σ ln p with every neighbour looked up by its coordinates on the fine lattice, as windows.ts defines the patterns. */
function naiveLogProbability(tables: SequentialTables, coarse: Spins, L: number, fine: Spins): number {
  const spin = (row: number, column: number) => fine[wrap(row, 2 * L) * 2 * L + wrap(column, 2 * L)];
  let sum = 0;
  const count = (p: number, up: number) => (sum += Math.log(up ? p : 1 - p));
  for (let R = 0; R < L; R++) {
    for (let C = 0; C < L; C++) {
      const [y, x] = [2 * R, 2 * C];
      const around: number[] = [];
      for (const dR of [-1, 0, 1]) {
        for (const dC of [-1, 0, 1]) around.push(coarse[wrap(R + dR, L) * L + wrap(C + dC, L)]);
      }
      const window = bits(around, 0);
      const mu = coarse[R * L + C];
      const [A, D, c, B] = [spin(y, x), spin(y + 1, x + 1), spin(y + 1, x), spin(y, x + 1)];
      count(tables.a[orientedWindow(coarse, L, y, x, 4)], A);
      const diagonal = [A, spin(y, x + 2), spin(y + 2, x), spin(y + 2, x + 2)];
      count(tables.d[window | bits(diagonal, 9)], D);
      const aroundC = [A, spin(y + 2, x), spin(y + 1, x - 1), D];
      const forcedC = A !== mu && D !== mu;
      count(forcedC ? mu : tables.c[window | bits(aroundC, 9)], c);
      const aroundB = [spin(y - 1, x + 1), D, A, spin(y, x + 2), c];
      const forcedB = [A, D, c].filter((other) => other !== mu).length >= 2;
      count(forcedB ? mu : tables.b[window | bits(aroundB, 9)], B);
    }
  }
  return sum;
}

const opposedInBlock = (coarse: Spins, L: number, fine: Spins, block: number) => {
  const upper = Math.floor(block / L) * 4 * L + 2 * (block % L);
  return [upper, upper + 1, upper + 2 * L, upper + 2 * L + 1].filter((i) => fine[i] !== coarse[block]).length;
};

describe('sequential sampler', () => {
  it('always draws blocks whose majority may be their block spin, whatever the tables', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 2, 4, 16), fc.boolean(), (seed, L, last) => {
        const random = new RandomStream(seed, 'sequential');
        const sampler = new SequentialSampler(randomTables(random), randomTables(random));
        const coarse = randomSpins(random, L);
        const fine = new Uint8Array(4 * L * L);
        sampler.double(coarse, L, random, fine, last);
        for (let block = 0; block < L * L; block++) {
          expect(opposedInBlock(coarse, L, fine, block)).toBeLessThanOrEqual(2);
        }
        expect(sampler.logProbability(coarse, L, fine, last)).toBeGreaterThan(-Infinity);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the log-probability of the definition, spin by spin', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 2, 4, 8), fc.boolean(), (seed, L, last) => {
        const random = new RandomStream(seed, 'sequential');
        const [iterated, final] = [randomTables(random), randomTables(random)];
        const sampler = new SequentialSampler(iterated, final);
        const coarse = randomSpins(random, L);
        const fine = new Uint8Array(4 * L * L);
        sampler.double(coarse, L, random, fine, last);
        const expected = naiveLogProbability(last ? final : iterated, coarse, L, fine);
        // Thresholds round probabilities by 2^−32, which counts for the smallest of them only.
        expect(sampler.logProbability(coarse, L, fine, last)).toBeCloseTo(expected, 4);
      }),
      { numRuns: 30 },
    );
  });

  it.each([1, 2])('has probabilities that sum to 1 over all σ on L = %i', (L) => {
    const random = new RandomStream(3, 'sum');
    const tables = randomTables(random);
    const sampler = new SequentialSampler(tables, tables);
    const coarse = randomSpins(random, L);
    let sum = 0;
    let excluded = 0;
    for (const fine of everyLattice(2 * L)) {
      const logProbability = sampler.logProbability(coarse, L, fine, true);
      if (logProbability === -Infinity) excluded++;
      sum += Math.exp(logProbability);
    }
    expect(sum).toBeCloseTo(1, 12);
    // At least the σ in which three or four spins of a block oppose it.
    expect(excluded).toBeGreaterThanOrEqual(16 ** (L * L) - 11 ** (L * L));
  });

  it('draws every σ of a block as often as its probability says', () => {
    const random = new RandomStream(11, 'frequencies');
    const tables = randomTables(random);
    const sampler = new SequentialSampler(tables, tables);
    const coarse = Uint8Array.of(1);
    const draws = 200_000;
    const counts = new Float64Array(16);
    const fine = new Uint8Array(4);
    for (let i = 0; i < draws; i++) {
      sampler.double(coarse, 1, random, fine, false);
      counts[fine[0] | (fine[1] << 1) | (fine[2] << 2) | (fine[3] << 3)]++;
    }
    let code = 0;
    for (const sigma of everyLattice(2)) {
      const p = Math.exp(sampler.logProbability(coarse, 1, sigma, false));
      const standardError = Math.sqrt((p * (1 - p)) / draws);
      expect(Math.abs(counts[code++] / draws - p)).toBeLessThanOrEqual(5 * standardError);
    }
  });

  it('refuses tables of another length and numbers that are no probabilities', () => {
    const tables = randomTables(new RandomStream(1, 'tables'));
    expect(() => new SequentialSampler({ ...tables, d: tables.c.slice(1) }, tables)).toThrow(
      'iterated-d has 8191 entries instead of 8192',
    );
    const b = tables.b.slice();
    b[5] = Number.NaN;
    expect(() => new SequentialSampler(tables, { ...tables, b })).toThrow(
      'Entry 5 of the table last-b is NaN',
    );
  });
});
