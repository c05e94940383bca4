import { HostError, type DynamicsSettings } from '../../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../../compute/random.ts';
import type { Snapshot } from '../../../context.ts';
import type { LearntDynamics, StepTrainer } from '../../learner.ts';
import type { Spacetime } from '../../spacetime.ts';
import { BinaryRule } from './binary-rule.ts';
import { countContexts, type ContextCounts } from './context-counts.ts';
import { ruleOf } from './learn-rules.ts';
import { RuleNetwork } from './rule-network.ts';
import { RuleTraining } from './rule-training.ts';

/** Units of the paper's network for automata. */
const usualUnits = 2;

/**
 * A context that occurred weighs at least this share of all occurrences. Below it a rare context of a rule that soon settles (one in two
 * thousand) is not learnt within 1500 steps.
 */
const leastWeight = 0.02;

/** Stage one on a binary series: full batch over the contexts that occurred, weighted by how often they did. */
export class DynamicsTrainer implements StepTrainer<LearntDynamics> {
  readonly steps: number;
  readonly #training: RuleTraining;
  readonly #counts: ContextCounts;

  /** @throws HostError 'bad-argument' for data or a kernel that binary rules do not have. */
  constructor(series: Spacetime, settings: DynamicsSettings & { kernel: number }, random: RandomStream) {
    if (settings.kernel !== 3) {
      throw new HostError('bad-argument', `Binary rules have a kernel of 3 cells, not ${settings.kernel}.`, {
        where: 'dynamics.kernel',
        remedy: 'Choose 3, or the network learner.',
      });
    }
    this.steps = settings.steps;
    this.#counts = countContexts(series);
    const { seen, ones } = this.#counts;
    const { units = usualUnits, activation, restarts, rate } = settings;
    this.#training = new RuleTraining(
      new RuleNetwork(units, activation === 'auto' ? 'sin' : activation),
      [{ weight: weightsOf(seen), ones: ones.map((count, i) => (seen[i] === 0 ? 0 : count / seen[i])) }],
      { restarts, rate },
      [random],
    );
  }

  get done(): number {
    return this.#training.done;
  }

  get losses(): Float64Array {
    return this.#training.losses;
  }

  advance(count: number): void {
    const end = Math.min(this.steps, this.done + count);
    while (this.done < end) this.#training.step();
  }

  snapshot(): Snapshot {
    return this.#training.snapshot();
  }

  restore(saved: Snapshot): void {
    this.#training.restore(saved);
  }

  result(): LearntDynamics {
    const training = this.#training;
    const best = training.best(0);
    const { seen } = this.#counts;
    // Contexts that never occurred are no matter of agreement.
    const known = seen.reduce((bits, count, i) => bits | (count > 0 ? 1 << i : 0), 0);
    const computed = Array.from(
      { length: training.restarts },
      (_, restart) => ruleOf(training.probabilities(0, restart)) & known,
    );
    const agreeing = computed.filter((rule) => rule === computed[best]).length;
    const rule = new BinaryRule(
      { network: training.network, parameters: training.parametersOf(0, best) },
      this.#counts,
    );
    return { rule, agreement: agreeing / training.restarts, notes: notesOf(rule) };
  }
}

function notesOf({ unlearnt }: BinaryRule): string[] {
  if (unlearnt.length === 0) return [];
  const names = unlearnt.map((context) => context.toString(2).padStart(3, '0')).join(', ');
  return [
    `The data were not learnt: after ${names} f says the opposite of what always follows there. Train with more steps or restarts, or with more units.`,
  ];
}

function weightsOf(seen: Float64Array): Float64Array {
  const total = seen.reduce((sum, count) => sum + count, 0);
  return seen.map((count) => (count === 0 ? 0 : Math.max(count / total, leastWeight)));
}
