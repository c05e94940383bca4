import { describe, expect, it } from 'vitest';
import { torusChecks } from '../../../../main/methods/mlrg/verify/torus.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

const context = {
  level: 'quick',
  seed: 1,
  pool: poolOfOne(),
  model: () => Promise.reject(new Error('no model is needed')),
  progress: () => undefined,
} as const;

describe('verification of the reference track', () => {
  it('has the targets and the tables of the reference, and they hold', async () => {
    const rows = await torusChecks(context);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
    const ids = rows.map(({ id }) => id);
    for (const target of [
      'torus.ising',
      'torus.ising.sigma',
      'torus.potts3',
      'torus.clock4',
      'trg.ising.chi8',
    ]) {
      expect(ids).toContain(target);
    }
    expect(ids.filter((id) => /^torus\.ising\.L\d/.test(id))).toHaveLength(5 + 4 + 5 + 2 * 4);
    expect(rows.every(({ measured }) => Number.isFinite(measured))).toBe(true);
  });
});
