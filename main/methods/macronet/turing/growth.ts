import type { PatternGeneration } from '../../../../preload/contract/index.ts';
import { descriptor } from '../../../physics/gray-scott/index.ts';
import type { ThreadPool } from '../../context.ts';
import { simulateMany, type System } from '../../gray-scott/simulation-task.ts';

/** Systems whose fields are held in memory at once. */
const chunk = 256;

export interface Grown {
  descriptor: Float64Array;
  trivial: boolean;
}

/** Simulates systems on the pool and keeps their descriptors only. */
export async function growDescribed(
  pool: ThreadPool,
  systems: readonly System[],
  generation: PatternGeneration,
  onProgress?: (done: number) => void,
): Promise<Grown[]> {
  const grown: Grown[] = [];
  const cells = generation.size ** 2;
  for (let start = 0; start < systems.length; start += chunk) {
    const part = systems.slice(start, start + chunk);
    const { a, b, trivial } = await simulateMany(pool, part, generation, (done) =>
      onProgress?.(start + done),
    );
    for (let i = 0; i < part.length; i++) {
      const plane = (field: Float32Array) => field.subarray(i * cells, (i + 1) * cells);
      grown.push({ descriptor: descriptor(plane(a), plane(b), generation.size), trivial: trivial[i] === 1 });
    }
  }
  return grown;
}
