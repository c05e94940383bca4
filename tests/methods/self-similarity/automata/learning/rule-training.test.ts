import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { learnRules } from '../../../../../main/methods/self-similarity/automata/learning/learn-rules.ts';
import {
  contexts,
  contextTable,
  RuleNetwork,
  type Activation,
} from '../../../../../main/methods/self-similarity/automata/learning/rule-network.ts';
import {
  RuleTraining,
  statisticsOfRule,
} from '../../../../../main/methods/self-similarity/automata/learning/rule-training.ts';
import { finiteDifferences } from './finite-differences.ts';

const stream = (seed: number) => new RandomStream(seed, 'test');

const pairOfRules = (seed: number) =>
  new RuleTraining(
    new RuleNetwork(2, 'sin'),
    [statisticsOfRule(54), statisticsOfRule(150)],
    { restarts: 3, rate: 0.03 },
    [stream(seed), stream(seed + 1)],
  );

describe('RuleNetwork', () => {
  it('is σ(c + Σ v φ(b + w·x)) of left, centre and right', () => {
    const network = new RuleNetwork(2, 'sin');
    const parameters = new Float64Array(network.parameters + 3);
    network.initialise(parameters, 3, stream(1));
    const table = contextTable();
    network.evaluate(parameters, 3, table);
    const [w0, w1, w2, b, u0, u1, u2, d, v, w, c] = parameters.subarray(3);
    for (let i = 0; i < contexts; i++) {
      const [left, centre, right] = [(i >> 2) & 1, (i >> 1) & 1, i & 1];
      const logit =
        c +
        v * Math.sin(b + w0 * left + w1 * centre + w2 * right) +
        w * Math.sin(d + u0 * left + u1 * centre + u2 * right);
      expect(table.probability[i]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
    }
  });
});

describe('RuleTraining', () => {
  it.each<Activation>(['sin', 'tanh', 'relu'])(
    'has the gradient of its losses with %s units',
    (activation) => {
      const network = new RuleNetwork(3, activation);
      const noisy = {
        weight: Float64Array.from([5, 1, 0, 2, 7, 3, 1, 1]),
        ones: Float64Array.from([0.1, 1, 0, 0.4, 0.9, 0, 1, 0.25]),
      };
      const training = new RuleTraining(
        network,
        [statisticsOfRule(110), noisy],
        { restarts: 2, rate: 0.03 },
        [stream(2), stream(3)],
      );
      const gradient = new Float64Array(training.parameters.length);
      training.lossGradient(gradient);
      const numerical = finiteDifferences(training.parameters, () => {
        training.lossGradient(new Float64Array(gradient.length));
        return training.losses.reduce((sum, loss) => sum + loss, 0);
      });
      for (const [i, value] of gradient.entries()) expect(value).toBeCloseTo(numerical[i], 7);
    },
  );

  it('has the cross-entropy in nats as its loss', () => {
    const network = new RuleNetwork(2, 'sin');
    const training = new RuleTraining(network, [statisticsOfRule(30)], { restarts: 1, rate: 0.03 }, [
      stream(4),
    ]);
    training.lossGradient(new Float64Array(training.parameters.length));
    const p = training.probabilities(0, 0);
    const mean = p.reduce((sum, value, i) => sum - Math.log((30 >> i) & 1 ? value : 1 - value), 0) / contexts;
    expect(training.losses[0]).toBeCloseTo(mean, 12);
  });

  it('goes on from a snapshot with the same bits', () => {
    const whole = pairOfRules(5);
    for (let step = 0; step < 40; step++) whole.step();
    const first = pairOfRules(5);
    for (let step = 0; step < 17; step++) first.step();
    const second = pairOfRules(9);
    second.restore(structuredClone(first.snapshot()));
    while (second.done < 40) second.step();
    expect(second.parameters).toEqual(whole.parameters);
    expect(second.losses).toEqual(whole.losses);
  });
});

describe('learnRules', () => {
  const settings = { restarts: 2, steps: 1500, rate: 0.03, seed: 1 };

  it('learns rules exactly with two sine units, additive ones among them', () => {
    const rules = [0, 30, 60, 90, 105, 110, 150, 184, 254];
    const { computed } = learnRules(rules, settings);
    expect(Array.from(computed)).toEqual(rules.flatMap((rule) => [rule, rule]));
  });

  it('learns a rule in the same way whatever is learnt beside it', () => {
    const alone = learnRules([110], { ...settings, steps: 50 });
    const among = learnRules([30, 110, 45], { ...settings, steps: 50 });
    expect(among.losses.slice(2, 4)).toEqual(alone.losses);
    expect(among.best[1].parameters).toEqual(alone.best[0].parameters);
  });
});
