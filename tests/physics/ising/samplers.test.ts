import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  criticalCoupling,
  samplingAlgorithms,
  type SamplingAlgorithm,
} from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import { exactIsing } from '../../../main/physics/ising/exact.ts';
import { createSampler } from '../../../main/physics/ising/samplers.ts';
import type { Spins } from '../../../main/physics/ising/spins.ts';
import { bondSum, boltzmann, chiSquareDeviation, codeOf, stateOf } from './enumeration.ts';

const sampler = (algorithm: SamplingAlgorithm, size: number, coupling: number, name = 'chain') =>
  createSampler({ algorithm, size, coupling, start: 'random', random: new RandomStream(7, name) });

const singleSpin = (algorithm: SamplingAlgorithm) => algorithm === 'heat-bath' || algorithm === 'metropolis';

/** Counts of (state before, state after) of one sweep from states of the Boltzmann distribution. */
function sweptPairs(algorithm: SamplingAlgorithm, size: number, coupling: number, trials: number) {
  const weights = boltzmann(size, coupling);
  const states = weights.length;
  const cumulative = new Float64Array(states);
  let sum = 0;
  for (const [code, weight] of weights.entries()) cumulative[code] = sum += weight;
  const random = new RandomStream(11, 'states');
  const chain = sampler(algorithm, size, coupling);
  const spins = new Uint8Array(size * size);
  const pairs = new Map<number, number>();
  for (let trial = 0; trial < trials; trial++) {
    const uniform = random.uniform();
    let [low, high] = [0, states - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle] > uniform) high = middle;
      else low = middle + 1;
    }
    chain.load(stateOf(low, size * size));
    chain.sweep();
    const pair = low * states + codeOf(chain.read(spins));
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return { weights, pairs };
}

describe.each(samplingAlgorithms)('%s', (algorithm) => {
  it.each([
    [2, 0.3],
    [2, 0.6],
    [3, 0.2],
    [3, 0.440687],
  ])('leaves the Boltzmann distribution of %i² spins at K = %f as it is', (size, coupling) => {
    const trials = 40_000;
    const { weights, pairs } = sweptPairs(algorithm, size, coupling, trials);
    const counts = new Float64Array(weights.length);
    for (const [pair, count] of pairs) counts[pair % weights.length] += count;
    expect(
      chiSquareDeviation(
        counts,
        weights.map((weight) => weight * trials),
      ),
    ).toBeLessThan(5);
  });

  it.each([
    [4, 0.3],
    [4, criticalCoupling],
    [8, 0.2],
    [8, 0.5],
    [16, 0.3],
    [16, criticalCoupling],
    ...(algorithm === 'swendsen-wang' ? [[32, criticalCoupling]] : []),
  ])('has the exact energy and specific heat at L = %i, K = %f', (size, coupling) => {
    const chain = sampler(algorithm, size, coupling, `energy ${size} ${coupling}`);
    const spins = new Uint8Array(size * size);
    const exact = exactIsing(size, coupling);
    const bins = 40;
    // Many autocorrelation times each.
    const sweeps = singleSpin(algorithm) && coupling > 0.4 ? 1000 : 200;
    for (let i = 0; i < sweeps; i++) chain.sweep();
    const means = { e: [] as number[], c: [] as number[] };
    for (let bin = 0; bin < bins; bin++) {
      let [first, second] = [0, 0];
      for (let sweep = 0; sweep < sweeps; sweep++) {
        chain.sweep();
        const e = bondSum(chain.read(spins), size) / size ** 2;
        first += e / sweeps;
        // About the exact mean, so that c is a plain average too.
        second += (size ** 2 * (e - exact.e) ** 2) / sweeps;
      }
      means.e.push(first);
      means.c.push(second);
    }
    for (const [observable, values] of Object.entries(means)) {
      const mean = values.reduce((sum, value) => sum + value, 0) / bins;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (bins - 1);
      const distance = Math.abs(mean - exact[observable as 'e' | 'c']);
      expect(distance / Math.sqrt(variance / bins)).toBeLessThan(5);
    }
  });

  it('is nothing but its spins and its random stream', () => {
    const random = new RandomStream(3, 'chain');
    const options = { algorithm, size: 32, coupling: 0.44, start: 'random', random } as const;
    const chain = createSampler(options);
    for (let i = 0; i < 3; i++) chain.sweep();
    const spins = chain.read(new Uint8Array(32 * 32));
    const other = new RandomStream(0, '');
    other.restore(random.state());
    const again = createSampler({ ...options, random: new RandomStream(9, '') });
    again.load(spins);
    const resumed = createSampler({ ...options, start: 'ordered', random: other });
    resumed.load(spins);
    for (let i = 0; i < 3; i++) {
      chain.sweep();
      again.sweep();
      resumed.sweep();
    }
    const result = chain.read(new Uint8Array(32 * 32));
    expect(resumed.read(new Uint8Array(32 * 32))).toEqual(result);
    expect(again.read(new Uint8Array(32 * 32))).not.toEqual(result);
  });
});

