import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../main/compute/random.ts';
import {
  heatBathSweep,
  heatBathThresholds,
  metropolisSweep,
  metropolisThresholds,
} from '../../../main/physics/ising/single-spin.ts';
import type { Spins } from '../../../main/physics/ising/spins.ts';
import { boltzmann, codeOf, stateOf } from './enumeration.ts';
import { everyPath, intervals, type Branch } from './scripted-stream.ts';

const couplings = [0.2, 0.440687, 0.7];

/** P(to | from) of one sweep of 2 × 2 spins, over every path its random words can take. */
function transitions(
  sweep: (spins: Spins, random: RandomStream) => void,
  branchesOf: (call: number) => readonly Branch[],
): Float64Array[] {
  return Array.from({ length: 16 }, (_, from) => {
    const row = new Float64Array(16);
    let spins = stateOf(from, 4);
    everyPath(
      branchesOf,
      (random) => {
        spins = stateOf(from, 4);
        sweep(spins, random);
      },
      (probability) => {
        row[codeOf(spins)] += probability;
      },
    );
    return row;
  });
}

const odd = (code: number) => stateOf(code, 4).reduce((sum, spin) => sum + spin, 0) % 2;

/** Thresholds are rounded to words of 32 bits. */
const rounding = 1e-8;

describe('heat bath', () => {
  it.each(couplings)('leaves the Boltzmann distribution of 2 × 2 spins as it is, K = %f', (coupling) => {
    const branches = intervals(heatBathThresholds(coupling));
    const matrix = transitions(
      (spins, random) => heatBathSweep(spins, 2, coupling, random),
      () => branches,
    );
    const weights = boltzmann(2, coupling);
    for (let to = 0; to < 16; to++) {
      const after = matrix.reduce((sum, row, from) => sum + weights[from] * row[to], 0);
      expect(Math.abs(after - weights[to])).toBeLessThan(rounding);
      expect(Math.min(...matrix.map((row) => row[to]))).toBeGreaterThan(0);
    }
  });

  it('draws a spin from its distribution given its neighbours', () => {
    for (const [up, threshold] of heatBathThresholds(0.5).entries()) {
      const field = 2 * up - 4;
      const weight = Math.exp(0.5 * field);
      expect(threshold / 2 ** 32).toBeCloseTo(weight / (weight + 1 / weight), 9);
    }
  });
});

describe('Metropolis', () => {
  it.each(couplings)('is in detailed balance on 2 × 2 spins, K = %f', (coupling) => {
    const sites = intervals([1, 2, 3].map((quarter) => quarter * 2 ** 30));
    const acceptances = intervals(metropolisThresholds(coupling));
    const matrix = transitions(
      (spins, random) => metropolisSweep(spins, 2, coupling, random),
      (call) => (call % 2 === 0 ? sites : acceptances),
    );
    const weights = boltzmann(2, coupling);
    for (let from = 0; from < 16; from++) {
      expect(matrix[from].reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      for (let to = 0; to < 16; to++) {
        const there = weights[from] * matrix[from][to];
        const back = weights[to] * matrix[to][from];
        expect(Math.abs(there - back)).toBeLessThan(rounding);
        // Even where every trial is taken, every state can be reached.
        expect(there).toBeGreaterThan(0);
      }
    }
  });

  it('keeps nothing but the parity of the up spins at K = 0, where every trial is taken', () => {
    const sites = intervals([1, 2, 3].map((quarter) => quarter * 2 ** 30));
    const always = intervals([]);
    const matrix = transitions(
      (spins, random) => metropolisSweep(spins, 2, 0, random),
      (call) => (call % 2 === 0 ? sites : always),
    );
    for (const [from, row] of matrix.entries()) {
      for (const [to, p] of row.entries()) expect(p > 0).toBe(odd(from) === odd(to));
    }
  });
});
