import { describe, expect, it } from 'vitest';
import { criticalCoupling } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { doubleDirectly } from '../../../../main/methods/inverse-rg/generation/direct.ts';
import { createUpscaler, grow, growFromSpin } from '../../../../main/methods/inverse-rg/generation/load.ts';
import { kernelCells } from '../../../../main/methods/inverse-rg/generation/symmetric-kernel.ts';
import type { SequentialTables, UpscalerParameters } from '../../../../main/methods/inverse-rg/upscaler.ts';
import type { Spins } from '../../../../main/physics/ising/spins.ts';
import { everyLattice, randomSpins } from './lattices.ts';

/** The optimum of k = 3 at K_c (reference: corner, edge, centre). */
const small = Float64Array.of(0.13623, 0.1569, 0.35256);
const weights: Record<number, Float64Array> = {
  3: small,
  5: Float64Array.of(0.01, 0.02, -0.01, 0.12, 0.14, 0.35),
  7: Float64Array.of(0.003, -0.002, 0.001, 0.004, 0.01, 0.02, -0.01, 0.12, 0.14, 0.35),
  9: Float64Array.from({ length: 15 }, (_, i) => 0.01 * i),
};
const kernel = (size: number): UpscalerParameters => ({
  type: 'kernel',
  size,
  weights: weights[size],
  small,
});

function copies(grown: (each: (spins: Spins) => void) => void): Spins[] {
  const levels: Spins[] = [];
  grown((spins) => levels.push(spins.slice()));
  return levels;
}

/** Sequential tables that hold one probability. */
function constantTables(p: number): SequentialTables {
  const table = (bits: number) => new Float32Array(2 ** bits).fill(p);
  return { a: table(16), d: table(13), c: table(13), b: table(14) };
}

describe('growFromSpin', () => {
  it('visits 1, 2, 4, … and repeats itself from the same stream, in memory that is used again', () => {
    const upscaler = createUpscaler(kernel(3), criticalCoupling);
    const sizes: [number, number, number][] = [];
    const seen: Spins[] = [];
    growFromSpin(upscaler, 4, new RandomStream(1, 'growth'), (spins, size, level) => {
      sizes.push([spins.length, size, level]);
      seen.push(spins);
    });
    expect(sizes).toEqual([
      [1, 1, 0],
      [4, 2, 1],
      [16, 4, 2],
      [64, 8, 3],
      [256, 16, 4],
    ]);
    const first = seen.map((spins) => spins.slice());
    const again: Spins[] = [];
    growFromSpin(upscaler, 4, new RandomStream(1, 'growth'), (spins) => again.push(spins));
    expect(again).toEqual(first);
    for (let level = 1; level <= 4; level++) expect(again[level]).toBe(seen[level]);
  });

  it.each([
    [3, 1],
    [5, 2],
    [7, 4],
    [9, 4],
  ])('draws with the small kernel where k = %i would wrap around itself: below L = %i', (size, from) => {
    const upscaler = createUpscaler(kernel(size), criticalCoupling);
    const levels = copies((each) => growFromSpin(upscaler, 5, new RandomStream(5, 'growth'), each));
    const random = new RandomStream(5, 'growth');
    random.bits();
    for (let level = 1; level < levels.length; level++) {
      const L = 2 ** (level - 1);
      const cells = L < from ? kernelCells(3, small) : kernelCells(size, weights[size]);
      const expected = new Uint8Array(4 * L * L);
      doubleDirectly(levels[level - 1], L, cells, random, expected);
      expect(levels[level]).toEqual(expected);
    }
  });

  it('gives no direction and no sign a preference', () => {
    const upscaler = createUpscaler(kernel(7), criticalCoupling);
    const random = new RandomStream(9, 'statistics');
    const [count, side] = [4000, 16];
    let [signs, difference, squares] = [0, 0, 0];
    for (let i = 0; i < count; i++) {
      growFromSpin(upscaler, 4, random, (spins, size) => {
        if (size !== side) return;
        let [up, along, across] = [0, 0, 0];
        for (let row = 0; row < side; row++) {
          for (let column = 0; column < side; column++) {
            const here = spins[row * side + column];
            up += here;
            along += here ^ spins[row * side + ((column + 1) % side)];
            across += here ^ spins[((row + 1) % side) * side + column];
          }
        }
        signs += Math.sign(2 * up - side * side);
        difference += along - across;
        squares += (along - across) ** 2;
      });
    }
    expect(Math.abs(signs)).toBeLessThan(4.5 * Math.sqrt(count));
    expect(Math.abs(difference)).toBeLessThan(4.5 * Math.sqrt(squares));
  });
});

