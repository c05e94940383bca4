import { describe, expect, it } from 'vitest';
import { trainingRows } from '../../../../main/methods/inverse-rg/bench/training.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

describe('benchmark of the training', () => {
  it('compares Newton with AdamW to the same loss, and says how the time was made', async () => {
    const rows = await trainingRows({
      level: 'quick',
      seed: 1,
      pool: poolOfOne(),
      model: () => Promise.reject(new Error('no model is needed')),
      progress: () => undefined,
    });
    expect(rows.map(({ id }) => id)).toEqual([
      'inverse-rg.newton.k7.time',
      'inverse-rg.newton.k7.ratio',
      'inverse-rg.newton.k7.ratio.counting',
      'inverse-rg.newton.k7.ratio.compressed',
    ]);
    for (const { measured } of rows) expect(measured).toBeGreaterThan(0);
    expect(rows[1].detail).toMatch(/\d+ steps until the loss is within .* extrapolated to/);
  });
});
