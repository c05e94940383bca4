import type { OperatorSet, SpinParity } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { blockMajority, decimate } from '../../../physics/ising/blocking.ts';
import type { Spins } from '../../../physics/ising/spins.ts';
import { BySize } from '../generation/by-size.ts';
import {
  emptyOperatorSums,
  operatorFamilies,
  operatorSums,
  PlaquetteHistogram,
  type OperatorSums,
} from './plaquettes.ts';

export type BlockingRule = 'majority' | 'decimation';

/** Smallest block lattice of a step: on 4×4 a 3×3 plaquette still fits beside its own image, on 2×2 most operators coincide. */
const smallestCoarse = 4;

/** Blocking steps that the spectrum of an L×L lattice is measured for: L → L/2, L/2 → L/4, … */
export function blockingSteps(size: number): number {
  let steps = 0;
  for (let side = size; side % 2 === 0 && side / 2 >= smallestCoarse; side /= 2) steps++;
  return steps;
}

/** Sums over configurations of the operators of one family before (S) and after (S′) a blocking, and of their products. */
export interface StepSums {
  count: number;
  operators: number;
  /** Σ S′ and Σ S. */
  coarse: Float64Array;
  fine: Float64Array;
  /** Σ S′_a S′_b at a·operators + b, b ≤ a. */
  coarseCoarse: Float64Array;
  /** Σ S′_a S_b at a·operators + b. */
  coarseFine: Float64Array;
}

const familyLength = (operators: number) => 2 * operators + 2 * operators * operators;
const stepLength = operatorFamilies.reduce((sum, { count }) => sum + familyLength(count), 0);

/**
 * What Eqs. 20 and 22 need along the flow of blocked configurations, as one additive array: the number of configurations, then the sums of
 * each step and family of operators.
 */
export class FlowSums {
  readonly size: number;
  readonly data: Float64Array;
  readonly #rule: BlockingRule;
  /** Views into the data by step and family. */
  readonly #steps: StepSums[][];

  constructor(size: number, rule: BlockingRule, data?: Float64Array) {
    const steps = blockingSteps(size);
    this.size = size;
    this.data = data ?? new Float64Array(1 + steps * stepLength);
    this.#rule = rule;
    this.#steps = Array.from({ length: steps }, (_, step) =>
      operatorFamilies.map((_, family) => stepSums(this.data, step, family)),
    );
  }

  /** `random` breaks the ties of the majority rule. */
  add(spins: Spins, random: RandomStream): void {
    const levels = flows.at(this.size);
    levels[0].read(spins);
    this.data[0]++;
    let current = spins;
    for (let step = 0; step + 1 < levels.length; step++) {
      const [fine, coarse] = [levels[step], levels[step + 1]];
      if (this.#rule === 'majority') blockMajority(current, fine.size, random, coarse.spins);
      else decimate(current, fine.size, coarse.spins);
      current = coarse.spins;
      coarse.read(current);
      for (let family = 0; family < operatorFamilies.length; family++) {
        accumulate(this.#steps[step][family], coarse.operators[family], fine.operators[family]);
      }
    }
  }
}

/** Scratch memory of one lattice of the flow. */
class FlowLevel {
  readonly size: number;
  readonly spins: Spins;
  readonly operators: OperatorSums = emptyOperatorSums();
  readonly #histogram: PlaquetteHistogram;

  constructor(size: number) {
    this.size = size;
    this.spins = new Uint8Array(size * size);
    this.#histogram = new PlaquetteHistogram(size);
  }

  read(spins: Spins): void {
    operatorSums(this.#histogram.count(spins), this.operators);
  }
}

/** Shared by all sums of a thread: they are filled one configuration at a time. */
const flows = new BySize((size) =>
  Array.from({ length: blockingSteps(size) + 1 }, (_, step) => new FlowLevel(size >> step)),
);

/** Sums of one step and of operators by their index in `operatorFamilies`, as views into data of a FlowSums or several added up. */
export function stepSums(data: Float64Array, step: number, family: number): StepSums {
  let offset = 1 + step * stepLength;
  for (let before = 0; before < family; before++) offset += familyLength(operatorFamilies[before].count);
  const { count: n } = operatorFamilies[family];
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

export const familyOf = (set: OperatorSet, parity: SpinParity): number =>
  operatorFamilies.findIndex((family) => family.set === set && family.parity === parity);

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
