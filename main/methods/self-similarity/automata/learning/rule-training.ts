import type { RandomStream } from '../../../../compute/random.ts';
import type { Snapshot } from '../../../context.ts';
import { Descent } from './descent.ts';
import { contexts, contextTable, type RuleNetwork } from './rule-network.ts';

/** What is known of one rule: how often each context occurred (any unit), and the share of ones that followed. */
export interface ContextStatistics {
  weight: Float64Array;
  ones: Float64Array;
}

/** The statistics of an elementary rule whose contexts are all seen equally often. */
export function statisticsOfRule(rule: number): ContextStatistics {
  return {
    weight: new Float64Array(contexts).fill(1),
    ones: Float64Array.from({ length: contexts }, (_, i) => (rule >> i) & 1),
  };
}

/**
 * Full-batch training (Adam, binary cross-entropy) of several restarts of several rules side by side. The mean over the data is a sum
 * over the 8 contexts weighted by their frequency. Networks do not touch each other: what one ends in does not depend on the others.
 */
export class RuleTraining {
  readonly network: RuleNetwork;
  readonly restarts: number;
  readonly #descent: Descent;
  readonly #statistics: ContextStatistics[];
  readonly #table = contextTable();
  readonly #logitGradient = new Float64Array(contexts);

  /** `randoms`: one stream for the starting weights of each rule. */
  constructor(
    network: RuleNetwork,
    rules: readonly ContextStatistics[],
    { restarts, rate }: { restarts: number; rate: number },
    randoms: readonly RandomStream[],
  ) {
    this.network = network;
    this.restarts = restarts;
    this.#statistics = rules.map(normalised);
    const networks = rules.length * restarts;
    this.#descent = new Descent(networks, network.parameters, rate);
    for (let i = 0; i < networks; i++) {
      network.initialise(this.parameters, i * network.parameters, randoms[Math.floor(i / restarts)]);
    }
  }

  get done(): number {
    return this.#descent.done;
  }

  /** [rules][restarts][parameters]. */
  get parameters(): Float64Array {
    return this.#descent.parameters;
  }

  /** Cross-entropy in nats before the last step, [rules][restarts]. */
  get losses(): Float64Array {
    return this.#descent.losses;
  }

  step(): void {
    this.lossGradient(this.#descent.gradient);
    this.#descent.step();
  }

  /** Writes the gradients of all losses, and the losses. */
  lossGradient(gradient: Float64Array): void {
    const { network, parameters, restarts, losses } = this;
    gradient.fill(0);
    for (let i = 0; i < losses.length; i++) {
      const from = i * network.parameters;
      const { weight, ones } = this.#statistics[Math.floor(i / restarts)];
      network.evaluate(parameters, from, this.#table);
      const { probability, logit } = this.#table;
      let loss = 0;
      for (let k = 0; k < contexts; k++) {
        loss += weight[k] * crossEntropy(logit[k], ones[k]);
        this.#logitGradient[k] = weight[k] * (probability[k] - ones[k]);
      }
      losses[i] = loss;
      network.addGradient(parameters, from, this.#logitGradient, gradient);
    }
  }

  /** Probabilities [8] of one restart of one rule. */
  probabilities(rule: number, restart: number): Float64Array {
    const table = contextTable();
    this.network.evaluate(this.parameters, this.#offset(rule, restart), table);
    return table.probability;
  }

  /** Parameters of one restart of one rule; a copy. */
  parametersOf(rule: number, restart: number): Float64Array {
    const from = this.#offset(rule, restart);
    return this.parameters.slice(from, from + this.network.parameters);
  }

  /** The restart of a rule with the lowest loss. */
  best(rule: number): number {
    let best = 0;
    const losses = this.losses.subarray(rule * this.restarts, (rule + 1) * this.restarts);
    for (let i = 1; i < losses.length; i++) if (losses[i] < losses[best]) best = i;
    return best;
  }

  #offset(rule: number, restart: number): number {
    return (rule * this.restarts + restart) * this.network.parameters;
  }

  snapshot(): Snapshot {
    return this.#descent.snapshot();
  }

  restore(saved: Snapshot): void {
    this.#descent.restore(saved);
  }
}

function normalised({ weight, ones }: ContextStatistics): ContextStatistics {
  const sum = weight.reduce((total, value) => total + value, 0);
  return { weight: weight.map((value) => value / sum), ones };
}

/** −[q log p + (1 − q) log(1 − p)] from the logarithmic odds of p, without cancellation. */
function crossEntropy(logit: number, q: number): number {
  return Math.max(logit, 0) - q * logit + Math.log1p(Math.exp(-Math.abs(logit)));
}
