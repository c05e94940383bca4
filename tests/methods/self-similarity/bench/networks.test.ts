import { expect, it } from 'vitest';
import { networksRows } from '../../../../main/methods/self-similarity/bench/networks.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it('times both stages', async () => {
  const rows = await networksRows({
    level: 'quick',
    seed: 1,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('no model is needed')),
    progress: () => undefined,
  });
  expect(rows.map(({ id }) => id)).toEqual([
    'learner.seconds',
    'learner.batched',
    'network.N2',
    'network.N3',
    'network.N4',
  ]);
  expect(rows.every(({ measured }) => Number.isFinite(measured) && measured > 0)).toBe(true);
});
