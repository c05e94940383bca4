import { expect, test } from 'vitest';
import type { ProofContext } from '../../../../main/methods/proof.ts';
import { diffusionChecks } from '../../../../main/methods/self-similarity/verify/diffusion.ts';

const unused = () => Promise.reject(new Error('diffusion needs neither threads nor models'));
const context: ProofContext = {
  level: 'quick',
  seed: 1,
  pool: { size: 0, map: unused },
  model: unused,
  progress: () => {},
};

test('the quick verification of diffusion passes, and shows both sides of the comparison with free macro dynamics', async () => {
  const checks = await diffusionChecks(context);
  expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  const value = (id: string) => checks.find((check) => check.id === id)!.measured;
  expect(value('prior.diffusion.free')).toBeGreaterThan(10 * value('prior.diffusion.shared'));
  expect(value('prior.diffusion.free.reconstruction')).toBeLessThan(
    1.01 * value('prior.diffusion.shared.reconstruction'),
  );
});
