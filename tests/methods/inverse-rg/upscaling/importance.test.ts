import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { createUpscaler } from '../../../../main/methods/inverse-rg/generation/load.ts';
import { Growth } from '../../../../main/methods/inverse-rg/upscaling/growth.ts';
import {
  ImportanceWeights,
  majorityLogProbability,
} from '../../../../main/methods/inverse-rg/upscaling/importance.ts';
import type { UpscalerParameters } from '../../../../main/methods/inverse-rg/upscaler.ts';
import { exactIsing } from '../../../../main/physics/ising/exact.ts';
import type { Spins } from '../../../../main/physics/ising/spins.ts';
import { criticalCoupling } from '../../../../preload/contract/index.ts';
import { kernelOfThree, sequential } from './models.ts';

const K = criticalCoupling;

/** Σσσ over right and lower neighbours, spin by spin. */
function naiveBonds(spins: Spins, size: number): number {
  const at = (row: number, column: number) => 2 * spins[(row % size) * size + (column % size)] - 1;
  let sum = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      sum += at(row, column) * (at(row, column + 1) + at(row + 1, column));
    }
  }
  return sum;
}

const state = (index: number, sites: number): Spins =>
  Uint8Array.from({ length: sites }, (_, i) => (index >> i) & 1);

const spinsOf = (size: number) =>
  fc.array(fc.integer({ min: 0, max: 1 }), { minLength: size * size, maxLength: size * size });

describe('majority rule', () => {
  it('is the product of the probabilities of the blocks', () => {
    fc.assert(
      fc.property(spinsOf(2), spinsOf(4), (coarse, fine) => {
        let probability = 1;
        for (const [block, mu] of coarse.entries()) {
          const corner = 8 * (block >> 1) + 2 * (block & 1);
          const up = [0, 1, 4, 5].reduce((sum, offset) => sum + fine[corner + offset], 0);
          probability *= up === 2 ? 0.5 : Number(up > 2 === (mu === 1));
        }
        expect(majorityLogProbability(Uint8Array.from(coarse), 2, Uint8Array.from(fine))).toBeCloseTo(
          Math.log(probability),
          12,
        );
      }),
    );
  });

  it('is normalised over the block spins of every configuration', () => {
    fc.assert(
      fc.property(spinsOf(4), (fine) => {
        let sum = 0;
        for (let mu = 0; mu < 16; mu++) {
          sum += Math.exp(majorityLogProbability(state(mu, 4), 2, Uint8Array.from(fine)));
        }
        expect(sum).toBeCloseTo(1, 12);
      }),
    );
  });
});

describe('weights', () => {
  it('of one doubling are the ratio of target and proposal', () => {
    const random = new RandomStream(3, 'weights');
    const upscaler = createUpscaler(sequential, K);
    const weights = new ImportanceWeights(K);
    const coarse = Uint8Array.from({ length: 16 }, () => random.bits() >>> 31);
    const fine = new Uint8Array(64);
    upscaler.double(coarse, 4, random, fine, true);
    const drawn = upscaler.logProbability?.(coarse, 4, fine, true) ?? Number.NaN;
    const expected =
      K * (naiveBonds(fine, 8) - naiveBonds(coarse, 4)) + majorityLogProbability(coarse, 4, fine) - drawn;
    expect(weights.doubling(coarse, 4, fine, drawn)).toBeCloseTo(expected, 9);
  });

  it.each([
    ['kernel', kernelOfThree],
    ['sequential', sequential],
  ] as const)(
    'of the %s model give the exact partition function of 2×2 when summed over all states',
    (_, model) => {
      const { mean } = theoryOfTwo(model);
      // One spin has the weight ½ on either side of the ratio: Σ over histories of (½ U) w = Σ e^(KS) Σ_μ D = Z/2.
      expect(Math.log(2 * mean)).toBeCloseTo(exactIsing(2, K).logZ, 6);
    },
  );

  it.each([
    ['kernel', kernelOfThree],
    ['sequential', sequential],
  ] as const)('of the %s model have the effective sample size of theory on 2×2', (_, model) => {
    const { mean, square, zeros } = theoryOfTwo(model);
    const { level } = sample(model, 4, { sweeps: 0, sweepAfter: 'last' });
    const two = level(2);
    const n = two.length;
    const w = two.map(({ weight }) => weight);
    const sum = w.reduce((a, b) => a + b, 0);
    const squares = w.reduce((a, b) => a + b * b, 0);
    const fourth = w.reduce((a, b) => a + (b / mean) ** 4, 0) / n;
    // Relative error of Σw² alone; that of Σw is smaller and correlated with it.
    const error = Math.sqrt(fourth / n) / (square / mean ** 2);
    expect(sum ** 2 / squares / n / (mean ** 2 / square)).toBeGreaterThan(1 - 5 * error);
    expect(sum ** 2 / squares / n / (mean ** 2 / square)).toBeLessThan(1 + 5 * error);
    const zeroShare = w.filter((one) => one === 0).length / n;
    expect(Math.abs(zeroShare - zeros)).toBeLessThanOrEqual(5 * Math.sqrt((zeros * (1 - zeros)) / n));
  });

  it.each([
    ['kernel', kernelOfThree, 0, 'last'],
    ['sequential', sequential, 0, 'last'],
    ['sequential, swept at the end', sequential, 2, 'last'],
    ['sequential, swept at each level', sequential, 1, 'each'],
    ['kernel, swept at each level', kernelOfThree, 1, 'each'],
  ] as const)('correct averages on 2×2 and 4×4 to the exact ones: %s', (_, model, sweeps, sweepAfter) => {
    const { level } = sample(model, 4, { sweeps, sweepAfter });
    for (const size of [2, 4]) {
      const drawn = level(size);
      const exact = enumerated(size);
      for (const name of ['e', 'm2', 'm4'] as const) {
        const { mean, error } = ratio(drawn.map((one) => ({ weight: one.weight, value: one[name] })));
        expect(Math.abs(mean - exact[name])).toBeLessThan(5 * error);
        expect(error).toBeLessThan(0.02);
      }
    }
    expect(enumerated(4).e).toBeCloseTo(exactIsing(4, K).e, 10);
  });

  it('never vanish for the sequential model, and do for a kernel', () => {
    expect(
      sample(sequential, 8, { sweeps: 0, sweepAfter: 'last' }, 2000)
        .level(8)
        .every((one) => one.weight > 0),
    ).toBe(true);
    const kernel = sample(kernelOfThree, 8, { sweeps: 0, sweepAfter: 'last' }, 2000).level(8);
    expect(kernel.filter((one) => one.weight === 0).length).toBeGreaterThan(200);
  });
});

