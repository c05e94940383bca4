import type { LearntRule } from '../../../../../preload/contract/index.ts';
import type { LocalRule } from '../../learner.ts';
import type { LatticeState, SpaceBoundary } from '../../spacetime.ts';
import type { ContextCounts } from './context-counts.ts';
import { ruleOf, tableOf, type LearntNetwork } from './learn-rules.ts';
import type { ContextTable } from './rule-network.ts';

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
  /** What a cell becomes: 0 or 1, or a number between. */
  readonly #outputs: Float64Array;

  /**
   * @param counts what the network was trained on; null for a macro rule that was trained with P and its decoder: it answers the number
   * that the decoder reads, between 0 and 1, as nothing told it to be either.
   */
  constructor(learnt: LearntNetwork, counts: ContextCounts | null) {
    this.parameters = learnt.parameters.length;
    this.deterministic = counts !== null && isDeterministic(counts);
    this.table = tableOf(learnt);
    this.#counts = counts;
    this.#outputs = this.table.probability.map((p) => (this.deterministic ? (p > 0.5 ? 1 : 0) : p));
  }

  /** Number of the elementary rule; null where the data are noisy, left a context open, or were not learnt. */
  get rule(): number | null {
    const complete = this.#counts?.seen.every((count) => count > 0) ?? false;
    return this.deterministic && complete && this.unlearnt.length === 0
      ? ruleOf(this.table.probability)
      : null;
  }

  /** Contexts in which it says otherwise than the data, which are deterministic: the training was too short, or the network too small. */
  get unlearnt(): number[] {
    if (this.#counts === null || !this.deterministic) return [];
    const { seen, ones } = this.#counts;
    return [...seen.keys()].filter((i) => seen[i] > 0 && this.#outputs[i] !== ones[i] / seen[i]);
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

function isDeterministic({ seen, ones }: ContextCounts): boolean {
  return ones.every((count, i) => count === 0 || count === seen[i]);
}
