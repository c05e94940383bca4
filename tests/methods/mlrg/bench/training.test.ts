import { expect, test } from 'vitest';
import { trainingRows } from '../../../../main/methods/mlrg/bench/training.ts';

test('training steps are timed with their parts', async () => {
  const rows = await trainingRows({
    level: 'quick',
    seed: 1,
    pool: { size: 0, map: () => Promise.reject(new Error('one thread is timed')) },
    model: () => Promise.reject(new Error('training needs no models')),
    progress: () => {},
  });
  const parts = ['step', 'proposals', 'flow', 'divergence', 'contrastive'];
  expect(rows.map(({ id }) => id)).toEqual(
    ['A1', 'A1+E'].flatMap((spin) => parts.map((part) => `mlrg.training.${spin}.${part}`)),
  );
  // Only the time that is promised is judged.
  expect(rows.filter(({ pass }) => pass !== null).map(({ id }) => id)).toEqual(['mlrg.training.A1.step']);
});
