import {
  criticalCoupling,
  type ArrayRecord,
  type EnsembleMeasurement,
  type SpinAnalysisSpec,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { blockMajority, decimate } from '../../../physics/ising/blocking.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { LevelSums, type LevelOptions } from '../measure/level-sums.ts';
import { SpinCounter } from '../measure/order-and-energy.ts';
import { blockingSteps } from '../rsrg/flow-sums.ts';
import { orderNotes } from './file-order.ts';
import { spinArray, type SpinArray } from './spin-array.ts';

/** Blocked lattices are measured down to this side. */
const smallestBlocked = 4;

/** Measures configurations as they are and blocked, in steps, so that a run can breathe between them. */
export class SpinAnalysis {
  readonly #array: SpinArray;
  readonly #spec: SpinAnalysisSpec;
  readonly #levels: { options: LevelOptions; bins: LevelSums[]; spins: Spins }[];
  readonly #bins: number;
  readonly #counter: SpinCounter;
  readonly #e: Float32Array;
  #done = 0;

  /** Throws HostError as `spinArray` does. */
  constructor(inputs: ArrayRecord, spec: SpinAnalysisSpec) {
    this.#array = spinArray(inputs);
    this.#spec = spec;
    const { size, count } = this.#array;
    const { correlation, rsrg, bins } = spec.measure;
    // With fewer than two a bin, one configuration each: unequal bins would weigh unequally.
    this.#bins = count < 2 * bins ? count : bins;
    this.#levels = blockedSides(size).map((side) => {
      const options: LevelOptions = {
        size: side,
        correlation,
        rsrg: rsrg && side === size,
        rule: spec.rule,
        correlationEvery: 1,
      };
      const sums = Array.from({ length: this.#bins }, () => new LevelSums(options));
      return { options, bins: sums, spins: new Uint8Array(side * side) };
    });
    this.#counter = new SpinCounter(size);
    this.#e = new Float32Array(count);
  }

  get count(): number {
    return this.#array.count;
  }

  get size(): number {
    return this.#array.size;
  }

  /** Configurations measured so far. */
  get done(): number {
    return this.#done;
  }

  configuration(index: number): Spins {
    const sites = this.#array.size ** 2;
    return this.#array.data.subarray(index * sites, (index + 1) * sites);
  }

  /** Measures up to so many more configurations. */
  advance(configurations: number): void {
    const { count, size } = this.#array;
    const end = Math.min(count, this.#done + configurations);
    for (; this.#done < end; this.#done++) {
      const index = this.#done;
      const bin = Math.floor((index * this.#bins) / count);
      const random = new RandomStream(this.#spec.seed, `analysis/${index}`);
      let spins = this.configuration(index);
      this.#counter.count(spins);
      this.#e[index] = this.#counter.bonds / (size * size);
      for (const [i, { options, bins, spins: blocked }] of this.#levels.entries()) {
        if (i > 0) {
          if (this.#spec.rule === 'majority') blockMajority(spins, 2 * options.size, random, blocked);
          else decimate(spins, 2 * options.size, blocked);
          spins = blocked;
        }
        bins[bin].add(spins, random);
      }
    }
  }

  /** What was measured, once all configurations are done. */
  finish(seconds: number): EnsembleMeasurement {
    const { size, count } = this.#array;
    const { sourceName, rule, reference, measure } = this.#spec;
    const notes = orderNotes(this.#e, this.#bins);
    if (count === 1) notes.push('A single configuration has no fluctuations: χ, c_me and c are 0 by Eq. 14.');
    if (this.#levels.length > 1) {
      const name = rule === 'majority' ? 'the 2×2 majority rule' : 'decimation';
      notes.push(
        `Levels below L = ${size} are the same configurations blocked by ${name}. Exponents compare L with these, and exact values belong to L alone.`,
      );
    }
    if (measure.rsrg && blockingSteps(size) === 0) {
      notes.push(`L = ${size} cannot be halved to a block lattice of at least 4: there is no RSRG spectrum.`);
    }
    return finishMeasurement(
      this.#levels.map(({ options, bins }) => ({ options, bins, blocked: options.size !== size })),
      {
        title: sourceName,
        source: 'data',
        coupling: reference === 'critical' ? criticalCoupling : null,
        notes,
        seconds,
      },
    );
  }
}

/** Configurations of some ten milliseconds of work. */
export const configurationsPerTurn = (size: number) => Math.max(1, Math.floor(2 ** 19 / size ** 2));

/** L and its halves as far as they are whole and not too small. */
function blockedSides(size: number): number[] {
  const sides = [size];
  for (let side = size; side % 2 === 0 && side / 2 >= smallestBlocked; side /= 2) sides.push(side / 2);
  return sides;
}
