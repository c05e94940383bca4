import { expect, it } from 'vitest';
import { Descent } from '../../../../../main/methods/self-similarity/automata/learning/descent.ts';

/** Descends the sum of (x − i)² over parameters i, which are those of two networks of three. */
function descend(descent: Descent, until: number): Descent {
  while (descent.done < until) {
    descent.gradient.set(descent.parameters.map((x, i) => 2 * (x - i)));
    descent.losses.set([0, 3].map((from) => (descent.parameters[from] - from) ** 2));
    descent.step();
  }
  return descent;
}

it('goes to the minimum of every network', () => {
  const { parameters } = descend(new Descent(2, 3, 0.05), 2000);
  for (const [i, value] of parameters.entries()) expect(value).toBeCloseTo(i, 3);
});

it('goes on from a snapshot with the same bits', () => {
  const whole = descend(new Descent(2, 3, 0.05), 40);
  const saved = structuredClone(whole.snapshot());
  expect(saved.arrays.parameters.shape).toEqual([2, 3]);
  const resumed = new Descent(2, 3, 0.05);
  resumed.restore(saved);
  expect(resumed.losses).toEqual(whole.losses);
  expect(descend(resumed, 90).parameters).toEqual(descend(whole, 90).parameters);
});