// A sweep over the checkerboard is a product of reversible steps and not reversible itself; single-spin.test.ts has its exact matrix.
describe.each(['swendsen-wang', 'wolff', 'metropolis'] as const)('%s', (algorithm) => {
  it('goes as often from one state to another as back', () => {
    const { weights, pairs } = sweptPairs(algorithm, 2, 0.4, 100_000);
    const states = weights.length;
    let [chiSquare, cells] = [0, 0];
    for (let from = 0; from < states; from++) {
      for (let to = 0; to < from; to++) {
        const there = pairs.get(from * states + to) ?? 0;
        const back = pairs.get(to * states + from) ?? 0;
        if (there + back < 20) continue;
        chiSquare += (there - back) ** 2 / (there + back);
        cells++;
      }
    }
    expect(cells).toBeGreaterThan(40);
    expect((chiSquare - cells) / Math.sqrt(2 * cells)).toBeLessThan(5);
  });
});

describe('start', () => {
  it('is all spins up, or each at random', () => {
    for (const size of [16, 64]) {
      for (const algorithm of samplingAlgorithms) {
        const random = new RandomStream(5, 'start');
        const read = (start: 'random' | 'ordered') =>
          createSampler({ algorithm, size, coupling: 1, start, random }).read(new Uint8Array(size * size));
        expect(read('ordered').every((spin) => spin === 1)).toBe(true);
        const up = read('random').reduce((sum, spin) => sum + spin, 0);
        expect(Math.abs(up - size * size * 0.5)).toBeLessThan(2.5 * size);
      }
    }
  });
});

/** K at which every two equal neighbours are bonded, so that clusters are the domains of equal spins. */
const frozen = 50;

/** Domain of each site: connected equal spins of the torus. */
function domains(spins: Spins, size: number): Int32Array {
  const labels = new Int32Array(size * size).fill(-1);
  let next = 0;
  for (let seed = 0; seed < labels.length; seed++) {
    if (labels[seed] >= 0) continue;
    const open = [seed];
    labels[seed] = next;
    for (let site = open.pop(); site !== undefined; site = open.pop()) {
      const [row, column] = [Math.floor(site / size), site % size];
      for (const [y, x] of [
        [row, (column + 1) % size],
        [row, (column + size - 1) % size],
        [(row + 1) % size, column],
        [(row + size - 1) % size, column],
      ]) {
        const neighbour = y * size + x;
        if (labels[neighbour] < 0 && spins[neighbour] === spins[seed]) {
          labels[neighbour] = next;
          open.push(neighbour);
        }
      }
    }
    next++;
  }
  return labels;
}

describe('clusters', () => {
  it.each([
    ['swendsen-wang', 4],
    ['swendsen-wang', 16],
    ['swendsen-wang', 32],
    ['swendsen-wang', 64],
    ['swendsen-wang', 24],
    ['swendsen-wang', 40],
    ['wolff', 8],
    ['wolff', 32],
  ] as const)('of %s on %i² frozen spins are the domains', (algorithm, size) => {
    const density = fc.integer({ min: 20, max: 80 });
    fc.assert(
      fc.property(density, fc.nat(1e6), (percent, seed) => {
        const random = new RandomStream(seed, 'domains');
        const before = Uint8Array.from({ length: size * size }, () =>
          100 * random.uniform() < percent ? 1 : 0,
        );
        const chain = createSampler({ algorithm, size, coupling: frozen, start: 'random', random });
        chain.load(before);
        chain.sweep();
        const after = chain.read(new Uint8Array(size * size));
        const labels = domains(before, size);
        const flips = new Map<number, number>();
        let torn = 0;
        for (const [site, label] of labels.entries()) {
          const flip = before[site] ^ after[site];
          if ((flips.get(label) ?? flip) !== flip) torn++;
          flips.set(label, flip);
        }
        expect(torn).toBe(0);
        const flipped = [...flips.values()].reduce((sum, flip) => sum + flip, 0);
        // One cluster, or about half of them.
        const expected = algorithm === 'wolff' ? 1 : flips.size / 2;
        const tolerance = algorithm === 'wolff' ? 0 : 2.5 * Math.sqrt(flips.size) + 1;
        expect(Math.abs(flipped - expected)).toBeLessThanOrEqual(tolerance);
      }),
      { numRuns: 40, seed: 1 },
    );
  });
});
