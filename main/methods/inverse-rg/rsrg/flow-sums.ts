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

/** Configurations whose products are summed up in one go: the matrices are read and written that much less often. */
const batch = 8;

/**
 * What Eqs. 20 and 22 need along the flow of blocked configurations, as one additive array: the number of configurations, then the sums of
 * each step and family of operators.
 */
export class FlowSums {
  readonly size: number;
  readonly #data: Float64Array;
  readonly #rule: BlockingRule;
  /** Views into the data by step and family. */
  readonly #steps: StepSums[][];
  /** Operators of configurations not yet in the data, by level and family: [operators, batch]. */
  #waiting: Float64Array[][] | null = null;
  #waitingCount = 0;

  constructor(size: number, rule: BlockingRule, data?: Float64Array) {
    const steps = blockingSteps(size);
    this.size = size;
    this.#data = data ?? new Float64Array(1 + steps * stepLength);
    this.#rule = rule;
    this.#steps = Array.from({ length: steps }, (_, step) =>
      operatorFamilies.map((_, family) => stepSums(this.#data, step, family)),
    );
  }

  /** The sums over all configurations so far. */
  get data(): Float64Array {
    this.#flush();
    return this.#data;
  }

  /** `random` breaks the ties of the majority rule. */
  add(spins: Spins, random: RandomStream): void {
    const levels = flows.at(this.size);
    this.#waiting ??= levels.map(() => operatorFamilies.map(({ count }) => new Float64Array(count * batch)));
    let current = spins;
    for (const [i, level] of levels.entries()) {
      if (i > 0) {
        if (this.#rule === 'majority') blockMajority(current, 2 * level.size, random, level.spins);
        else decimate(current, 2 * level.size, level.spins);
        current = level.spins;
      }
      level.read(current);
      for (let family = 0; family < operatorFamilies.length; family++) {
        const operators = level.operators[family];
        const waiting = this.#waiting[i][family];
        for (let a = 0, place = this.#waitingCount; a < operators.length; a++, place += batch) {
          waiting[place] = operators[a];
        }
      }
    }
    if (++this.#waitingCount === batch) this.#flush();
  }

  #flush(): void {
    const waiting = this.#waiting;
    if (!waiting || this.#waitingCount === 0) return;
    for (const level of waiting) {
      for (const operators of level) clearFrom(operators, this.#waitingCount);
    }
    this.#data[0] += this.#waitingCount;
    for (const [step, families] of this.#steps.entries()) {
      for (const [family, sums] of families.entries()) {
        accumulate(sums, waiting[step + 1][family], waiting[step][family]);
      }
    }
    this.#waitingCount = 0;
  }
}

/** Zeros in the places of a batch that no configuration has taken. */
function clearFrom(operators: Float64Array, count: number): void {
  for (let from = 0; from < operators.length; from += batch) operators.fill(0, from + count, from + batch);
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

/** Adds the products of a batch of configurations, [operators, batch]. */
function accumulate(sums: StepSums, coarse: Float64Array, fine: Float64Array): void {
  const { operators: n, coarseCoarse, coarseFine } = sums;
  for (let a = 0, row = 0, from = 0; a < n; a++, row += n, from += batch) {
    const c0 = coarse[from];
    const c1 = coarse[from + 1];
    const c2 = coarse[from + 2];
    const c3 = coarse[from + 3];
    const c4 = coarse[from + 4];
    const c5 = coarse[from + 5];
    const c6 = coarse[from + 6];
    const c7 = coarse[from + 7];
    sums.coarse[a] += c0 + c1 + (c2 + c3) + (c4 + c5 + (c6 + c7));
    for (let i = from; i < from + batch; i++) sums.fine[a] += fine[i];
    for (let b = 0, i = 0; b <= a; b++, i += batch) {
      coarseCoarse[row + b] +=
        c0 * coarse[i] +
        c1 * coarse[i + 1] +
        (c2 * coarse[i + 2] + c3 * coarse[i + 3]) +
        (c4 * coarse[i + 4] + c5 * coarse[i + 5] + (c6 * coarse[i + 6] + c7 * coarse[i + 7]));
    }
    for (let b = 0, i = 0; b < n; b++, i += batch) {
      coarseFine[row + b] +=
        c0 * fine[i] +
        c1 * fine[i + 1] +
        (c2 * fine[i + 2] + c3 * fine[i + 3]) +
        (c4 * fine[i + 4] + c5 * fine[i + 5] + (c6 * fine[i + 6] + c7 * fine[i + 7]));
    }
  }
}
