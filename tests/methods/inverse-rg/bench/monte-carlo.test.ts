import { describe, expect, it } from 'vitest';
import { monteCarloRows } from '../../../../main/methods/inverse-rg/bench/monte-carlo.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

describe('benchmark of the Monte Carlo', () => {
  it('times every algorithm, and judges only where it says what is expected', async () => {
    const rows = await monteCarloRows({
      level: 'quick',
      seed: 1,
      pool: poolOfOne(),
      model: () => Promise.reject(new Error('no model is needed')),
      progress: () => undefined,
    });
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(rows.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'inverse-rg.swendsen-wang.L64.ratio',
        'inverse-rg.wolff.L64.spin',
        'inverse-rg.heat-bath.L64.spin',
        'inverse-rg.metropolis.L64.spin',
      ]),
    );
    for (const { measured, reference, pass } of rows) {
      expect(measured).toBeGreaterThan(0);
      expect(pass === null).toBe(reference === 'shown only');
    }
  });
});
