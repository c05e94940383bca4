import { expect, it } from 'vitest';
import { weightedChecks } from '../../../../main/methods/inverse-rg/verify/weighted-loss.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

it(
  'stops the training of each kernel where it agrees best, and shows the minimum beside it',
  { timeout: 60_000 },
  async () => {
    const fractions: number[] = [];
    const checks = await weightedChecks(
      {
        level: 'quick',
        seed: 1,
        pool: poolOfOne(),
        model: () => Promise.reject(new Error('kernels are trained here')),
        progress: (fraction) => void fractions.push(fraction),
      },
      { kernels: [3, 5], training: 4000, smallTraining: 2000, perPoint: 40, configurations: 80 },
    );
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBeCloseTo(1, 12);
    const ids = checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const k of [3, 5]) {
      const judged = checks.filter(({ id }) =>
        new RegExp(`^fss\\.(gamma|nu)\\.k${k}\\.weighted\\.\\d+$`).test(id),
      );
      expect(judged.map(({ id }) => id.split('.').at(-1))).toEqual(['32', '64', '128', '32', '64', '128']);
      for (const { source, measured, reference, tolerance, pass } of judged) {
        expect(source).toMatch(/stopped at step \d+: how many were taken is not published/);
        expect(pass).toBe(Math.abs(measured - Number(reference)) <= Number(tolerance));
      }
      const shown = checks.filter(({ id }) => id.startsWith(`fss.gamma.k${k}.weighted.minimum.`));
      expect(shown).toHaveLength(3);
      for (const { tolerance, source } of shown) {
        expect(tolerance).toBe('none');
        expect(source).toMatch(/only shown$/);
      }
      expect(ids).toContain(`fss.gamma.k${k}.weighted.training`);
    }
  },
);
