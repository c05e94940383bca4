import { describe, expect, it } from 'vitest';
import { rsrgChecks } from '../../../../main/methods/inverse-rg/verify/rsrg.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';
import { kernelOfThree, stored } from '../upscaling/models.ts';

describe('checks of the RSRG', () => {
  it(
    'pass at the quick level, judge what can be judged there and show the rest',
    { timeout: 60_000 },
    async () => {
      const fractions: number[] = [];
      const checks = await rsrgChecks({
        level: 'quick',
        seed: 1,
        pool: poolOfOne(),
        model: async (id) => stored(id, kernelOfThree),
        progress: (fraction) => void fractions.push(fraction),
      });
      const ids = checks.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(['rsrg.mc32', 'rsrg.mc32.nu', 'rsrg.k3.eta', 'rsrg.k3.nu']));
      expect(checks.filter(({ pass }) => !pass)).toEqual([]);
      expect(checks.filter(({ tolerance }) => tolerance !== 'none').map(({ id }) => id)).toEqual([
        'rsrg.mc32',
      ]);
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      expect(fractions.at(-1)).toBeCloseTo(1, 12);
    },
  );
});
