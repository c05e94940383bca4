import type { GrayScottParameters, PatternGeneration } from '../../../preload/contract/index.ts';
import { simulate } from '../../physics/gray-scott/index.ts';
import type { ThreadPool } from '../context.ts';

/** One system of a batch; with the generation settings it names its pattern bit for bit. */
export interface System {
  parameters: GrayScottParameters;
  seed: number;
}

/** Input of the thread task 'gray-scott.simulate'. */
export interface SimulationBatch {
  systems: System[];
  generation: PatternGeneration;
}

/** Fields of m systems, in their order. */
export interface SimulatedBatch {
  size: number;
  /** m·size² concentrations. */
  a: Float32Array;
  b: Float32Array;
  /** 1 where the pattern is trivial. */
  trivial: Uint8Array;
  steps: Uint32Array;
}

/** Grows each system to its end before the next one starts, so that one at a time lives in the cache. */
export function simulateBatch({ systems, generation }: SimulationBatch): SimulatedBatch {
  const batch = emptyBatch(systems.length, generation.size);
  systems.forEach(({ parameters, seed }, i) => {
    const grown = simulate(parameters, { ...generation, seed });
    batch.a.set(grown.a, i * grown.a.length);
    batch.b.set(grown.b, i * grown.b.length);
    batch.trivial[i] = grown.trivial ? 1 : 0;
    batch.steps[i] = grown.steps;
  });
  return batch;
}

/** Systems per message to a thread: some 10 ms of work, so that sending costs nothing, and little to wait for at the end. */
export function systemsPerMessage({ size, steps }: PatternGeneration): number {
  return Math.max(1, Math.ceil(2e7 / (size * size * steps)));
}

/** Simulates any number of systems on the pool's threads; the result does not depend on how many there are. */
export async function simulateMany(
  pool: ThreadPool,
  systems: readonly System[],
  generation: PatternGeneration,
  onProgress?: (done: number) => void,
): Promise<SimulatedBatch> {
  const each = systemsPerMessage(generation);
  const messages: SimulationBatch[] = [];
  for (let i = 0; i < systems.length; i += each) {
    messages.push({ systems: systems.slice(i, i + each), generation });
  }
  const result = emptyBatch(systems.length, generation.size);
  const cells = generation.size ** 2;
  let done = 0;
  await pool.map<SimulationBatch, SimulatedBatch>('gray-scott.simulate', messages, (message, batch) => {
    result.a.set(batch.a, message * each * cells);
    result.b.set(batch.b, message * each * cells);
    result.trivial.set(batch.trivial, message * each);
    result.steps.set(batch.steps, message * each);
    onProgress?.((done += batch.trivial.length));
  });
  return result;
}

function emptyBatch(count: number, size: number): SimulatedBatch {
  return {
    size,
    a: new Float32Array(count * size * size),
    b: new Float32Array(count * size * size),
    trivial: new Uint8Array(count),
    steps: new Uint32Array(count),
  };
}
