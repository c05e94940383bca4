import { expect, test } from 'vitest';
import { couplingsChecks } from '../../../../main/methods/mlrg/verify/couplings.ts';
import type { ProofContext } from '../../../../main/methods/proof.ts';

const unused = () => Promise.reject(new Error('couplings need neither threads nor models'));
const context: ProofContext = {
  level: 'quick',
  seed: 1,
  pool: { size: 0, map: unused },
  model: unused,
  progress: () => {},
};

test('the quick verification of couplings passes, with one row that is only shown', async () => {
  const checks = await couplingsChecks(context);
  expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  expect(checks.filter(({ tolerance }) => tolerance === 'shown only').map(({ id }) => id)).toEqual([
    'couplings.mirror.paper',
  ]);
  // The measured breaking of the paper's frame, whatever the seed: far above rounding.
  expect(checks.find(({ id }) => id === 'couplings.mirror.paper')?.measured).toBeGreaterThan(0.5);
});
