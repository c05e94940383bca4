import { expect, test } from 'vitest';
import { trainingChecks } from '../../../../main/methods/mlrg/verify/training.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

test('the quick verification of training finds J0* of A1', async () => {
  const reported: number[] = [];
  const checks = await trainingChecks({
    level: 'quick',
    seed: 1,
    pool: poolOfOne(),
    model: () => Promise.reject(new Error('trainings need no models')),
    progress: (fraction) => void reported.push(fraction),
  });
  expect(checks.map(({ id, pass }) => ({ id, pass }))).toEqual([{ id: 'train.A1.seed1', pass: true }]);
  expect(reported.at(-1)).toBe(1);
});
