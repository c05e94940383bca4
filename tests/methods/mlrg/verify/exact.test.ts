import { describe, expect, it } from 'vitest';
import { exactChecks } from '../../../../main/methods/mlrg/verify/exact.ts';
import { klChecks } from '../../../../main/methods/mlrg/verify/kl.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

const context = {
  level: 'quick',
  seed: 3,
  pool: poolOfOne(),
  model: () => Promise.reject(new Error('no model is needed')),
  progress: () => undefined,
} as const;

describe('verification of the exact engine', () => {
  it('has a row for every entry of Fig. 4 and for every derivative, and they hold', async () => {
    const rows = await klChecks(context);
    expect(rows.filter(({ id }) => id.startsWith('kl.fig4.'))).toHaveLength(20);
    expect(rows.map(({ id }) => id).slice(20)).toEqual([
      'kl.gradient',
      'kl.hessian',
      'kl.orbits',
      'kl.direct',
      'kl.jacobian',
    ]);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
  });

  it('has the critical numbers of A1, Potts and clock spins, and shows what becomes of A1+E', async () => {
    const rows = await exactChecks(context);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
    const shown = rows.filter(({ reference }) => reference === 'shown').map(({ id }) => id);
    expect(shown).toContain('exact.A1+E.critical');
    expect(shown).toContain('exact.A1+E.bits');
    expect(rows.find(({ id }) => id === 'exact.A1+E.critical')?.measured).toBeCloseTo(0.4015, 3);
  });
});
