import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  HamiltonianChains,
  leapfrog,
  phasePoints,
  type Box,
  type PhasePoints,
  type Potential,
} from '../../../../main/methods/mlrg/moderator/hamiltonian.ts';
import { boltzmannMean, meanAndError } from './boltzmann.ts';
import { differences } from './differences.ts';

/** U = Σ k_m (x_m − c_m)²/2 + coupling·x_0 x_1. */
function well(stiffness: number[], centre: number[], coupling = 0): Potential {
  const dimension = stiffness.length;
  return {
    dimension,
    evaluate(positions, energies, gradients) {
      for (let i = 0; i < energies.length; i++) {
        const x = positions.subarray(i * dimension, (i + 1) * dimension);
        energies[i] = 0;
        for (let m = 0; m < dimension; m++) {
          energies[i] += (stiffness[m] * (x[m] - centre[m]) ** 2) / 2;
          gradients[i * dimension + m] = stiffness[m] * (x[m] - centre[m]);
        }
        if (dimension < 2) continue;
        energies[i] += coupling * x[0] * x[1];
        gradients[i * dimension] += coupling * x[1];
        gradients[i * dimension + 1] += coupling * x[0];
      }
    },
  };
}

const boxOf = (...sides: [number, number][]): Box => ({
  low: Float64Array.from(sides, ([low]) => low),
  high: Float64Array.from(sides, ([, high]) => high),
});

function startAt(potential: Potential, positions: number[], momenta: number[]): PhasePoints {
  const points = phasePoints(positions.length / potential.dimension, potential.dimension);
  points.positions.set(positions);
  points.momenta.set(momenta);
  potential.evaluate(points.positions, points.energies, points.gradients);
  return points;
}

describe('leapfrog in a box', () => {
  const potential = well([3, 1], [0.2, -0.4], 0.8);
  const box = boxOf([0, 1], [-0.5, 0.5]);
  const beta = Float64Array.of(2);

  it('stays inside and is undone by reversed momenta, however many walls it meets', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), (seed, steps) => {
        const random = new RandomStream(seed, 'reversal');
        const start = [random.uniform(), random.uniform() - 0.5, 15 * random.normal(), 15 * random.normal()];
        const points = startAt(potential, start.slice(0, 2), start.slice(2));
        const trajectory = { stepSize: 0.07, steps };
        leapfrog(potential, beta, box, points, trajectory);
        for (let m = 0; m < 2; m++) {
          expect(points.positions[m]).toBeGreaterThanOrEqual(box.low[m]);
          expect(points.positions[m]).toBeLessThanOrEqual(box.high[m]);
          points.momenta[m] = -points.momenta[m];
        }
        leapfrog(potential, beta, box, points, trajectory);
        const back = [...points.positions, ...points.momenta.map((p) => -p)];
        for (const [i, value] of start.entries()) expect(back[i]).toBeCloseTo(value, 9);
      }),
      { seed: 1 },
    );
  });

  it('keeps the volume of phase space', () => {
    const random = new RandomStream(2, 'volume');
    for (let trial = 0; trial < 20; trial++) {
      const start = Float64Array.of(
        random.uniform(),
        random.uniform() - 0.5,
        4 * random.normal(),
        4 * random.normal(),
      );
      const jacobian = differences(
        (z) => {
          const points = startAt(potential, [z[0], z[1]], [z[2], z[3]]);
          leapfrog(potential, beta, box, points, { stepSize: 0.1, steps: 7 });
          return [...points.positions, ...points.momenta];
        },
        start,
        1e-6,
      );
      expect(determinant(jacobian, 4)).toBeCloseTo(1, 6);
    }
  });

  it('keeps the energy to second order in its step', () => {
    expect(Math.abs(Math.log2(energyError(potential, 32) / energyError(potential, 64)) - 2)).toBeLessThan(
      0.1,
    );
  });
});

/** Of H at β = 1 after a unit of time in a box whose walls are not met: what reflections do in the middle of a step is of first order. */
function energyError(potential: Potential, steps: number): number {
  const points = startAt(potential, [0.1, 0.2], [0.4, -0.2]);
  const energy = () => points.energies[0] + (points.momenta[0] ** 2 + points.momenta[1] ** 2) / 2;
  const before = energy();
  leapfrog(potential, Float64Array.of(1), boxOf([-9, 9], [-9, 9]), points, { stepSize: 1 / steps, steps });
  return Math.abs(energy() - before);
}

/** Means over chains of x and x² of the first coordinate, after a start at the low corner. */
function moments(potential: Potential, box: Box, beta: number, seed: number) {
  const count = 400;
  const random = new RandomStream(seed, 'chains');
  const chains = new HamiltonianChains(box, count, { stepSize: 0.25, steps: 5 }, random);
  for (let i = 0; i < count; i++) chains.points.positions.set(box.low, i * potential.dimension);
  const betas = new Float64Array(count).fill(beta);
  chains.evaluate(potential);
  const sums = Array.from({ length: count }, () => ({ first: 0, second: 0 }));
  const updates = 150;
  for (let update = -30; update < updates; update++) {
    chains.update(potential, betas, random);
    if (update < 0) continue;
    for (let i = 0; i < count; i++) {
      const x = chains.points.positions[i * potential.dimension];
      sums[i].first += x / updates;
      sums[i].second += x ** 2 / updates;
    }
  }
  return {
    first: meanAndError(sums.map(({ first }) => first)),
    second: meanAndError(sums.map(({ second }) => second)),
  };
}

