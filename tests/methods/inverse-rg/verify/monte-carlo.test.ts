import { describe, expect, it } from 'vitest';
import { monteCarloChecks } from '../../../../main/methods/inverse-rg/verify/monte-carlo.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

describe('checks of the Monte Carlo', () => {
  it('pass at the quick level, and say how they were made', async () => {
    const fractions: number[] = [];
    const checks = await monteCarloChecks({
      level: 'quick',
      seed: 1,
      pool: poolOfOne(),
      model: () => Promise.reject(new Error('no model is needed')),
      progress: (fraction) => void fractions.push(fraction),
    });
    const ids = checks.map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'mc.energy.L32',
        'mc.energy.L64',
        'mc.energy.L128',
        'mc.c.L64',
        'mc.energy.wolff',
      ]),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(checks.filter(({ pass }) => !pass)).toEqual([]);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
  });
});
