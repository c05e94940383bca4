import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { isConsistent } from '../../../../../main/methods/self-similarity/automata/exact/projections.ts';
import { binaryLearner } from '../../../../../main/methods/self-similarity/automata/learning/index.ts';
import { isConstant } from '../../../../../main/methods/self-similarity/automata/learning/binary-map.ts';
import type { CoarseGrainingTask, LocalRule } from '../../../../../main/methods/self-similarity/learner.ts';
import type { Spacetime } from '../../../../../main/methods/self-similarity/spacetime.ts';
import { schemaOf, type CoarseGrainingSettings } from '../../../../../preload/contract/index.ts';
import { noisySeries, seriesOfRule } from './series.ts';

const { dynamics, coarseGraining } = schemaOf['self-similarity'].parse({ kind: 'self-similarity' });

function ruleOf(series: Spacetime): LocalRule {
  const task = { series, settings: { ...dynamics, kernel: 3 }, augment: false };
  const training = binaryLearner.dynamics(task, new RandomStream(1, 'dynamics'));
  training.advance(training.steps);
  return training.result().rule;
}

function taskOf(
  series: Spacetime,
  [space, time]: [number, number],
  settings: Partial<CoarseGrainingSettings> = {},
  free = false,
): CoarseGrainingTask {
  return {
    series,
    rule: ruleOf(series),
    scale: { space, time },
    settings: { ...coarseGraining, ...settings },
    augment: false,
    free,
  };
}

function train(task: CoarseGrainingTask) {
  const training = binaryLearner.coarseGraining(task, new RandomStream(1, 'coarse-graining'));
  training.advance(training.steps);
  return training.result();
}

const ninety = seriesOfRule(90, { width: 128, times: 64 });

const consistentMaps = (size: number) =>
  train(taskOf(ninety, [size, size])).filter(
    ({ projection }) => !isConstant(projection!) && isConsistent(90, projection!),
  );

const start = (scale: [number, number], mask: 'row' | 'patch') =>
  binaryLearner.coarseGraining(taskOf(ninety, scale, { mask }), new RandomStream(1, 'start'));

describe('coarse-graining of a binary rule', () => {
  it('finds maps of rule 90 at N = 2, and none at N = 3', () => {
    const maps = consistentMaps(2);
    expect(maps.length).toBeGreaterThan(4);
    for (const { map, macroRule } of maps) {
      const macro = map.apply(ninety);
      const row = (time: number) => macro.data.subarray(time * macro.width, (time + 1) * macro.width);
      const state = { fields: 1, height: 1, width: macro.width, data: row(3) };
      expect(macroRule.step(state, 'periodic').data).toEqual(row(4));
    }
    expect(consistentMaps(3)).toEqual([]);
  });

  it('adds maps of N = 2 applied twice at N = 4', () => {
    const maps = train(taskOf(ninety, [4, 4], { restarts: 12 }));
    const composed = maps.filter(({ origin }) => origin === 'composed');
    expect(maps.length - composed.length).toBe(12);
    expect(composed.some(({ projection }) => isConsistent(90, projection!))).toBe(true);
    for (const { reconstruction, patchVariance } of maps) {
      expect(reconstruction).toBeGreaterThan(0);
      expect(reconstruction).toBeLessThan(1.05 * patchVariance);
    }
    expect(train(taskOf(ninety, [4, 4], { restarts: 2, steps: 3, compose: false }))).toHaveLength(2);
  });

  it('leaves hardly more of a patch than the best decoder would', () => {
    // Rule 204 keeps every cell, P one of two: half of the cells are known, the others by their common density (reconstruction.test.ts).
    const maps = train(taskOf(seriesOfRule(204, { width: 64, times: 16 }), [2, 2], { restarts: 8 }));
    const keeping = maps.filter(({ projection }) => ['0011', '0101'].includes(projection!.table));
    expect(keeping.length).toBeGreaterThan(0);
    for (const { reconstruction, patchVariance } of keeping) {
      expect(reconstruction / patchVariance).toBeGreaterThan(0.44);
      expect(reconstruction / patchVariance).toBeLessThan(0.6);
    }
  });

  it('trains on patches of the series where the rule is noisy, and at scales too wide to be evolved', () => {
    const noisy = noisySeries([0.05, 0.9, 0.2, 0.7, 0.7, 0.2, 0.7, 0.95], { width: 64, times: 64, runs: 2 });
    const short = { restarts: 4, steps: 40 };
    for (const task of [taskOf(noisy, [2, 2], short), taskOf(ninety, [8, 8], short)]) {
      const maps = train(task);
      expect(maps).toHaveLength(4);
      for (const { reconstruction, patchVariance } of maps) {
        expect(reconstruction).toBeLessThan(1.5 * patchVariance);
        expect(patchVariance).toBeGreaterThan(0.1);
      }
    }
  });

  it('learns whole patches, and scales that differ in space and time', () => {
    const patches = train(taskOf(ninety, [2, 2], { mask: 'patch' }));
    expect(patches.some(({ projection }) => !isConstant(projection!) && isConsistent(90, projection!))).toBe(
      true,
    );
    const [oblong] = train(taskOf(ninety, [2, 4], { restarts: 1, steps: 10 }));
    expect(oblong.projection).toBeNull();
    expect(oblong.map.apply(ninety)).toMatchObject({ times: 16, width: 64 });
  });

  it('trains a macro rule of its own for every restart', () => {
    const task = taskOf(ninety, [2, 2], { restarts: 3, steps: 100 }, true);
    const rules = train(task).map(({ macroRule }) => macroRule);
    expect(new Set(rules).size).toBe(3);
    for (const rule of rules) {
      expect(rule.describe().table).toBeNull();
      const state = { fields: 1, height: 1, width: 64, data: ninety.data.slice(0, 64) };
      const { data } = rule.step(state, 'periodic');
      expect(data.every((value) => value > 0 && value < 1)).toBe(true);
      expect(new Set(data).size).toBeGreaterThan(1);
    }
  });

  it.each([false, true])('goes on from a snapshot with the same bits (free: %s)', (free) => {
    const task = taskOf(ninety, [4, 4], { restarts: 3, steps: 30 }, free);
    const whole = binaryLearner.coarseGraining(task, new RandomStream(1, 'a'));
    whole.advance(11);
    const saved = JSON.parse(JSON.stringify(whole.snapshot().values)) as Record<string, unknown>;
    const arrays = structuredClone(whole.snapshot().arrays);
    whole.advance(100);
    const resumed = binaryLearner.coarseGraining(task, new RandomStream(1, 'a'));
    resumed.restore({ arrays, values: saved });
    resumed.advance(5);
    resumed.advance(14);
    expect(resumed.done).toBe(30);
    expect(resumed.snapshot()).toEqual(whole.snapshot());
    expect(resumed.result().map(({ reconstruction }) => reconstruction)).toEqual(
      whole.result().map(({ reconstruction }) => reconstruction),
    );
  });

  it('refuses maps that are too large', () => {
    expect(() => start([11, 11], 'row')).toThrow(/too large/);
    expect(() => start([6, 6], 'patch')).toThrow(/sees all of them is too large/);
    expect(() => start([2, 32], 'row')).toThrow(/64 steps leaves none to test 32 steps in one on/);
  });
});
