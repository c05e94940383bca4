import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  exchangeProbability,
  exchangeReplicas,
  temperatureLadder,
} from '../../../../main/methods/mlrg/moderator/replica-exchange.ts';

/** Three states, three temperatures: 27 joint states, state of replica r = digit r. */
const levels = [0, 0.7, 1.9];
const betas = Float64Array.of(2, 0.8, 0);
const joint = Array.from({ length: 27 }, (_, i) => [Math.floor(i / 9), Math.floor(i / 3) % 3, i % 3]);
const indexOf = (states: readonly number[]) => 9 * states[0] + 3 * states[1] + states[2];

const weights = joint.map((states) => Math.exp(-states.reduce((sum, s, r) => sum + betas[r] * levels[s], 0)));
const total = weights.reduce((sum, weight) => sum + weight, 0);
const stationary = weights.map((weight) => weight / total);

const swapped = (states: readonly number[], r: number) =>
  states.map((state, i) => (i === r ? states[r + 1] : i === r + 1 ? states[r] : state));

/** Transition matrix of one offered exchange between replicas r and r + 1. */
function exchangeMatrix(r: number): number[][] {
  return joint.map((states) => {
    const row = joint.map(() => 0);
    const probability = exchangeProbability(
      [betas[r], betas[r + 1]],
      [levels[states[r]], levels[states[r + 1]]],
    );
    row[indexOf(swapped(states, r))] += probability;
    row[indexOf(states)] += 1 - probability;
    return row;
  });
}

/** Transition matrix of one Metropolis step of one replica to one of the two other states. */
function metropolisMatrix(r: number): number[][] {
  return joint.map((states, from) => {
    const row = joint.map(() => 0);
    for (const state of [0, 1, 2].filter((other) => other !== states[r])) {
      const probability = metropolisProbability(r, states[r], state) / 2;
      row[indexOf(states.map((s, i) => (i === r ? state : s)))] += probability;
    }
    row[from] = 1 - row.reduce((sum, entry) => sum + entry, 0);
    return row;
  });
}

const metropolisProbability = (r: number, from: number, to: number) =>
  Math.min(1, Math.exp(-betas[r] * (levels[to] - levels[from])));

const applied = (distribution: readonly number[], matrix: readonly (readonly number[])[]) =>
  distribution.map((_, to) => distribution.reduce((sum, p, from) => sum + p * matrix[from][to], 0));

describe('replica exchange', () => {
  it.each([0, 1])('between replicas %i and the next is in detailed balance', (r) => {
    const matrix = exchangeMatrix(r);
    for (let i = 0; i < 27; i++) {
      expect(matrix[i].reduce((sum, entry) => sum + entry, 0)).toBeCloseTo(1, 15);
      for (let j = 0; j < 27; j++) {
        expect(stationary[i] * matrix[i][j]).toBeCloseTo(stationary[j] * matrix[j][i], 15);
      }
    }
  });

  it('with updates of every replica leads from any state to the product of the Boltzmann distributions', () => {
    const sweep = [0, 1, 2].map(metropolisMatrix).concat([exchangeMatrix(0), exchangeMatrix(1)]);
    let distribution = joint.map((_, i) => Number(i === 26));
    for (let step = 0; step < 400; step++) distribution = sweep.reduce(applied, distribution);
    for (let i = 0; i < 27; i++) expect(distribution[i]).toBeCloseTo(stationary[i], 12);
  });

  it('as it runs has that distribution', () => {
    const ladders = 20_000;
    const random = new RandomStream(8, 'ladders');
    const states = new Uint8Array(3 * ladders).fill(2);
    const energies = new Float64Array(3 * ladders);
    const swap = (one: number, other: number) => {
      [states[one], states[other]] = [states[other], states[one]];
      [energies[one], energies[other]] = [energies[other], energies[one]];
    };
    for (let step = 0; step < 40; step++) {
      for (let i = 0; i < states.length; i++) {
        const to = (states[i] + 1 + random.integer(2)) % 3;
        if (random.uniform() < metropolisProbability(Math.floor(i / ladders), states[i], to)) states[i] = to;
        energies[i] = levels[states[i]];
      }
      exchangeReplicas(betas, energies, random, swap);
    }
    const counts = joint.map(() => 0);
    for (let b = 0; b < ladders; b++) {
      counts[indexOf([states[b], states[ladders + b], states[2 * ladders + b]])]++;
    }
    for (const [i, p] of stationary.entries()) {
      expect(Math.abs(counts[i] - ladders * p)).toBeLessThan(4.5 * Math.sqrt(ladders * p * (1 - p)));
    }
  });

  it('counts the exchanges it makes: all of them at one temperature, those downhill at any', () => {
    const random = new RandomStream(9, 'count');
    let swaps = 0;
    const made = exchangeReplicas(new Float64Array(4), new Float64Array(12), random, () => swaps++);
    expect([made, swaps]).toEqual([9, 9]);
    // The colder replica has the higher energy: an exchange is certain.
    expect(exchangeProbability([3, 1], [2, 0])).toBe(1);
    expect(exchangeProbability([3, 1], [0, 2])).toBeCloseTo(Math.exp(-4), 15);
  });
});

describe('the ladder of temperatures', () => {
  it('falls from β to 0', () => {
    expect([...temperatureLadder(90, 4)]).toEqual([90, 40, 10, 0]);
    expect([...temperatureLadder(90, 1)]).toEqual([90]);
    expect([...temperatureLadder(0, 3)]).toEqual([0, 0, 0]);
  });
});
