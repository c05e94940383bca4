import type { RandomStream } from '../../../compute/random.ts';

/** An energy of points of ℝⁿ, for many of them at once: row i of `positions` is point i. */
export interface Potential {
  /** n. */
  readonly dimension: number;
  /** Writes U and ∇U of as many points as `energies` has room for. */
  evaluate(positions: Float64Array, energies: Float64Array, gradients: Float64Array): void;
}

/** low ≤ x ≤ high, with walls that reflect; a coordinate with low = high does not move. */
export interface Box {
  low: Float64Array;
  high: Float64Array;
}

/** Independent points of phase space, in rows, with U and ∇U where they are. */
export interface PhasePoints {
  positions: Float64Array;
  momenta: Float64Array;
  energies: Float64Array;
  gradients: Float64Array;
}

export interface Trajectory {
  stepSize: number;
  steps: number;
}

export function phasePoints(count: number, dimension: number): PhasePoints {
  const rows = () => new Float64Array(count * dimension);
  return { positions: rows(), momenta: rows(), energies: new Float64Array(count), gradients: rows() };
}

/** The points from row `first` up to row `end`, as views. */
function rowsOf(points: PhasePoints, dimension: number, first: number, end: number): PhasePoints {
  const rows = (array: Float64Array) => array.subarray(first * dimension, end * dimension);
  return {
    positions: rows(points.positions),
    momenta: rows(points.momenta),
    energies: points.energies.subarray(first, end),
    gradients: rows(points.gradients),
  };
}

/**
 * Moves every point along the dynamics of H = βU + p²/2 by the leapfrog scheme, each with its own β. Reflections at the walls keep what makes
 * HMC exact: the map is its own inverse when momenta are reversed, and keeps volumes. U and ∇U must be those at `points` and are those of the
 * end afterwards.
 */
export function leapfrog(
  potential: Potential,
  inverseTemperatures: Float64Array,
  box: Box,
  points: PhasePoints,
  { stepSize, steps }: Trajectory,
): void {
  for (let step = 0; step < steps; step++) {
    kick(points, inverseTemperatures, box, stepSize / 2);
    drift(points, box, stepSize);
    potential.evaluate(points.positions, points.energies, points.gradients);
    kick(points, inverseTemperatures, box, stepSize / 2);
  }
}

function kick(
  { momenta, gradients }: PhasePoints,
  inverseTemperatures: Float64Array,
  { low, high }: Box,
  time: number,
): void {
  const dimension = low.length;
  for (let i = 0; i < inverseTemperatures.length; i++) {
    const factor = time * inverseTemperatures[i];
    for (let m = 0; m < dimension; m++) {
      if (low[m] !== high[m]) momenta[i * dimension + m] -= factor * gradients[i * dimension + m];
    }
  }
}

/** Free flight; a coordinate folds back into the box as often as it meets its walls. */
function drift({ positions, momenta }: PhasePoints, { low, high }: Box, time: number): void {
  const dimension = low.length;
  for (let first = 0; first < positions.length; first += dimension) {
    for (let m = 0; m < dimension; m++) {
      const from = low[m];
      const to = high[m];
      if (from === to) continue;
      const moved = positions[first + m] + time * momenta[first + m];
      if (moved >= from && moved <= to) {
        positions[first + m] = moved;
        continue;
      }
      const width = to - from;
      const laps = (moved - from) / (2 * width);
      const way = 2 * width * (laps - Math.floor(laps));
      const backwards = way > width;
      positions[first + m] = Math.min(from + (backwards ? 2 * width - way : way), to);
      if (backwards) momenta[first + m] = -momenta[first + m];
    }
  }
}

