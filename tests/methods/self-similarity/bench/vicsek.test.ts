import { expect, it } from 'vitest';
import { vicsekRows } from '../../../../main/methods/self-similarity/bench/vicsek.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it('times steps of three sizes and of the loop over all pairs', async () => {
  const rows = await vicsekRows({
    level: 'quick',
    seed: 1,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('no model is needed')),
    progress: () => undefined,
  });
  expect(rows.map(({ id }) => id)).toEqual([
    'vicsek.cells.ratio',
    'vicsek.cells.growth',
    'vicsek.cells.move',
  ]);
  expect(rows.every(({ measured }) => Number.isFinite(measured) && measured > 0)).toBe(true);
  expect(rows[0].detail).toContain('3000 particles');
});
