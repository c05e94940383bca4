import { expect, it } from 'vitest';
import { vicsekChecks } from '../../../../main/methods/self-similarity/verify/vicsek.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it('Fig. 6a holds within its scatter, and cell lists agree with all pairs', async () => {
  const checks = await vicsekChecks({
    level: 'quick',
    seed: 3,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('no model is needed')),
    progress: () => undefined,
  });
  expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  expect(checks.filter(({ id }) => id.startsWith('vicsek.order.'))).toHaveLength(6);
  expect(checks.filter(({ id }) => id.startsWith('vicsek.deviation.'))).toHaveLength(6);
  expect(checks.slice(-2).map(({ id }) => id)).toEqual(['vicsek.peak.L32', 'vicsek.pairs']);
});
