import { describe, expect, it } from 'vitest';
import { dynamicalSystem } from '../../../../../preload/contract/index.ts';
import { diffuse } from '../../../../../main/physics/diffusion/index.ts';
import { RandomStream } from '../../../../../main/compute/random.ts';
import {
  gaussian,
  lossGroups,
  offsetsOf,
  weightChart,
} from '../../../../../renderer/labs/self-similarity/learn/charts.ts';
import { newestStates } from '../../../../../renderer/labs/self-similarity/learn/live-states.ts';

const curve = { step: Float64Array.of(1), value: Float64Array.of(1) };

describe('losses', () => {
  it('are of the rule, and of every scale', () => {
    const names = ['rule: loss', 'rule, turned: loss', '2x2: loss', '2x2 free: loss', 'other'];
    expect(lossGroups(Object.fromEntries(names.map((name) => [name, curve])))).toEqual({
      rule: ['rule: loss', 'rule, turned: loss'],
      scales: ['2x2: loss', '2x2 free: loss'],
    });
    expect(lossGroups({})).toEqual({ rule: [], scales: [] });
  });
});

describe('the weights of a kernel', () => {
  it('have offsets that lie around the cell, one more to the right where k is even', () => {
    expect(offsetsOf(3)).toEqual([-1, 0, 1]);
    expect(offsetsOf(4)).toEqual([-1, 0, 1, 2]);
    expect(offsetsOf(2)).toEqual([0, 1]);
  });

  it('stand beside the propagator that made the data', () => {
    const system = dynamicalSystem.parse({ type: 'diffusion', steps: 8 });
    if (system.type !== 'diffusion') throw new Error('no diffusion');
    const { type: _, ...settings } = system;
    // One unit of time after a delta in the middle, cell 50: the data are what the reference line is drawn of.
    const states = diffuse(settings, new RandomStream(1, 'start'));
    const middle = states.subarray(0, 100).indexOf(1);
    const offsets = offsetsOf(7);
    const weights = offsets.map((offset) => states[100 + middle + offset]!);
    for (const [index, offset] of offsets.entries())
      expect(weights[index]).toBeCloseTo(gaussian(system.coefficient, offset), 6);
    const chart = weightChart({ kernel: 7, weights: [[weights]], diffusion: 0.5 }, ['C'], system)!;
    expect(Object.keys(chart.columns)).toContain('Gaussian propagator: weight');
    expect(chart.columns['learnt: offset / cells']).toEqual(offsets);
  });

  it('of several fields are told apart, without a Gaussian', () => {
    const weights = [
      [
        [0, 1, 0],
        [0, 0, 0],
      ],
      [
        [0, 0, 0],
        [0, 1, 0],
      ],
    ];
    const chart = weightChart({ kernel: 3, weights, diffusion: null }, ['a', 'b'], null)!;
    expect(Object.keys(chart.columns)).toEqual(expect.arrayContaining(['a → b: weight', 'b → b: weight']));
    expect(Object.keys(chart.columns).join()).not.toContain('Gaussian');
  });

  it('are no chart where the kernel is planar, or there are none', () => {
    expect(weightChart({ kernel: 3, weights: null, diffusion: null }, [], null)).toBeNull();
    const planar = [[Array.from({ length: 9 }, () => 0)]];
    expect(weightChart({ kernel: 3, weights: planar, diffusion: null }, [], null)).toBeNull();
  });
});

const frame = (label: string, ...values: number[]) => ({
  width: values.length,
  height: 1,
  data: Float32Array.from(values),
  label,
});

describe('live states', () => {
  it('are the newest of each kind, predicted ones in the colours of the macro states', () => {
    const states = newestStates([
      frame('micro', 0, 1),
      frame('macro, 3x9', -1, 2),
      frame('predicted, 3x9', NaN, 5),
      frame('micro', 1, 1),
      frame('macro, 2x4', 0, 9),
    ]);
    expect(states.map(({ title }) => title)).toEqual([
      'Micro',
      'Macro, S × T = 3 × 9',
      'Predicted, S × T = 3 × 9',
    ]);
    expect(states.map(({ range }) => range)).toEqual([
      [0, 1],
      [-1, 2],
      [-1, 2],
    ]);
    expect(states.map(({ binary }) => binary)).toEqual([true, false, false]);
  });
});
