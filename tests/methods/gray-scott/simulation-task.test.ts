import { describe, expect, it } from 'vitest';
import { patternGeneration } from '../../../preload/contract/index.ts';
import { simulateMany, systemsPerMessage } from '../../../main/methods/gray-scott/simulation-task.ts';
import { simulate } from '../../../main/physics/gray-scott/index.ts';
import { poolOfOne } from './pool.ts';

const generation = patternGeneration.parse({ size: 16, steps: 20_000 });

describe('simulating many systems', () => {
  it('gives each the fields it has alone, in order, however they are split', async () => {
    const systems = Array.from({ length: 9 }, (_, i) => ({
      parameters: { Da: 0.16, Db: 0.08, F: i === 4 ? 0.01 : 0.035, k: i === 4 ? 0.08 : 0.06 },
      seed: 100 + i,
    }));
    expect(systemsPerMessage(generation)).toBeLessThan(systems.length);
    const done: number[] = [];
    const batch = await simulateMany(poolOfOne(), systems, generation, (count) => done.push(count));
    expect(done.at(-1)).toBe(9);
    systems.forEach(({ parameters, seed }, i) => {
      const alone = simulate(parameters, { ...generation, seed });
      expect(batch.a.subarray(i * 256, (i + 1) * 256)).toEqual(alone.a);
      expect(batch.b.subarray(i * 256, (i + 1) * 256)).toEqual(alone.b);
      expect(batch.steps[i]).toBe(alone.steps);
      expect(batch.trivial[i]).toBe(alone.trivial ? 1 : 0);
    });
    expect(batch.trivial[4]).toBe(1);
  });
});
