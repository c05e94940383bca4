import { describe, expect, it } from 'vitest';
import { patternGeneration } from '../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../main/methods/context.ts';
import { grayScottDataset } from '../../../main/methods/gray-scott/dataset.ts';
import {
  emptyPatterns,
  generatePatterns,
  growAgain,
  loadPatterns,
  putPatternArrays,
  shardName,
} from '../../../main/methods/gray-scott/patterns.ts';
import { proposal } from '../../../main/methods/gray-scott/proposals.ts';
import { MemoryRun } from './memory-run.ts';
import { poolOfOne } from './pool.ts';

const generation = patternGeneration.parse({ size: 32, steps: 1500 });

describe('patterns generated with a training', () => {
  it('are those of the data set of the same seed, also after an interruption', async () => {
    const dataset = new MemoryRun({ seed: 8, count: 100, generation });
    await grayScottDataset.run(dataset.start());
    const training = new MemoryRun({ seed: 1 });
    const interrupted = generatePatterns(training.start(2), generation, 8, 100);
    await expect(interrupted).rejects.toBeInstanceOf(RunInterrupted);
    const saved = training.checkpoint?.arrays.seeds.data.length ?? 0;
    expect(saved).toBeGreaterThan(0);
    expect(saved).toBeLessThan(100);
    const resumed = await generatePatterns(training.start(), generation, 8, 100);
    expect(resumed).toMatchObject(await loadPatterns(dataset.start(), 'any'));
    expect(resumed.proposals).toBe(dataset.json('dataset.json').proposals);
    expect(resumed.trivial).toBe(resumed.proposals - 100);
  });

  it('grow again bit for bit from parameters and seeds', async () => {
    const grown = await generatePatterns(new MemoryRun({}).start(), generation, 2, 5);
    const again = await growAgain({ pool: poolOfOne() }, generation, grown.parameters, grown.seeds);
    expect(grown).toMatchObject(again);
  });
});

describe('proposals', () => {
  it('depend on seed and index alone', () => {
    expect(proposal(generation, 4, 17)).toEqual(proposal(generation, 4, 17));
    expect(proposal(generation, 4, 17)).not.toEqual(proposal(generation, 4, 18));
    expect(proposal(generation, 4, 17)).not.toEqual(proposal(generation, 5, 17));
  });

  it('fill their ranges evenly', () => {
    const drawn = Array.from({ length: 4000 }, (_, i) => proposal(generation, 1, i));
    for (const name of ['Da', 'Db', 'F'] as const) {
      const { low, high } = generation[name];
      const unit = drawn.map(({ parameters }) => (parameters[name] - low) / (high - low));
      // Mean and variance of a uniform number, within 4.5 standard errors.
      const mean = unit.reduce((sum, u) => sum + u, 0) / unit.length;
      expect(Math.abs(mean - 1 / 2)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / unit.length));
      const variance = unit.reduce((sum, u) => sum + (u - 1 / 2) ** 2, 0) / unit.length;
      expect(Math.abs(variance - 1 / 12)).toBeLessThan(4.5 * Math.sqrt(1 / 180 / unit.length));
    }
    expect(new Set(drawn.map(({ seed }) => seed)).size).toBeGreaterThan(3990);
  });
});

describe('arrays of a shard', () => {
  it('are refused when they are something else', () => {
    const target = emptyPatterns(4, 8);
    const field = { shape: [1, 8, 8], data: new Float32Array(64) };
    const parameters = { shape: [1, 4], data: new Float64Array(4) };
    const seeds = { shape: [1], data: new Uint32Array(1) };
    expect(putPatternArrays(target, 3, { a: field, b: field, parameters, seeds })).toBe(1);
    const bad = expect.objectContaining({ code: 'bad-file' });
    expect(() => putPatternArrays(target, 4, { a: field, b: field, parameters, seeds })).toThrow(bad);
    expect(() => putPatternArrays(target, 0, { a: field, parameters, seeds })).toThrow(bad);
    expect(() =>
      putPatternArrays(emptyPatterns(4, 16), 0, { a: field, b: field, parameters, seeds }),
    ).toThrow(bad);
  });

  it('have names that sort', () => {
    expect([0, 12, 345].map(shardName)).toEqual(['patterns-000.npz', 'patterns-012.npz', 'patterns-345.npz']);
  });
});
