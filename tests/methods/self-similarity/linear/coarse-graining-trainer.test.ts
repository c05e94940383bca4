import { describe, expect, it } from 'vitest';
import { selfSimilaritySpec } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { diffuse } from '../../../../main/physics/diffusion/index.ts';
import type { CoarseGrainingTask } from '../../../../main/methods/self-similarity/learner.ts';
import { LinearCoarseGrainingTrainer } from '../../../../main/methods/self-similarity/linear/coarse-graining-trainer.ts';
import { LinearMap } from '../../../../main/methods/self-similarity/linear/coarse-map.ts';
import { LinearDynamicsTrainer } from '../../../../main/methods/self-similarity/linear/dynamics-trainer.ts';
import { LinearRule } from '../../../../main/methods/self-similarity/linear/rule.ts';
import { stateOf, type Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';
import { randomRule, seriesOfRule } from './random-series.ts';

const { coarseGraining } = selfSimilaritySpec.parse({ kind: 'self-similarity' });

/** Analytic diffusion of a delta on 60 cells. */
function diffusion(): Spacetime {
  const data = diffuse(
    {
      cells: 60,
      coefficient: 0.5,
      method: 'analytic',
      stepsPerUnit: 1,
      boundary: 'periodic',
      start: 'delta',
      steps: 60,
    },
    new RandomStream(1, 'delta'),
  );
  return {
    runs: 1,
    times: 61,
    fields: 1,
    height: 1,
    width: 60,
    data,
    boundary: 'periodic',
    binary: false,
    vectors: false,
  };
}

function ruleOf(series: Spacetime, kernel: number): LinearRule {
  const trainer = new LinearDynamicsTrainer(series, kernel, false);
  trainer.advance(trainer.steps);
  return trainer.result().rule as LinearRule;
}

const taskOf = (series: Spacetime, rule: LinearRule, given: Partial<CoarseGrainingTask> = {}) => ({
  series,
  rule,
  scale: { space: 2, time: 4 },
  settings: { ...coarseGraining, restarts: 3 },
  augment: false,
  free: false,
  ...given,
});

function finished(task: CoarseGrainingTask, seed = 1): LinearCoarseGrainingTrainer {
  const trainer = new LinearCoarseGrainingTrainer(task, new RandomStream(seed, 'starts'));
  trainer.advance(trainer.steps);
  return trainer;
}

describe('least squares for P and its decoder', () => {
  it('makes macro states of diffusion that obey the frozen rule where T = S², from every start', () => {
    const series = diffusion();
    const rule = ruleOf(series, 7);
    for (const kernel of ['joint', 'separable'] as const) {
      const settings = { ...coarseGraining, restarts: 3, kernel };
      const trainer = finished(taskOf(series, rule, { settings }));
      for (const loss of trainer.losses) expect(Math.abs(loss / trainer.losses[0] - 1)).toBeLessThan(1e-4);
      for (const { map, macroRule, reconstruction, patchVariance } of trainer.result()) {
        expect(macroRule).toBe(rule);
        expect(reconstruction / patchVariance).toBeLessThan(0.01);
        expect(map.parameters).toBe(kernel === 'joint' ? 8 : 6);
        const macro = map.apply(series);
        let error = 0;
        let size = 0;
        for (let time = 1; time + 1 < macro.times; time++) {
          const predicted = rule.step(stateOf(macro, 0, time), 'periodic').data;
          for (const [i, value] of stateOf(macro, 0, time + 1).data.entries()) {
            error += (predicted[i] - value) ** 2;
            size += value ** 2;
          }
        }
        expect(error / size).toBeLessThan(1e-7);
      }
    }
  });

  it('reconstructs no worse with a macro rule of its own, and gives that the most consistent scale', () => {
    const series = diffusion();
    const rule = ruleOf(series, 7);
    const [shared, free] = [false, true].map((isFree) => finished(taskOf(series, rule, { free: isFree })));
    expect(Math.min(...free.losses)).toBeLessThan(Math.min(...shared.losses) * 1.001);
    for (const { macroRule, map } of free.result()) {
      expect(macroRule).not.toBe(rule);
      // The scale left open by the decoder is the most consistent one: predictions neither too large nor too small on the whole.
      const macro = map.apply(series);
      let [along, size] = [0, 0];
      for (let time = 1; time + 1 < macro.times; time++) {
        const predicted = macroRule.step(stateOf(macro, 0, time), 'periodic').data;
        for (const [i, value] of stateOf(macro, 0, time + 1).data.entries()) {
          along += predicted[i] * value;
          size += predicted[i] ** 2;
        }
      }
      expect(Math.abs(along / size - 1)).toBeLessThan(0.2);
    }
  });

  it('takes several fields in a plane, turned or not, open or not', () => {
    for (const boundary of ['periodic', 'open'] as const) {
      const random = new RandomStream(3, 'plane');
      const rule = randomRule(2, 2, true, random);
      const shape = { runs: 5, times: 6, fields: 2, height: 8, width: 8, boundary };
      const series = seriesOfRule(rule, shape, random);
      for (const augment of [false, true]) {
        const settings = { ...coarseGraining, restarts: 2, steps: 20 };
        const trainer = finished(taskOf(series, rule, { augment, settings, scale: { space: 2, time: 2 } }));
        for (const { map, reconstruction, patchVariance } of trainer.result()) {
          expect(map.describe().weights?.shape).toEqual([2, 2, 2, 2, 2]);
          expect(reconstruction).toBeGreaterThan(0);
          expect(reconstruction).toBeLessThan(1.1 * patchVariance);
        }
      }
    }
  });

  it('goes on from a checkpoint with the same bits, while it collects and while it fits', () => {
    const series = diffusion();
    const rule = ruleOf(series, 5);
    for (const free of [false, true]) {
      const task = taskOf(series, rule, { free, settings: { ...coarseGraining, restarts: 2, steps: 12 } });
      const expected = finished(task);
      for (const at of [7, 16, 21]) {
        const first = new LinearCoarseGrainingTrainer(task, new RandomStream(1, 'starts'));
        first.advance(at);
        const saved = structuredClone(first.snapshot());
        // The stream has moved on by then.
        const second = new LinearCoarseGrainingTrainer(task, new RandomStream(99, 'starts'));
        second.restore(saved);
        expect(second.done).toBe(at);
        second.advance(second.steps);
        expect(second.losses).toEqual(expected.losses);
        expect(second.result().map(({ map }) => (map as LinearMap).weights)).toEqual(
          expected.result().map(({ map }) => (map as LinearMap).weights),
        );
        expect(second.result().map(({ reconstruction }) => reconstruction)).toEqual(
          expected.result().map(({ reconstruction }) => reconstruction),
        );
      }
    }
  });

  it('refuses normal equations that would take for ever', () => {
    const series = { ...diffusion(), times: 61 };
    const rule = ruleOf(series, 7);
    const scale = { space: 30, time: 15 };
    const trainer = (free: boolean) =>
      new LinearCoarseGrainingTrainer(taskOf(series, rule, { scale, free }), new RandomStream(1, 'starts'));
    expect(() => trainer(true)).toThrow(/3,150 unknowns/);
    expect(trainer(false).done).toBe(0);
  });
});
