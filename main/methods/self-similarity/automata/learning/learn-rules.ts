import { RandomStream } from '../../../../compute/random.ts';
import { contexts, contextTable, RuleNetwork, type ContextTable } from './rule-network.ts';
import { RuleTraining, statisticsOfRule } from './rule-training.ts';

/** f of one rule as its network has it. */
export interface LearntNetwork {
  network: RuleNetwork;
  parameters: Float64Array;
}

export interface LearntRules {
  /** Rule that every restart computes, [rules][restarts]. */
  computed: Uint8Array;
  /** Cross-entropy in nats, [rules][restarts]. */
  losses: Float64Array;
  /** The restart with the lowest loss of every rule. */
  best: (LearntNetwork & { restart: number })[];
}

/**
 * Stage one of many elementary rules: networks of two sine units on all 8 contexts. What a rule ends in depends on the seed and on itself
 * alone, not on the rules beside it.
 */
export function learnRules(
  rules: readonly number[],
  { restarts, steps, rate, seed }: { restarts: number; steps: number; rate: number; seed: number },
): LearntRules {
  const network = new RuleNetwork(2, 'sin');
  const training = new RuleTraining(
    network,
    rules.map(statisticsOfRule),
    { restarts, rate },
    rules.map((rule) => new RandomStream(seed, `rule ${rule}`)),
  );
  for (let step = 0; step < steps; step++) training.step();
  const computed = new Uint8Array(rules.length * restarts);
  for (let rule = 0; rule < rules.length; rule++) {
    for (let restart = 0; restart < restarts; restart++) {
      computed[rule * restarts + restart] = ruleOf(training.probabilities(rule, restart));
    }
  }
  return {
    computed,
    losses: training.losses.slice(),
    best: rules.map((_, rule) => {
      const restart = training.best(rule);
      return { network, parameters: training.parametersOf(rule, restart), restart };
    }),
  };
}

/** What a network says of the 8 contexts. */
export function tableOf({ network, parameters }: LearntNetwork): ContextTable {
  const table = contextTable();
  network.evaluate(parameters, 0, table);
  return table;
}

/** The number of the rule whose next value is 1 where the probability is above a half. */
export function ruleOf(probability: ArrayLike<number>): number {
  let rule = 0;
  for (let i = 0; i < contexts; i++) if (probability[i] > 0.5) rule |= 1 << i;
  return rule;
}
