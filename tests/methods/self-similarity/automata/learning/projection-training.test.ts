import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import {
  cellsSeen,
  EvolvedPatches,
  PatchBatch,
  type PatchShape,
} from '../../../../../main/methods/self-similarity/automata/learning/patches.ts';
import {
  ProjectionTraining,
  type MacroRule,
} from '../../../../../main/methods/self-similarity/automata/learning/projection-training.ts';
import {
  contextTable,
  RuleNetwork,
} from '../../../../../main/methods/self-similarity/automata/learning/rule-network.ts';
import { sharpness } from '../../../../../main/methods/self-similarity/automata/learning/threshold-unit.ts';
import { finiteDifferences } from './finite-differences.ts';

const stream = (name: string) => new RandomStream(1, name);
const units = 3;

function sharedRule(): MacroRule {
  const network = new RuleNetwork(2, 'sin');
  const parameters = new Float64Array(network.parameters);
  network.initialise(parameters, 0, stream('f'));
  const table = contextTable();
  network.evaluate(parameters, 0, table);
  return { type: 'shared', rule: { table, deterministic: false } };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * The surrogate whose true gradient the straight-through estimator is: P moves off its 0 or 1 as a sigmoid does, and f between its 8
 * values is multilinear. `anchor`: w and b of the step itself, restart by restart.
 */
function surrogateLoss(training: ProjectionTraining, anchor: Float64Array, batch: PatchBatch): number {
  const { shape, size, patterns, index, rows } = batch;
  const cells = cellsSeen(shape);
  const patchCells = shape.space * shape.time;
  const { parameters, stride, macroRule, settings } = training;
  const sumOf = (values: Float64Array, from: number, pattern: number) => {
    let sum = values[from + cells];
    for (let k = 0; k < cells; k++) if ((pattern >>> k) & 1) sum += values[from + k];
    return sum;
  };
  let total = 0;
  for (let restart = 0; restart < settings.restarts; restart++) {
    const from = restart * stride;
    const decoder = from + cells + 1;
    let table = contextTable();
    if (macroRule.type === 'shared') table = macroRule.rule.table;
    else macroRule.network.evaluate(parameters, from + stride - macroRule.network.parameters, table);
    for (let sample = 0; sample < size; sample++) {
      const y = [0, 1, 2].map((place) => {
        const pattern = patterns[index[3 * sample + place]];
        const start = sumOf(anchor, from, pattern);
        const smooth = sigmoid(sharpness * sumOf(parameters, from, pattern)) - sigmoid(sharpness * start);
        return (start > 0 ? 1 : 0) + smooth;
      });
      let value = 0;
      for (let c = 0; c < 8; c++) {
        const weight = y.reduce((product, y, j) => product * ((c >> (2 - j)) & 1 ? y : 1 - y), 1);
        value += weight * table.probability[c];
      }
      for (let k = 0; k < patchCells; k++) {
        const weights = decoder + 2 * units + k * units;
        let output = parameters[decoder + 2 * units + patchCells * units + k];
        for (let u = 0; u < units; u++) {
          output +=
            parameters[weights + u] *
            Math.tanh(parameters[decoder + 2 * u] * value + parameters[decoder + 2 * u + 1]);
        }
        const row = rows[sample * shape.time + Math.floor(k / shape.space)];
        total += (output - ((row >> (k % shape.space)) & 1)) ** 2 / (size * patchCells);
      }
    }
  }
  return total;
}

describe('ProjectionTraining', () => {
  const shapes: PatchShape[] = [
    { space: 3, time: 3, mask: 'row' },
    { space: 2, time: 2, mask: 'patch' },
    { space: 2, time: 3, mask: 'row' },
  ];
  const cases = shapes.flatMap((shape) =>
    [sharedRule(), { type: 'free', network: new RuleNetwork(2, 'sin') } as const].map((macroRule) => ({
      shape,
      macroRule,
      name: `${shape.space} x ${shape.time}, ${shape.mask}, ${macroRule.type}`,
    })),
  );

  it.each(cases)('has the straight-through gradient: $name', ({ shape, macroRule }) => {
    const settings = { shape, restarts: 2, rate: 0.03, units, steps: 10 };
    const training = new ProjectionTraining(settings, macroRule, stream('start'));
    const batch = new PatchBatch(shape, 40);
    new EvolvedPatches(110).draw(batch, stream('patches'));
    const gradient = new Float64Array(training.parameters.length);
    training.lossGradient(batch, gradient, null);
    const anchor = training.parameters.slice();
    const loss = () => surrogateLoss(training, anchor, batch);
    expect(training.losses[0] + training.losses[1]).toBeCloseTo(loss(), 12);
    const numerical = finiteDifferences(training.parameters, loss);
    for (const [i, value] of gradient.entries()) expect(value).toBeCloseTo(numerical[i], 7);
    expect(gradient.some((value) => Math.abs(value) > 1e-3)).toBe(true);
  });

  it('does not move P by what training has left of a constant rule', () => {
    const shape = shapes[0];
    const table = contextTable();
    table.probability.forEach((_, i) => (table.probability[i] = 1e-3 * (1 + i)));
    const settings = { shape, restarts: 2, rate: 0.03, units, steps: 10 };
    const rule: MacroRule = { type: 'shared', rule: { table, deterministic: true } };
    const training = new ProjectionTraining(settings, rule, stream('start'));
    const batch = new PatchBatch(shape, 64);
    new EvolvedPatches(0).draw(batch, stream('patches'));
    const start = [training.weights(0), training.weights(1)];
    for (let step = 0; step < 5; step++) training.step(batch, stream('noise'));
    expect([training.weights(0), training.weights(1)]).toEqual(start);
  });

  it('reports on a batch what a step without noise would', () => {
    const shape = shapes[0];
    const settings = { shape, restarts: 4, rate: 0.03, units, steps: 10 };
    const training = new ProjectionTraining(settings, sharedRule(), stream('start'));
    const batch = new PatchBatch(shape, 64);
    new EvolvedPatches(30).draw(batch, stream('patches'));
    const errors = training.reconstruction(batch);
    training.lossGradient(batch, new Float64Array(training.parameters.length), null);
    expect(errors).toEqual(training.losses);
  });

  it('goes on from a snapshot with the same bits', () => {
    const shape: PatchShape = { space: 2, time: 2, mask: 'row' };
    const settings = { shape, restarts: 3, rate: 0.03, units, steps: 30 };
    const source = new EvolvedPatches(90);
    const batch = new PatchBatch(shape, 32);
    const rule = sharedRule();
    const random = stream('run');
    const train = (training: ProjectionTraining, until: number) => {
      while (training.done < until) {
        source.draw(batch, random);
        training.step(batch, random);
      }
      return training;
    };
    const whole = train(new ProjectionTraining(settings, rule, stream('start')), 12);
    const [saved, state] = [structuredClone(whole.snapshot()), random.state()];
    train(whole, 30);
    const resumed = new ProjectionTraining(settings, rule, stream('other start'));
    resumed.restore(saved);
    random.restore(state);
    expect(train(resumed, 30).parameters).toEqual(whole.parameters);
  });
});
