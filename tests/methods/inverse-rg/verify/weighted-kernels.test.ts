import { expect, it } from 'vitest';
import {
  minimumOf,
  weightedData,
  weightsOnPath,
  type WeightedData,
} from '../../../../main/methods/inverse-rg/verify/weighted-kernels.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

const dataOf = (pool: number): Promise<WeightedData> =>
  weightedData(
    { seed: 3, pool: poolOfOne(pool) },
    { trainingSize: 8, configurations: 20_000, withBatches: true },
    () => {},
  );
const straight = dataOf(1);

it('finds the minimum of the weighted loss for every size from one table, on any number of threads', async () => {
  const data = await straight;
  expect(data.configurations).toBe(20_000);
  // Three in four configurations of 8×8 spins count.
  expect(data.effectiveSize).toBeGreaterThan(14_000);
  expect(data.effectiveSize).toBeLessThan(16_000);
  // From 10⁵ other configurations; the uniform loss has its minimum at .1285, .1611, .3625.
  const three = minimumOf(data, 3);
  for (const [i, weight] of [0.1018, 0.1886, 0.4443].entries()) {
    expect(Math.abs(three[i] - weight)).toBeLessThan(0.015);
  }
  const five = minimumOf(data, 5);
  expect(five).toHaveLength(6);
  const again = await dataOf(3);
  expect([minimumOf(again, 3), minimumOf(again, 5)]).toEqual([three, five]);
});

it('cuts the data into mini-batches of any multiple of a thousand, for every size', async () => {
  const data = await straight;
  for (const size of [3, 5, 7]) {
    const weights = minimumOf(data, size);
    const [batch, ...others] = data.batches(size, 20_000);
    expect(others).toEqual([]);
    expect(batch.loss(weights)).toBeCloseTo(data.whole(size).loss(weights), 12);
  }
  const batches = data.batches(3, 3000);
  expect(batches).toHaveLength(7);
  expect(new Set(batches.map((batch) => batch.loss(minimumOf(data, 3)))).size).toBe(7);
});

it('follows the training from where it begins, below a fourth, down to about the minimum', async () => {
  const data = await straight;
  const batches = data.batches(3, 10_000);
  const path = weightsOnPath(batches, [0, 1, 100, 6000], 5);
  const [start, first, middle, end] = path;
  for (const weight of start) {
    expect(weight).toBeGreaterThanOrEqual(0);
    expect(weight).toBeLessThan(0.25);
  }
  // The first step of Adam is the learning rate in every direction.
  for (const [i, weight] of first.entries()) expect(Math.abs(weight - start[i])).toBeCloseTo(0.0025, 4);
  const losses = [start, middle, end].map((weights) => data.whole(3).loss(weights));
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  const minimum = minimumOf(data, 3);
  for (const [i, weight] of end.entries()) expect(Math.abs(weight - minimum[i])).toBeLessThan(0.01);
  expect(weightsOnPath(batches, [0, 1, 100, 6000], 5)).toEqual(path);
  expect(weightsOnPath(batches, [100, 100], 5)).toEqual([middle, middle]);
});
