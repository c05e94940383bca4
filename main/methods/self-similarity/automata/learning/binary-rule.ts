import type { LearntRule } from '../../../../../preload/contract/index.ts';
import type { LocalRule } from '../../learner.ts';
import type { LatticeState, SpaceBoundary } from '../../spacetime.ts';
import type { ContextCounts } from './context-counts.ts';
import { ruleOf, type LearntNetwork } from './learn-rules.ts';
import { contextTable, type ContextTable } from './rule-network.ts';

/** f of binary cells: a network of a few units on three of them, and what its data showed. */
export class BinaryRule implements LocalRule {
  readonly fields = 1;
  readonly kernel = 3;
  readonly parameters: number;
  /** The same context was always followed by the same value; it answers 0 and 1. */
  readonly deterministic: boolean;
  /** What the network says of the 8 contexts. */
  readonly table: ContextTable;
  readonly #counts: ContextCounts | null;
  /** What a cell becomes: 0 or 1, of noisy rules the probability of 1. */
  readonly #outputs: Float64Array;

  /**
   * @param counts what the network was trained on; null: not on contexts and what follows them (a macro rule that is trained with P).
   * @param deterministic whether it answers 0 and 1; what the counts say where there are some.
   */
  constructor(
    { network, parameters }: LearntNetwork,
    counts: ContextCounts | null,
    deterministic = isDeterministic(counts),
  ) {
    this.parameters = parameters.length;
    this.deterministic = deterministic;
    this.table = contextTable();
    network.evaluate(parameters, 0, this.table);
    this.#counts = counts;
    this.#outputs = this.table.probability.map((p) => (deterministic ? (p > 0.5 ? 1 : 0) : p));
  }

  /** Number of the elementary rule; null where the data are noisy or left a context open. */
  get rule(): number | null {
    const complete = this.#counts?.seen.every((count) => count > 0) ?? false;
    return this.deterministic && complete ? ruleOf(this.table.probability) : null;
  }

  step({ fields, height, width, data }: LatticeState, boundary: SpaceBoundary): LatticeState {
    const next = new Float32Array(data.length);
    for (let cell = 0; cell < width; cell++) {
      const atEdge = cell === 0 || cell === width - 1;
      if (atEdge && boundary === 'open') {
        next[cell] = Number.NaN;
        continue;
      }
      const left = data[cell === 0 ? width - 1 : cell - 1];
      const right = data[cell === width - 1 ? 0 : cell + 1];
      const context = 4 * left + 2 * data[cell] + right;
      next[cell] = Number.isNaN(context) ? Number.NaN : this.#outputs[context];
    }
    return { fields, height, width, data: next };
  }

  describe(): Pick<LearntRule, 'learner' | 'table' | 'weights' | 'diffusion'> {
    return { learner: 'binary', table: this.#describeTable(), weights: null, diffusion: null };
  }

  #describeTable(): LearntRule['table'] {
    if (this.#counts === null) return null;
    const { seen, ones } = this.#counts;
    return {
      rule: this.rule,
      outputs: Array.from(this.#outputs),
      seen: Array.from(seen),
      observed: Array.from(seen, (count, i) => (count === 0 ? null : ones[i] / count)),
      deterministic: this.deterministic,
    };
  }
}

function isDeterministic(counts: ContextCounts | null): boolean {
  return counts?.ones.every((count, i) => count === 0 || count === counts.seen[i]) ?? true;
}