interface Drawn {
  weight: number;
  e: number;
  m2: number;
  m4: number;
}

const samples = 20_000;

/** Weighted observables of grown configurations. */
function sample(
  model: UpscalerParameters,
  size: 4 | 8,
  sweeping: { sweeps: number; sweepAfter: 'last' | 'each' },
  count = samples,
) {
  const levels = new Map<number, Drawn[]>();
  const random = new RandomStream(11, 'importance');
  const growth = new Growth(createUpscaler(model, K), model.type === 'sequential', {
    start: { from: 'one-spin' },
    size,
    coupling: K,
    importance: true,
    ...sweeping,
  });
  for (let i = 0; i < count; i++) {
    growth.grow(Uint8Array.of(random.bits() >>> 31), random, (spins, side, logWeight) => {
      let level = levels.get(side);
      if (!level) levels.set(side, (level = []));
      level.push({ weight: Math.exp(logWeight ?? Number.NaN), ...observables(spins, side) });
    });
  }
  return { level: (side: number) => levels.get(side) ?? [] };
}

function observables(spins: Spins, size: number): Omit<Drawn, 'weight'> {
  const m = (2 * spins.reduce((sum, spin) => sum + spin, 0)) / (size * size) - 1;
  return { e: naiveBonds(spins, size) / (size * size), m2: m ** 2, m4: m ** 4 };
}

/** Averages of the Ising model over all states. */
function enumerated(size: number): Omit<Drawn, 'weight'> {
  const sums = { z: 0, e: 0, m2: 0, m4: 0 };
  for (let index = 0; index < 2 ** (size * size); index++) {
    const one = observables(state(index, size * size), size);
    const weight = Math.exp(K * one.e * size * size);
    sums.z += weight;
    sums.e += weight * one.e;
    sums.m2 += weight * one.m2;
    sums.m4 += weight * one.m4;
  }
  return { e: sums.e / sums.z, m2: sums.m2 / sums.z, m4: sums.m4 / sums.z };
}

/** First two moments of the weight on 2×2 under the model, and the probability of weight zero, over all histories. */
function theoryOfTwo(model: UpscalerParameters): { mean: number; square: number; zeros: number } {
  const upscaler = createUpscaler(model, K);
  const result = { mean: 0, square: 0, zeros: 0 };
  for (const mu of [0, 1]) {
    for (let index = 0; index < 16; index++) {
      const fine = state(index, 4);
      const U = Math.exp(upscaler.logProbability?.(Uint8Array.of(mu), 1, fine, true) ?? Number.NaN);
      if (U === 0) continue;
      const up = fine.reduce((sum, spin) => sum + spin, 0);
      const D = up === 2 ? 0.5 : Number(up > 2 === (mu === 1));
      const w = (Math.exp(K * naiveBonds(fine, 2)) * D) / U;
      result.mean += (U / 2) * w;
      result.square += (U / 2) * w * w;
      if (w === 0) result.zeros += U / 2;
    }
  }
  return result;
}

/** Weighted mean with the error of a ratio of two means. */
function ratio(drawn: readonly { weight: number; value: number }[]): { mean: number; error: number } {
  const sum = drawn.reduce((total, { weight }) => total + weight, 0);
  const mean = drawn.reduce((total, { weight, value }) => total + weight * value, 0) / sum;
  const squares = drawn.reduce((total, { weight, value }) => total + (weight * (value - mean)) ** 2, 0);
  return { mean, error: Math.sqrt(squares) / sum };
}
