import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { SimdEngine } from '../../../../main/compute/simd/engine.ts';
import type { CoarseGrainingTask, LocalRule } from '../../../../main/methods/self-similarity/learner.ts';
import { Encoders } from '../../../../main/methods/self-similarity/network/encoders.ts';
import { networkLearner } from '../../../../main/methods/self-similarity/network/index.ts';
import { evaluate, NetworkRule } from '../../../../main/methods/self-similarity/network/network-rule.ts';
import { Patches } from '../../../../main/methods/self-similarity/network/patches.ts';
import type { PerceptronWeights } from '../../../../main/methods/self-similarity/network/perceptrons.ts';
import { standardised } from '../../../../main/methods/self-similarity/network/standardisation.ts';
import { stateOf, type Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';
import {
  parityRule,
  planarAutomaton,
  planarDiffusion,
} from '../../../../main/methods/self-similarity/verify/planar-systems.ts';

const { dynamics, coarseGraining } = schemaOf['self-similarity'].parse({ kind: 'self-similarity' });

function ruleOf(series: Spacetime, kernel: number, steps: number): LocalRule {
  const settings = { ...dynamics, kernel, steps, restarts: 2, units: 4 };
  const trainer = networkLearner.dynamics({ series, settings, augment: false }, new RandomStream(1, 'rule'));
  trainer.advance(steps);
  return trainer.result().rule;
}

type Change = Omit<Partial<CoarseGrainingTask>, 'settings'> & {
  settings?: Partial<CoarseGrainingTask['settings']>;
};

function training(series: Spacetime, rule: LocalRule, change: Change, seed = 1) {
  return networkLearner.coarseGraining(
    {
      series,
      rule,
      scale: { space: 2, time: 2 },
      augment: false,
      free: false,
      ...change,
      settings: { ...coarseGraining, restarts: 3, batch: 32, steps: 100, ...change.settings },
    },
    new RandomStream(seed, 'map'),
  );
}

const smooth = planarDiffusion({ runs: 4, times: 16, side: 12 }, 0.25, 1, new RandomStream(1, 'smooth'));
const smoothRule = ruleOf(smooth, 2, 100);
const bits = planarAutomaton(parityRule, { runs: 8, times: 24, side: 16 }, new RandomStream(1, 'bits'));
const bitRule = ruleOf(bits, 2, 500);

function consistencyOf(map: LocalRule, macro: Spacetime): number {
  let [sum, values] = [0, 0];
  for (let run = 0; run < macro.runs; run++) {
    for (let time = 0; time + 1 < macro.times; time++) {
      const predicted = map.step(stateOf(macro, run, time), macro.boundary).data;
      stateOf(macro, run, time + 1).data.forEach((value, i) => (sum += (value - predicted[i]) ** 2));
      values += predicted.length;
    }
  }
  return sum / values;
}

const deviation = (data: Float32Array) => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0) / data.length);

function trained(series: Spacetime) {
  const trainer = training(series, ruleOf(series, 2, 100), { settings: { steps: 100 } });
  trainer.advance(100);
  return trainer.result();
}

describe('coarse-graining learnt by a network', () => {
  it('of the parity rule keeps one cell in four, exactly, at S = T = 2', () => {
    const trainer = training(bits, bitRule, { settings: { steps: 400, restarts: 6 } });
    trainer.advance(400);
    const other = planarAutomaton(parityRule, { runs: 2, times: 24, side: 16 }, new RandomStream(2, 'bits'));
    for (const { map, macroRule } of trainer.result()) {
      const macro = map.apply(other);
      expect(new Set(macro.data)).toEqual(new Set([0, 1]));
      expect(consistencyOf(macroRule, macro)).toBe(0);
    }
  });

  it('gives macro fields the mean and the variance of the micro fields', () => {
    const trainer = training(smooth, smoothRule, { settings: { steps: 60 } });
    trainer.advance(60);
    for (const { map } of trainer.result()) {
      const macro = map.apply(smooth);
      expect(deviation(macro.data) / deviation(smooth.data)).toBeGreaterThan(0.8);
      expect(deviation(macro.data) / deviation(smooth.data)).toBeLessThan(1.25);
    }
  });

  it('reports the error of Eq. 8 and the variance of the patches in physical units', () => {
    const large = { ...smooth, data: smooth.data.map((value) => 10 * value + 3) };
    const [small, scaled] = [trained(smooth), trained(large)];
    small.forEach(({ reconstruction, patchVariance }, i) => {
      expect(reconstruction).toBeLessThan(patchVariance);
      expect(scaled[i].reconstruction / reconstruction).toBeCloseTo(100, -1);
      expect(scaled[i].patchVariance / patchVariance).toBeCloseTo(100, 3);
    });
  });

  it('leaves f as it is, or learns a macro rule for every restart', () => {
    const frozen = training(smooth, smoothRule, {});
    const free = training(smooth, smoothRule, { free: true });
    for (const trainer of [frozen, free]) trainer.advance(100);
    expect(frozen.result().every(({ macroRule }) => macroRule === smoothRule)).toBe(true);
    const state = stateOf(smooth, 0, 0);
    const answers = free.result().map(({ macroRule }) => macroRule.step(state, 'periodic').data.join());
    expect(new Set([...answers, smoothRule.step(state, 'periodic').data.join()]).size).toBe(4);
  });

  it.each([
    { name: 'real', series: smooth, rule: smoothRule, change: { augment: true } },
    { name: 'separable', series: smooth, rule: smoothRule, change: { settings: { kernel: 'separable' } } },
    { name: 'free', series: smooth, rule: smoothRule, change: { free: true } },
    { name: 'binary', series: bits, rule: bitRule, change: { settings: { mask: 'patch' } } },
  ] as { name: string; series: Spacetime; rule: LocalRule; change: Change }[])(
    'has the same bits whether interrupted or not: $name',
    ({ series, rule, change }) => {
      const make = (seed: number) =>
        training(series, rule, { ...change, settings: { ...change.settings, steps: 20 } }, seed);
      const whole = make(1);
      whole.advance(20);
      const first = make(1);
      first.advance(7);
      const second = make(9);
      second.restore(structuredClone(first.snapshot()));
      expect([second.done, second.losses]).toEqual([7, first.losses]);
      second.advance(20);
      expect(second.snapshot()).toEqual(whole.snapshot());
      const macro = (trainer: typeof whole) => trainer.result()[1].map.apply(series).data;
      expect(macro(second)).toEqual(macro(whole));
    },
  );
});

