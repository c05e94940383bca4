import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binCount,
  configurationsPerBatch,
  planBatches,
} from '../../../../main/methods/inverse-rg/upscaling/batches.ts';
import { HostError } from '../../../../preload/contract/index.ts';
import { kernelOfThree } from './models.ts';

describe('batches', () => {
  it('cover an ensemble in equal bins, in order, none crossing two', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 64, max: 5000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 300 }),
        (configurations, bins, perBatch) => {
          const batches = planBatches(configurations, bins, perBatch);
          const filled = Array.from({ length: bins }, () => 0);
          let bin = 0;
          for (const [i, batch] of batches.entries()) {
            expect(batch.index).toBe(i);
            expect(batch.bin - bin === 0 || batch.bin - bin === 1).toBe(true);
            expect(batch.configurations).toBeGreaterThan(0);
            expect(batch.configurations).toBeLessThanOrEqual(perBatch);
            bin = batch.bin;
            filled[bin] += batch.configurations;
          }
          expect(filled.reduce((a, b) => a + b, 0)).toBe(configurations);
          expect(Math.max(...filled) - Math.min(...filled)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('need a configuration for each bin', () => {
    expect(() => planBatches(5, 6, 10)).toThrow(HostError);
    expect(binCount(64, 200)).toBe(32);
    expect(binCount(20_000, 40)).toBe(40);
  });

  it('hold fewer configurations where each takes longer', () => {
    const settings = {
      start: { from: 'one-spin' },
      coupling: 0.44,
      sweeps: 0,
      sweepAfter: 'last',
      importance: false,
    } as const;
    const small = configurationsPerBatch(kernelOfThree, { ...settings, size: 32 });
    const large = configurationsPerBatch(kernelOfThree, { ...settings, size: 1024 });
    const swept = configurationsPerBatch(kernelOfThree, { ...settings, size: 32, sweeps: 100 });
    expect(large).toBeGreaterThanOrEqual(1);
    expect(large).toBeLessThan(small / 500);
    expect(swept).toBeLessThan(small / 10);
  });
});
