import { expect, it } from 'vitest';
import { networkChecks } from '../../../../main/methods/self-similarity/verify/network.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it('networks learn the automata on a plane that are known', async () => {
  const checks = await networkChecks({
    level: 'quick',
    seed: 1,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('no model is needed')),
    progress: () => undefined,
  });
  expect(checks.map(({ id, pass }) => [id, pass])).toEqual([
    ['network.life', true],
    ['network.parity.2x2', true],
    ['network.parity.3x3', true],
  ]);
}, 60_000);
