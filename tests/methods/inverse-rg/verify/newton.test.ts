import { describe, expect, it } from 'vitest';
import { newtonChecks } from '../../../../main/methods/inverse-rg/verify/newton.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

describe('verification of the training', () => {
  it('has one row for every promise, and keeps them on a small sample', async () => {
    const rows = await newtonChecks({
      level: 'quick',
      seed: 2,
      pool: poolOfOne(),
      model: () => Promise.reject(new Error('no model is needed')),
      progress: () => undefined,
    });
    expect(rows.map(({ id }) => id)).toEqual([
      'newton.gradient',
      'newton.k3.weights',
      'newton.k3.weights.corner',
      'newton.k3.weights.edge',
      'newton.k3.weights.centre',
      'newton.k3.loss',
      'newton.k5.loss',
      'newton.k7.loss',
      'newton.floor',
      'newton.loss.k3',
      'newton.loss.k5',
      'newton.loss.k7',
    ]);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });
});
