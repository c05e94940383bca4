import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ArrayRecord } from '../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../main/methods/context.ts';
import { grayScottDataset } from '../../../main/methods/gray-scott/dataset.ts';
import { loadPatterns, parametersOf } from '../../../main/methods/gray-scott/patterns.ts';
import { simulate } from '../../../main/physics/gray-scott/index.ts';
import { MemoryRun } from './memory-run.ts';

/** Large enough for shards of 16 MB to hold 8 patterns each. */
const large = { seed: 3, count: 12, generation: { size: 512, steps: 80, noise: 0, trivialBelow: 0 } };
const small = { seed: 11, count: 24, generation: { size: 32, steps: 1500 } };
const many = { ...small, count: 120 };

async function finish(run: MemoryRun, breaths = Infinity, threads = 1): Promise<void> {
  for (;;) {
    try {
      await grayScottDataset.run(run.start(breaths, threads));
      return;
    } catch (error) {
      if (!(error instanceof RunInterrupted)) throw error;
    }
  }
}

/** Of 16 MB: comparing them number by number takes a test's time. */
const digest = (arrays: ArrayRecord) =>
  Object.entries(arrays).map(([name, { shape, data }]) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return [name, shape, createHash('sha256').update(bytes).digest('hex')];
  });

describe('generating a data set', () => {
  it('keeps the wanted number of patterns, none trivial, all within the ranges', async () => {
    const run = new MemoryRun(small);
    await finish(run);
    const patterns = await loadPatterns(run.start(), 'any');
    expect(patterns).toMatchObject({ count: 24, size: 32 });
    const { generation } = run.spec;
    for (let i = 0; i < patterns.count; i++) {
      const parameters = parametersOf(patterns, i);
      expect(parameters.Da).toBeGreaterThanOrEqual(generation.Da.low);
      expect(parameters.Da).toBeLessThan(generation.Da.high);
      const kappa = parameters.k - (Math.sqrt(parameters.F) / 2 - parameters.F);
      expect(kappa).toBeGreaterThanOrEqual(generation.kappa.low - 1e-12);
      expect(kappa).toBeLessThan(generation.kappa.high + 1e-12);
      // Any of them grows again bit for bit from its row.
      const again = simulate(parameters, { ...generation, seed: patterns.seeds[i] });
      expect(again.trivial).toBe(false);
      expect(patterns.b.subarray(i * 1024, (i + 1) * 1024)).toEqual(again.b);
      expect(patterns.a.subarray(i * 1024, (i + 1) * 1024)).toEqual(again.a);
    }
    const document = run.json('dataset.json');
    const proposals = Number(document.proposals);
    expect(document).toMatchObject({ count: 24, seed: 11, trivial: proposals - 24, generation });
    expect(document.trivialShare).toBeCloseTo(1 - 24 / proposals, 12);
    expect(run.summary).toMatchObject({ patterns: 24 });
    expect(run.progress).toBe(1);
    expect(run.metrics.at(-1)).toEqual(['trivial', proposals, proposals - 24]);
    expect(run.frames.length).toBeGreaterThan(0);
    expect(run.frames[0]).toMatchObject({ width: 32, height: 32, label: 'b' });
    const table = run.artifacts.get('parameters.csv');
    expect(table).toMatchObject({ type: 'text', mime: 'text/csv' });
    expect((table as { text: string }).text.trimEnd().split('\n')).toHaveLength(25);
  });

  it('does not depend on the number of threads or on interruptions', async () => {
    const whole = new MemoryRun(many);
    await finish(whole, Infinity, 3);
    const pieces = new MemoryRun(many);
    await finish(pieces, 2);
    expect(pieces.checkpoint).not.toBeNull();
    for (const name of ['patterns-000.npz', 'index.npz']) {
      expect(pieces.arrays(name)).toEqual(whole.arrays(name));
    }
    expect(pieces.artifacts.get('parameters.csv')).toEqual(whole.artifacts.get('parameters.csv'));
    const { seconds: _, ...document } = whole.json('dataset.json');
    expect(pieces.json('dataset.json')).toMatchObject(document);
  });

  it('writes shards as they fill and never makes one again after an interruption', async () => {
    const whole = new MemoryRun(large);
    await finish(whole);
    const shards = ['patterns-000.npz', 'patterns-001.npz'];
    expect(whole.json('dataset.json').shards).toEqual([
      { name: shards[0], count: 8 },
      { name: shards[1], count: 4 },
    ]);
    const pieces = new MemoryRun(large);
    await finish(pieces, 2);
    expect(pieces.checkpoint).not.toBeNull();
    expect(pieces.writes.filter((name) => name.startsWith('patterns'))).toEqual(shards);
    for (const name of shards) expect(digest(pieces.arrays(name))).toEqual(digest(whole.arrays(name)));
  });

  it('refuses ranges beyond the stencil and ranges without patterns', async () => {
    const unstable = new MemoryRun({ generation: { Da: { low: 0.1, high: 0.25 }, stencil: 'five-point' } });
    unstable.spec.generation.Da.high = 0.26;
    await expect(finish(unstable)).rejects.toMatchObject({ code: 'unstable' });
    const barren = new MemoryRun({
      generation: { size: 16, steps: 300, kappa: { low: 0.02, high: 0.03 } },
    });
    await expect(finish(barren)).rejects.toMatchObject({ code: 'bad-specification' });
    expect(barren.artifacts.size).toBe(0);
  });
});
