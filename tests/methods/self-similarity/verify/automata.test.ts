import { expect, it } from 'vitest';
import { automataChecks } from '../../../../main/methods/self-similarity/verify/automata.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it('Table I, the counts and the direct search hold for the exact engine', async () => {
  const checks = await automataChecks({
    level: 'quick',
    seed: 3,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('no model is needed')),
    progress: () => undefined,
  });
  expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  expect(checks.find(({ id }) => id === 'oracle.tableI')).toMatchObject({ measured: 63, reference: 63 });
  expect(checks.filter(({ id }) => id.startsWith('oracle.direct'))).toHaveLength(2);
});