/** The loss of Eq. 8 of one restart in double precision, from macro states on. */
function lossOf(
  macro: (place: number, patch: number) => number,
  rule: PerceptronWeights,
  decoder: PerceptronWeights,
  targets: Float32Array,
  batch: number,
): number {
  const predicted = new Float64Array(1);
  const output = new Float64Array(decoder.shape.outputs);
  let sum = 0;
  for (let patch = 0; patch < batch; patch++) {
    evaluate(
      rule,
      Float64Array.from({ length: rule.shape.inputs }, (_, i) => macro(i, patch)),
      predicted,
    );
    evaluate(decoder, predicted, output);
    output.forEach((value, i) => (sum += (value - targets[i * batch + patch]) ** 2));
  }
  return sum / targets.length;
}

it('the gradients of Eq. 8 through f are those of finite differences in double precision', () => {
  if (!(smoothRule instanceof NetworkRule)) throw new Error('not a network');
  const rule = smoothRule;
  const batch = 32;
  const scale = { space: 2, time: 2 };
  const trainer = training(smooth, rule, { settings: { restarts: 1, batch, units: 3 } });
  const before = trainer.snapshot();
  trainer.advance(1);
  const after = trainer.snapshot();

  // The same batch, drawn again.
  const patches = new Patches(smooth, standardised(smooth, rule.standardisation), {
    kernel: 2,
    scale,
    seen: 2,
    turn: false,
    batch,
  });
  const engine = new SimdEngine({ capacity: 2 ** 22 });
  const inputs = engine.zeros(8, 4 * batch);
  const targets = new Float32Array(8 * batch);
  const random = new RandomStream(1, 'map');
  const shape = { fields: 1, steps: 2, places: 4, separable: false, binary: false };
  const encoders = new Encoders(engine, 1, shape, 4 * batch);
  const sample = new RandomStream(0, 'covariance');
  for (let i = 0; i < 16; i++) {
    patches.draw(sample, 'training', inputs.data, targets);
    encoders.observe(inputs, 1 / 16);
  }
  random.restore(before.values.random as number[]);
  patches.draw(random, 'training', inputs.data, targets);

  const numbers = (name: string) => Float64Array.from(before.arrays[name].data as Float32Array);
  const kernel = numbers('map.kernel');
  const [weight1, bias1, weight2, bias2] = ['weight1', 'bias1', 'weight2', 'bias2'].map((name) =>
    numbers(`decoder.${name}`),
  );
  const decoderShape = { inputs: 1, units: 3, outputs: 8, activation: 'tanh', linear: false };
  // `evaluate` reads arrays of any precision; here double, so that small differences survive.
  const decoder = {
    shape: decoderShape,
    weight1,
    bias1,
    weight2,
    bias2,
    linear: new Float64Array(0),
  } as unknown as PerceptronWeights;
  // The normalisation of P is differentiated in its own test: its weights are taken from the encoder.
  const trained = encoders.parameters()[0].value;
  const loss = () => {
    trained.set(kernel);
    const weights = encoders.weights(0).kernel;
    const macro = (place: number, patch: number) =>
      weights.reduce((sum, w, i) => sum + w * inputs.data[(i * 4 + place) * batch + patch], 0);
    return lossOf(macro, rule.weights, decoder, targets, batch);
  };
  expect(trainer.losses[0]).toBeCloseTo(loss(), 5);

  const blocks = { 'map.kernel': kernel, 'decoder.weight1': weight1, 'decoder.bias2': bias2 };
  for (const [name, values] of Object.entries(blocks)) {
    // Adam's first moment after one step is a tenth of the gradient. P is held in single precision.
    const moment = after.arrays[`adam.first.${name}`].data as Float32Array;
    const h = name === 'map.kernel' ? 1e-2 : 1e-5;
    expect(Math.max(...moment.map(Math.abs))).toBeGreaterThan(1e-3);
    values.forEach((kept, i) => {
      values[i] = kept + h;
      const above = loss();
      values[i] = kept - h;
      const below = loss();
      values[i] = kept;
      expect(10 * moment[i]).toBeCloseTo((above - below) / (2 * h), 3);
    });
  }
});
