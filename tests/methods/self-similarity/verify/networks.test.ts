import { expect, it } from 'vitest';
import { networksChecks } from '../../../../main/methods/self-similarity/verify/networks.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it('the networks learn every rule, answer as the enumeration does, and gain by the shared rule', async () => {
  const checks = await networksChecks({
    level: 'quick',
    seed: 3,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('no model is needed')),
    progress: () => undefined,
  });
  expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  expect(checks.find(({ id }) => id === 'learner.rules')).toMatchObject({ measured: 256, reference: 256 });
  expect(checks.find(({ id }) => id === 'network.value.15.N2')?.measured).toBe(1);
  expect(checks.filter(({ id }) => id.startsWith('prior.rule85'))).toHaveLength(9);
});