/** Hamiltonian Monte Carlo (Duane et al. 1987) of many independent chains in a box, chain i with the stationary distribution exp(−β_i U). */
export class HamiltonianChains {
  readonly box: Box;
  readonly count: number;
  readonly dimension: number;
  /** Where the chains are; momenta are drawn anew for every update. */
  readonly points: PhasePoints;
  readonly #trajectory: Trajectory;
  readonly #proposed: PhasePoints;
  readonly #kinetic: Float64Array;
  /** Of the last update: 1 where the proposal was accepted. */
  readonly accepted: Uint8Array;

  /** Begins with points uniform in the box. */
  constructor(box: Box, count: number, trajectory: Trajectory, random: RandomStream) {
    this.box = box;
    this.count = count;
    this.dimension = box.low.length;
    this.points = phasePoints(count, this.dimension);
    this.#trajectory = trajectory;
    this.#proposed = phasePoints(count, this.dimension);
    this.#kinetic = new Float64Array(count);
    this.accepted = new Uint8Array(count);
    const { positions } = this.points;
    for (let k = 0; k < positions.length; k++) {
      const m = k % this.dimension;
      positions[k] = random.between(box.low[m], box.high[m]);
    }
  }

  /** U and ∇U where the chains are: before the first update with a potential that is new or has changed. */
  evaluate(potential: Potential): void {
    const { positions, energies, gradients } = this.points;
    potential.evaluate(positions, energies, gradients);
  }

  /** One proposal of every chain with the exact Metropolis decision. β must fall with the number of the chain. */
  update(potential: Potential, inverseTemperatures: Float64Array, random: RandomStream): void {
    const { points, dimension } = this;
    const proposed = this.#proposed;
    random.fillNormal(proposed.momenta);
    proposed.positions.set(points.positions);
    proposed.energies.set(points.energies);
    proposed.gradients.set(points.gradients);
    const kinetic = this.#kinetic;
    for (let i = 0; i < this.count; i++) kinetic[i] = kineticEnergy(proposed.momenta, i, dimension);

    // Points at β = 0 fly straight on: they need U at their end only.
    const free = inverseTemperatures.findIndex((beta) => beta === 0);
    const bound = free < 0 ? this.count : free;
    const driven = rowsOf(proposed, dimension, 0, bound);
    leapfrog(potential, inverseTemperatures.subarray(0, bound), this.box, driven, this.#trajectory);
    if (bound < this.count) {
      const flying = rowsOf(proposed, dimension, bound, this.count);
      drift(flying, this.box, this.#trajectory.steps * this.#trajectory.stepSize);
      potential.evaluate(flying.positions, flying.energies, flying.gradients);
    }

    for (let i = 0; i < this.count; i++) {
      const difference =
        inverseTemperatures[i] * (proposed.energies[i] - points.energies[i]) +
        kineticEnergy(proposed.momenta, i, dimension) -
        kinetic[i];
      const accept = random.uniform() < Math.exp(-difference);
      this.accepted[i] = accept ? 1 : 0;
      if (accept) this.#move(i);
    }
  }

  #move(chain: number): void {
    const { points, dimension } = this;
    const proposed = this.#proposed;
    points.energies[chain] = proposed.energies[chain];
    for (let k = chain * dimension; k < (chain + 1) * dimension; k++) {
      points.positions[k] = proposed.positions[k];
      points.gradients[k] = proposed.gradients[k];
    }
  }

  /** Exchanges the states of two chains. */
  swap(one: number, other: number): void {
    const { positions, energies, gradients } = this.points;
    swapEntries(energies, one, other);
    for (let m = 0; m < this.dimension; m++) {
      swapEntries(positions, one * this.dimension + m, other * this.dimension + m);
      swapEntries(gradients, one * this.dimension + m, other * this.dimension + m);
    }
  }
}

function kineticEnergy(momenta: Float64Array, row: number, dimension: number): number {
  let sum = 0;
  for (let k = row * dimension; k < (row + 1) * dimension; k++) sum += momenta[k] * momenta[k];
  return sum / 2;
}

function swapEntries(array: Float64Array, i: number, j: number): void {
  const kept = array[i];
  array[i] = array[j];
  array[j] = kept;
}
