import { expect, it } from 'vitest';
import { weightedKernels } from '../../../../main/methods/inverse-rg/verify/weighted-kernels.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

const kernelsOf = (pool: number) =>
  weightedKernels({ seed: 3, pool: poolOfOne(pool) }, [3, 5], 8, 20_000, () => {});

it('finds the minimum of the weighted loss for every size from one table, on any number of threads', async () => {
  const { parameters, effectiveSize } = await kernelsOf(1);
  // Three in four configurations of 8×8 spins count.
  expect(effectiveSize).toBeGreaterThan(14_000);
  expect(effectiveSize).toBeLessThan(16_000);
  expect(parameters.map((one) => one.type === 'kernel' && one.size)).toEqual([3, 5]);
  const [three, five] = parameters;
  if (three.type !== 'kernel' || five.type !== 'kernel') throw new Error('no kernels');
  // From 10⁵ other configurations; the uniform loss has its minimum at .1285, .1611, .3625.
  for (const [i, weight] of [0.1018, 0.1886, 0.4443].entries()) {
    expect(Math.abs(three.weights[i] - weight)).toBeLessThan(0.015);
  }
  expect(five.small).toEqual(three.weights);
  expect(five.weights).toHaveLength(6);
  expect(await kernelsOf(3)).toEqual({ parameters, effectiveSize });
});
