import {
  HostError,
  type GrayScottParameters,
  type PatternGeneration,
} from '../../../preload/contract/index.ts';
import type { RunContext, Snapshot } from '../context.ts';
import { harvest, type GrownPattern, type HarvestContext } from './harvest.ts';
import { simulateMany, type System } from './simulation-task.ts';

/** m patterns in one piece of memory. */
export interface Patterns {
  size: number;
  count: number;
  /** m·size² concentrations. */
  a: Float32Array;
  b: Float32Array;
  /** m rows of Da, Db, F, k. */
  parameters: Float64Array;
  /** Seeds of the initial states: with the parameters they name each pattern bit for bit. */
  seeds: Uint32Array;
}

export function emptyPatterns(count: number, size: number): Patterns {
  return {
    size,
    count,
    a: new Float32Array(count * size * size),
    b: new Float32Array(count * size * size),
    parameters: new Float64Array(4 * count),
    seeds: new Uint32Array(count),
  };
}

/** Writes a grown pattern into place `index`. */
export function putPattern(patterns: Patterns, index: number, grown: GrownPattern): void {
  const cells = patterns.size ** 2;
  const { Da, Db, F, k } = grown.parameters;
  patterns.a.set(grown.a, index * cells);
  patterns.b.set(grown.b, index * cells);
  patterns.parameters.set([Da, Db, F, k], 4 * index);
  patterns.seeds[index] = grown.seed;
}

export function parametersOf(patterns: Pick<Patterns, 'parameters'>, index: number): GrayScottParameters {
  const [Da, Db, F, k] = patterns.parameters.subarray(4 * index, 4 * index + 4);
  return { Da, Db, F, k };
}

/** The first `count` patterns as the arrays of a shard: a, b [m, n, n], parameters [m, 4], seeds [m]. Views, not copies. */
export function patternArrays({ size, a, b, parameters, seeds }: Patterns, count: number) {
  const cells = size * size;
  return {
    a: { shape: [count, size, size], data: a.subarray(0, count * cells) },
    b: { shape: [count, size, size], data: b.subarray(0, count * cells) },
    parameters: { shape: [count, 4], data: parameters.subarray(0, 4 * count) },
    seeds: { shape: [count], data: seeds.subarray(0, count) },
  };
}

/** Copies the arrays of a shard or checkpoint to place `index` on. Throws HostError 'bad-file' when they are not what `patternArrays` makes. */
export function putPatternArrays(patterns: Patterns, index: number, arrays: Snapshot['arrays']): number {
  const { size } = patterns;
  const { a, b, parameters, seeds } = arrays;
  const count = seeds?.data.length ?? -1;
  if (
    !(a?.data instanceof Float32Array && b?.data instanceof Float32Array) ||
    !(parameters?.data instanceof Float64Array && seeds?.data instanceof Uint32Array) ||
    a.data.length !== count * size * size ||
    b.data.length !== a.data.length ||
    parameters.data.length !== 4 * count ||
    index + count > patterns.count
  ) {
    throw new HostError(
      'bad-file',
      `The patterns are not ${size} × ${size} fields a and b with parameters and seeds.`,
      {
        remedy: 'Generate the data set again.',
      },
    );
  }
  patterns.a.set(a.data, index * size * size);
  patterns.b.set(b.data, index * size * size);
  patterns.parameters.set(parameters.data, 4 * index);
  patterns.seeds.set(seeds.data, index);
  return count;
}

/**
 * Generates `count` non-trivial patterns in memory, for a training that makes its own data. The same (generation, seed, count) gives the
 * patterns of the data set of that seed. `context` is the run's; `restore` gives the snapshot this function last made, or null: a caller
 * that checkpoints more than this embeds it, and takes it apart again. Snapshots hold the patterns kept so far.
 */
export async function generatePatterns(
  context: HarvestContext & Pick<RunContext, 'restore'>,
  generation: PatternGeneration,
  seed: number,
  count: number,
): Promise<Patterns & { proposals: number; trivial: number }> {
  const patterns = emptyPatterns(count, generation.size);
  const state = { proposals: 0, trivial: 0, kept: 0 };
  const saved = context.restore();
  if (saved) {
    state.kept = putPatternArrays(patterns, 0, saved.arrays);
    state.proposals = Number(saved.values.proposals);
    state.trivial = Number(saved.values.trivial);
  }
  await harvest(
    context,
    generation,
    seed,
    count,
    state,
    (grown) => putPattern(patterns, state.kept - 1, grown),
    () => ({
      arrays: patternArrays(patterns, state.kept),
      values: { proposals: state.proposals, trivial: state.trivial },
    }),
  );
  return { ...patterns, proposals: state.proposals, trivial: state.trivial };
}

/** Grows patterns again from their parameters and seeds, bit for bit: what a checkpoint need not carry. */
export async function growAgain(
  context: Pick<RunContext, 'pool'>,
  generation: PatternGeneration,
  parameters: Float64Array,
  seeds: Uint32Array,
  onProgress?: (done: number) => void,
): Promise<Patterns> {
  const systems: System[] = Array.from(seeds, (seed, i) => ({
    parameters: parametersOf({ parameters }, i),
    seed,
  }));
  const { size, a, b } = await simulateMany(context.pool, systems, generation, onProgress);
  return { size, count: seeds.length, a, b, parameters: parameters.slice(), seeds: seeds.slice() };
}

/** Patterns of a finished data set run. Throws HostError when the run has none. */
export async function loadPatterns(context: Pick<RunContext, 'runArrays'>, run: string): Promise<Patterns> {
  const index = await context.runArrays(run, 'index.npz');
  const [counts, [size]] = [Array.from(index.shards.data, Number), Array.from(index.size.data, Number)];
  const patterns = emptyPatterns(
    counts.reduce((sum, count) => sum + count, 0),
    size,
  );
  let at = 0;
  for (const shard of counts.keys()) {
    at += putPatternArrays(patterns, at, await context.runArrays(run, shardName(shard)));
  }
  return patterns;
}

export function shardName(shard: number): string {
  return `patterns-${String(shard).padStart(3, '0')}.npz`;
}
