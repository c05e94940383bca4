import { describe, expect, it } from 'vitest';
import { grayScottBenchmark } from '../../../main/methods/gray-scott/bench.ts';
import { poolOfOne } from './pool.ts';

const context = (threads: number) => ({
  level: 'quick' as const,
  seed: 1,
  pool: poolOfOne(threads),
  model: () => Promise.reject(new Error('no model is needed')),
  progress: () => undefined,
});

describe('the benchmark of the Gray–Scott kernel', () => {
  it('reports ratios, rates and threads beside what they must be', async () => {
    const rows = await grayScottBenchmark.run(context(2));
    expect(rows.map(({ id, reference }) => [id, reference])).toEqual([
      ['gray-scott.ratio.64', 6],
      ['gray-scott.updates.64', 3e8],
      ['gray-scott.ratio.256', 6],
      ['gray-scott.updates.256', 3e8],
      ['gray-scott.threads', 1.5],
    ]);
    for (const row of rows) {
      expect(row.measured).toBeGreaterThan(0);
      expect(row.pass).toBe(row.measured >= Number(row.reference));
    }
  });

  it('has no verdict on two threads where there is one', async () => {
    const rows = await grayScottBenchmark.run(context(1));
    expect(rows.at(-1)).toMatchObject({ id: 'gray-scott.threads', pass: null });
  });
});
