import { describe, expect, it } from 'vitest';
import { exactRows } from '../../../../main/methods/mlrg/bench/exact.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

describe('benchmark of the exact engine', () => {
  it('times a step of each representation, the reduction to orbits and J0*', async () => {
    const rows = await exactRows({
      level: 'quick',
      seed: 1,
      pool: poolOfOne(),
      model: () => Promise.reject(new Error('no model is needed')),
      progress: () => undefined,
    });
    expect(rows.map(({ id }) => id)).toEqual([
      'mlrg.exact.step.A1',
      'mlrg.exact.step.A1+E',
      'mlrg.exact.step.2A1+E',
      'mlrg.exact.orbits.A1+E',
      'mlrg.exact.orbits.2A1+E',
      'mlrg.exact.bisection',
    ]);
    expect(rows.every(({ measured }) => Number.isFinite(measured))).toBe(true);
    expect(rows[2].detail).toContain('10 couplings, 8264 orbits');
  });
});