describe('Hamiltonian Monte Carlo', () => {
  it.each([
    { name: 'a Gaussian cut on both sides', stiffness: 4, centre: 0.3, beta: 1, low: 0, high: 1 },
    { name: 'a Gaussian whose centre is outside', stiffness: 2, centre: -0.5, beta: 1.5, low: 0, high: 2 },
    { name: 'no potential at all: uniform', stiffness: 4, centre: 0.3, beta: 0, low: 0, high: 1.5 },
  ])('draws from $name', ({ stiffness, centre, beta, low, high }) => {
    const { first, second } = moments(well([stiffness], [centre]), boxOf([low, high]), beta, 3);
    const energy = (x: number) => (beta * stiffness * (x - centre) ** 2) / 2;
    expect(Math.abs(first.mean - boltzmannMean(energy, (x) => x, low, high))).toBeLessThan(5 * first.error);
    expect(Math.abs(second.mean - boltzmannMean(energy, (x) => x * x, low, high))).toBeLessThan(
      5 * second.error,
    );
    expect(first.error).toBeLessThan(0.005);
  });

  it('draws from a correlated Gaussian', () => {
    // β U = x² + y² + 1.2xy − …: covariance (1/β)·A⁻¹ with A = [[2, 1.2], [1.2, 2]]; the box is 8 deviations away.
    const { first, second } = moments(well([2, 2], [0, 0], 1.2), boxOf([-6, 6], [-6, 6]), 1, 4);
    expect(Math.abs(first.mean)).toBeLessThan(5 * first.error);
    expect(Math.abs(second.mean - 2 / (4 - 1.44))).toBeLessThan(5 * second.error);
  });

  it('leaves pinned coordinates where they are and draws the others from what is left', () => {
    const { first } = moments(well([4, 1], [0.3, 5], 2), boxOf([0, 1], [0.25, 0.25]), 1, 5);
    const exact = boltzmannMean(
      (x) => 2 * (x - 0.3) ** 2 + 0.5 * x,
      (x) => x,
      0,
      1,
    );
    expect(Math.abs(first.mean - exact)).toBeLessThan(5 * first.error);
  });

  it('spreads uniformly at β = 0 from a corner', () => {
    const box = boxOf([0, 1.5], [-0.5, 0.5]);
    const count = 4000;
    const random = new RandomStream(6, 'uniform');
    const chains = new HamiltonianChains(box, count, { stepSize: 0.2, steps: 5 }, random);
    for (let i = 0; i < count; i++) chains.points.positions.set(box.low, 2 * i);
    const potential = well([1, 1], [0, 0]);
    chains.evaluate(potential);
    for (let update = 0; update < 40; update++) chains.update(potential, new Float64Array(count), random);
    expect(chains.accepted.every((accepted) => accepted === 1)).toBe(true);
    const cells = new Uint32Array(16);
    for (let i = 0; i < count; i++) {
      const [x, y] = chains.points.positions.subarray(2 * i, 2 * i + 2);
      cells[4 * Math.floor((x / 1.5) * 4) + Math.floor((y + 0.5) * 4)]++;
    }
    const deviation = Math.sqrt((count * 15) / 256);
    for (const number of cells) expect(Math.abs(number - count / 16)).toBeLessThan(4.5 * deviation);
  });

  it('rejects where the energy is not a number', () => {
    const broken: Potential = {
      dimension: 1,
      evaluate: (positions, energies, gradients) => {
        energies.forEach((_, i) => (energies[i] = positions[i] > 0.5 ? Number.NaN : 0));
        gradients.fill(0);
      },
    };
    const random = new RandomStream(7, 'broken');
    const chains = new HamiltonianChains(boxOf([0, 1]), 50, { stepSize: 0.3, steps: 3 }, random);
    chains.points.positions.fill(0.4);
    chains.evaluate(broken);
    for (let update = 0; update < 20; update++) chains.update(broken, new Float64Array(50).fill(1), random);
    expect(Math.max(...chains.points.positions)).toBeLessThanOrEqual(0.5);
  });
});

/** By elimination with pivoting. */
function determinant(matrix: Float64Array, n: number): number {
  const rows = Array.from({ length: n }, (_, i) => [...matrix.subarray(i * n, (i + 1) * n)]);
  let product = 1;
  for (let k = 0; k < n; k++) {
    const pivot = rows
      .slice(k)
      .reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + i : best), k);
    if (pivot !== k) {
      [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
      product = -product;
    }
    product *= rows[k][k];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i][k] / rows[k][k];
      for (let j = k; j < n; j++) rows[i][j] -= factor * rows[k][j];
    }
  }
  return product;
}
