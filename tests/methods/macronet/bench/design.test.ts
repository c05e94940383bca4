import { describe, expect, it } from 'vitest';
import { timeDesign } from '../../../../main/methods/macronet/bench/design.ts';
import { MemoryRun } from '../memory-run.ts';

describe('the design that is timed', () => {
  it('stops at a model that is not there, instead of timing nothing', async () => {
    const { pool } = new MemoryRun('turing-design', {}).start();
    const missing = new Error('no such model');
    const context = {
      level: 'quick' as const,
      seed: 1,
      pool,
      model: () => Promise.reject(missing),
      progress: () => {},
    };
    await expect(timeDesign(context)).rejects.toThrow(missing);
  });
});
