import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { createUpscaler } from '../../../../main/methods/inverse-rg/generation/load.ts';
import {
  Growth,
  lastDoublingDiffers,
  measuredSizes,
  type GrowthSettings,
} from '../../../../main/methods/inverse-rg/upscaling/growth.ts';
import { majorityLogProbability } from '../../../../main/methods/inverse-rg/upscaling/importance.ts';
import type { UpscalerParameters } from '../../../../main/methods/inverse-rg/upscaler.ts';
import type { Spins } from '../../../../main/physics/ising/spins.ts';
import { criticalCoupling } from '../../../../preload/contract/index.ts';
import { kernelOfThree, sequential } from './models.ts';

const settings: GrowthSettings = {
  start: { from: 'one-spin' },
  size: 16,
  coupling: criticalCoupling,
  sweeps: 0,
  sweepAfter: 'last',
  importance: false,
};

interface Level {
  spins: Spins;
  size: number;
}

function grown(model: UpscalerParameters, changes: Partial<GrowthSettings>, start: Spins = Uint8Array.of(1)) {
  const upscaler = createUpscaler(model, criticalCoupling);
  const growth = new Growth(upscaler, lastDoublingDiffers(model), { ...settings, ...changes });
  const measured: Level[] = [];
  const watched: Level[] = [];
  const collect = (into: Level[]) => (spins: Spins, size: number) =>
    void into.push({ spins: spins.slice(), size });
  growth.grow(start, new RandomStream(5, 'growth'), collect(measured), collect(watched));
  return { measured, watched };
}

describe('growth', () => {
  it('measures every level but a single spin', () => {
    expect(measuredSizes(settings)).toEqual([2, 4, 8, 16]);
    expect(grown(kernelOfThree, {}).measured.map(({ size }) => size)).toEqual([2, 4, 8, 16]);
  });

  it('measures a Monte Carlo start too', () => {
    const start = { from: 'monte-carlo', size: 4 } as const;
    const spins = Uint8Array.from({ length: 16 }, (_, i) => i & 1);
    expect(measuredSizes({ start, size: 16 })).toEqual([4, 8, 16]);
    const { measured, watched } = grown(kernelOfThree, { start }, spins);
    expect(measured.map(({ size }) => size)).toEqual([4, 8, 16]);
    expect(measured[0].spins).toEqual(spins);
    expect(watched[0].spins).toEqual(spins);
  });

  it('measures what grows on where finishing changes nothing', () => {
    const { measured, watched } = grown(kernelOfThree, {});
    expect(watched.slice(1)).toEqual(measured);
  });

  it('grows on from unfinished levels when the last doubling has tables of its own', () => {
    const { measured, watched } = grown(sequential, {});
    expect(watched.map(({ size }) => size)).toEqual([1, 2, 4, 8, 16]);
    // Sequential tables never contradict the majority rule: each level is a descendant of the one before.
    for (let level = 1; level < watched.length; level++) {
      const [coarse, fine] = [watched[level - 1], watched[level]];
      expect(majorityLogProbability(coarse.spins, coarse.size, fine.spins)).toBeGreaterThan(-Infinity);
      expect(majorityLogProbability(coarse.spins, coarse.size, measured[level - 1].spins)).toBeGreaterThan(
        -Infinity,
      );
    }
    expect(measured[3]).toEqual(watched[4]);
    expect(measured[2].spins).not.toEqual(watched[3].spins);
  });

  it('sweeps every measured level but lets unswept ones grow when sweeps come last', () => {
    const { measured, watched } = grown(kernelOfThree, { sweeps: 3 });
    expect(measured[2].spins).not.toEqual(watched[3].spins);
    expect(measured[3]).toEqual(watched[4]);
  });

  it('lets swept levels grow when sweeps come after each', () => {
    const { measured, watched } = grown(kernelOfThree, { sweeps: 3, sweepAfter: 'each' });
    expect(watched.slice(1)).toEqual(measured);
  });

  it('knows models with tables of their own for the last doubling', () => {
    expect(lastDoublingDiffers(sequential)).toBe(true);
    expect(lastDoublingDiffers(kernelOfThree)).toBe(false);
    if (sequential.type !== 'sequential') throw new Error('no tables');
    expect(lastDoublingDiffers({ ...sequential, last: sequential.iterated })).toBe(false);
  });
});
