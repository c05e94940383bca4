import { expect, test } from 'vitest';
import type { ProofContext } from '../../../../main/methods/proof.ts';
import { analysisChecks } from '../../../../main/methods/self-similarity/verify/analysis.ts';

const unused = () => Promise.reject(new Error('the analysis needs neither threads nor models'));
const context: ProofContext = {
  level: 'quick',
  seed: 1,
  pool: { size: 0, map: unused },
  model: unused,
  progress: () => {},
};

test('the quick verification of the analysis passes', async () => {
  const checks = await analysisChecks(context);
  expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  expect(checks.length).toBeGreaterThan(20);
}, 60_000);
