import type { SpinParity } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { blockMajority, decimate } from '../../../physics/ising/blocking.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { emptyOperatorSums, operatorSums, PlaquetteHistogram, type OperatorSums } from './plaquettes.ts';

export type BlockingRule = 'majority' | 'decimation';

/** Smallest block lattice of a step: on 4×4 a 3×3 plaquette still fits beside its own image, on 2×2 most operators coincide. */
const smallestCoarse = 4;

export const parities = ['odd', 'even'] as const satisfies readonly SpinParity[];

/** Blocking steps that the spectrum of an L×L lattice is measured for: L → L/2, L/2 → L/4, … */
export function blockingSteps(size: number): number {
  let steps = 0;
  for (let side = size; side % 2 === 0 && side / 2 >= smallestCoarse; side /= 2) steps++;
  return steps;
}

const operatorCount = { odd: emptyOperatorSums().odd.length, even: emptyOperatorSums().even.length };

/** Sums of one step and parity: n of S′, n of S, n² of S′S′ (lower triangle), n² of S′S. */
const partLength = (n: number) => 2 * n + 2 * n * n;
const stepLength = partLength(operatorCount.odd) + partLength(operatorCount.even);

/** Sums over configurations of the operators of one parity before (S) and after (S′) a blocking, and of their products. */
export interface StepSums {
  count: number;
  operators: number;
  /** Σ S′ and Σ S. */
  coarse: Float64Array;
  fine: Float64Array;
  /** Σ S′_a S′_b, row a, b ≤ a. */
  coarseCoarse: Float64Array;
  /** Σ S′_a S_b, row a. */
  coarseFine: Float64Array;
}

/** Accumulates what Eqs. 20 and 22 need along the flow of blocked configurations. */
export class FlowSums {
  readonly steps: number;
  /** [configurations, steps × parities × parts]: additive. */
  readonly data: Float64Array;
  readonly #rule: BlockingRule;
  readonly #histograms: PlaquetteHistogram[];
  readonly #spins: Uint8Array[];
  readonly #operators: OperatorSums[];

  constructor(size: number, rule: BlockingRule, data?: Float64Array) {
    this.steps = blockingSteps(size);
    this.data = data ?? new Float64Array(1 + this.steps * stepLength);
    this.#rule = rule;
    const sides = Array.from({ length: this.steps + 1 }, (_, step) => size >> step);
    this.#histograms = sides.map((side) => new PlaquetteHistogram(side));
    this.#spins = sides.map((side) => new Uint8Array(side * side));
    this.#operators = sides.map(emptyOperatorSums);
  }

  /** `random` breaks the ties of the majority rule. */
  add(spins: Spins, random: RandomStream): void {
    if (this.steps === 0) return;
    this.data[0]++;
    let current = spins;
    operatorSums(this.#histograms[0].count(current), this.#operators[0]);
    for (let step = 0; step < this.steps; step++) {
      const coarse = this.#spins[step + 1];
      const { size } = this.#histograms[step];
      if (this.#rule === 'majority') blockMajority(current, size, random, coarse);
      else decimate(current, size, coarse);
      operatorSums(this.#histograms[step + 1].count(coarse), this.#operators[step + 1]);
      for (const parity of parities) {
        accumulate(
          stepSums(this.data, step, parity),
          this.#operators[step + 1][parity],
          this.#operators[step][parity],
        );
      }
      current = coarse;
    }
  }
}

/** The sums of one step and parity as views into the data of a FlowSums, or of several added up. */
export function stepSums(data: Float64Array, step: number, parity: SpinParity): StepSums {
  const n = operatorCount[parity];
  let offset = 1 + step * stepLength + (parity === 'odd' ? 0 : partLength(operatorCount.odd));
  const take = (length: number) => data.subarray(offset, (offset += length));
  return {
    count: data[0],
    operators: n,
    coarse: take(n),
    fine: take(n),
    coarseCoarse: take(n * n),
    coarseFine: take(n * n),
  };
}

function accumulate(sums: StepSums, coarse: Float64Array, fine: Float64Array): void {
  const { operators: n, coarseCoarse, coarseFine } = sums;
  for (let a = 0, row = 0; a < n; a++, row += n) {
    const value = coarse[a];
    sums.coarse[a] += value;
    sums.fine[a] += fine[a];
    for (let b = 0; b <= a; b++) coarseCoarse[row + b] += value * coarse[b];
    for (let b = 0; b < n; b++) coarseFine[row + b] += value * fine[b];
  }
}