describe('grow', () => {
  it('starts from any lattice and leaves it alone', () => {
    const upscaler = createUpscaler(kernel(5), criticalCoupling);
    const start = randomSpins(new RandomStream(2, 'start'), 4);
    const kept = start.slice();
    const levels = copies((each) => grow(upscaler, start, 4, 2, new RandomStream(2, 'draws'), each));
    expect(levels.map((spins) => spins.length)).toEqual([16, 64, 256]);
    expect(start).toEqual(kept);
  });

  it('tells models with special tables which doubling is the last', () => {
    const upscaler = createUpscaler(
      { type: 'sequential', iterated: constantTables(1), last: constantTables(0) },
      criticalCoupling,
    );
    const start = new Uint8Array(1).fill(1);
    const levels = copies((each) => grow(upscaler, start, 1, 2, new RandomStream(1, 'draws'), each));
    expect([...levels[1]]).toEqual([1, 1, 1, 1]);
    // A and D go down; the majority rule forbids the same for C and B.
    expect([...levels[2]]).toEqual([0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0]);
  });
});

describe('kernel upscaler', () => {
  it.each([3, 7])('draws every σ of k = %i as often as its probability says', (size) => {
    const upscaler = createUpscaler(kernel(size), criticalCoupling);
    const random = new RandomStream(21, 'frequencies');
    const coarse = Uint8Array.of(1);
    const draws = 100_000;
    const counts = new Float64Array(16);
    const fine = new Uint8Array(4);
    for (let i = 0; i < draws; i++) {
      upscaler.double(coarse, 1, random, fine, false);
      counts[fine[0] | (fine[1] << 1) | (fine[2] << 2) | (fine[3] << 3)]++;
    }
    let code = 0;
    let sum = 0;
    for (const sigma of everyLattice(2)) {
      const p = Math.exp(upscaler.logProbability?.(coarse, 1, sigma, false) ?? Number.NaN);
      const standardError = Math.sqrt((p * (1 - p)) / draws);
      expect(Math.abs(counts[code++] / draws - p)).toBeLessThan(5 * standardError);
      sum += p;
    }
    expect(sum).toBeCloseTo(1, 12);
  });
});

describe('temperature as input', () => {
  const n = weights[5].length;
  const model: UpscalerParameters = {
    type: 'temperature',
    size: 5,
    low: 0.4,
    high: 0.5,
    coefficients: Float64Array.from(
      { length: 3 * n },
      (_, i) => weights[5][i % n] * [1, 3, -7][Math.floor(i / n)],
    ),
    small: Float64Array.from({ length: 9 }, (_, i) => small[i % 3] * [1, 2, 5][Math.floor(i / 3)]),
  };

  it('has the weights of the polynomial in K − K_c', () => {
    const x = 0.42 - criticalCoupling;
    const atK: UpscalerParameters = {
      type: 'kernel',
      size: 5,
      weights: weights[5].map((w) => w * (1 + 3 * x - 7 * x * x)),
      small: small.map((w) => w * (1 + 2 * x + 5 * x * x)),
    };
    const [ours, expected] = [model, atK].map((parameters) =>
      copies((each) =>
        growFromSpin(createUpscaler(parameters, 0.42), 6, new RandomStream(4, 'growth'), each),
      ),
    );
    expect(ours).toEqual(expected);
  });

  it('refuses a coupling outside the range it was trained on', () => {
    expect(() => createUpscaler(model, 0.51)).toThrow(
      'trained for couplings from 0.4 to 0.5; K = 0.51 lies outside',
    );
    expect(() => createUpscaler(model, Number.NaN)).toThrow('lies outside');
  });
});

describe('two-layer network', () => {
  it('draws from one spin on, with a tractable probability', () => {
    const random = new RandomStream(6, 'weights');
    const normals = (length: number) => Float32Array.from({ length }, () => 0.3 * random.normal());
    const upscaler = createUpscaler(
      {
        type: 'two-layer',
        size: 3,
        channels: 2,
        first: normals(18),
        firstBias: normals(2),
        second: normals(18),
        secondBias: normals(1),
      },
      criticalCoupling,
    );
    const levels = copies((each) => growFromSpin(upscaler, 3, new RandomStream(6, 'growth'), each));
    expect(levels.map((spins) => spins.length)).toEqual([1, 4, 16, 64]);
    let sum = 0;
    for (const sigma of everyLattice(2)) {
      sum += Math.exp(upscaler.logProbability?.(Uint8Array.of(1), 1, sigma, false) ?? Number.NaN);
    }
    expect(sum).toBeCloseTo(1, 12);
  });
});
