import { describe, expect, it } from 'vitest';
import { torusRows } from '../../../../main/methods/mlrg/bench/torus.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

const context = {
  level: 'quick',
  seed: 1,
  pool: poolOfOne(),
  model: () => Promise.reject(new Error('no model is needed')),
  progress: () => undefined,
} as const;

describe('benchmark of the reference track', () => {
  it('times tori, products of rows and TRG steps', async () => {
    const rows = await torusRows(context);
    expect(rows.map(({ id }) => id)).toEqual([
      'mlrg.torus.L8',
      'mlrg.torus.product.tensors',
      'mlrg.torus.product.plaquettes',
      'mlrg.trg.chi8.step',
      'mlrg.trg.chi24.step',
    ]);
    expect(rows.every(({ measured }) => measured > 0)).toBe(true);
    expect(rows[0].detail).toContain('Δσ = 0.12461');
  });
});
