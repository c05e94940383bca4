import { parameterNames } from '../../../preload/contract/index.ts';
import { saddleNodeKill } from '../../physics/gray-scott/index.ts';
import type { ExperimentKind, Snapshot } from '../context.ts';
import { harvest } from './harvest.ts';
import { emptyPatterns, patternArrays, putPattern, putPatternArrays, shardName } from './patterns.ts';

/** Bytes of fields in one shard. */
const shardBytes = 2 ** 24;

/**
 * The data set kind. A shard is written as soon as it is full and never touched again; checkpoints carry only the shard that is still
 * open and the parameters of all, so they stay small however long the run is.
 */
export const grayScottDataset: ExperimentKind<'gray-scott-dataset'> = {
  kind: 'gray-scott-dataset',
  title: 'Gray–Scott patterns',
  description: 'Grows Turing patterns with random parameters and keeps those that are not trivial.',
  lane: 'batch',
  async run(context) {
    const { seed, count, generation } = context.spec;
    const { size } = generation;
    const shardSize = Math.max(1, Math.min(count, Math.floor(shardBytes / (8 * size * size))));
    const shard = emptyPatterns(shardSize, size);
    const parameters = new Float64Array(4 * count);
    const seeds = new Uint32Array(count);
    const state = { proposals: 0, trivial: 0, kept: 0 };
    let earlierSeconds = 0;
    const start = performance.now();

    const saved = context.restore();
    if (saved) {
      state.proposals = Number(saved.values.proposals);
      state.trivial = Number(saved.values.trivial);
      state.kept = Number(saved.values.kept);
      earlierSeconds = Number(saved.values.seconds);
      putPatternArrays(shard, 0, saved.arrays);
      parameters.set(saved.arrays.allParameters.data as Float64Array);
      seeds.set(saved.arrays.allSeeds.data as Uint32Array);
    }
    const seconds = () => earlierSeconds + (performance.now() - start) / 1000;
    const open = () => state.kept % shardSize;
    const snapshot = (): Snapshot => ({
      arrays: {
        ...patternArrays(shard, open()),
        allParameters: { shape: [state.kept, 4], data: parameters.subarray(0, 4 * state.kept) },
        allSeeds: { shape: [state.kept], data: seeds.subarray(0, state.kept) },
      },
      values: { ...state, seconds: seconds() },
    });

    await harvest(
      context,
      generation,
      seed,
      count,
      state,
      async (grown) => {
        const index = state.kept - 1;
        const place = index % shardSize;
        putPattern(shard, place, grown);
        parameters.set(shard.parameters.subarray(4 * place, 4 * place + 4), 4 * index);
        seeds[index] = grown.seed;
        if (place === shardSize - 1 || state.kept === count) {
          const arrays = patternArrays(shard, place + 1);
          await context.artifact(shardName(Math.floor(index / shardSize)), { type: 'arrays', arrays });
        }
      },
      snapshot,
    );

    const shards = Array.from({ length: Math.ceil(count / shardSize) }, (_, i) => ({
      name: shardName(i),
      count: Math.min(shardSize, count - i * shardSize),
    }));
    await context.artifact('index.npz', {
      type: 'arrays',
      arrays: {
        size: { shape: [1], data: Int32Array.of(size) },
        shards: { shape: [shards.length], data: Int32Array.from(shards, (one) => one.count) },
        parameters: { shape: [count, 4], data: parameters },
        seeds: { shape: [count], data: seeds },
      },
    });
    await context.artifact('parameters.csv', {
      type: 'text',
      mime: 'text/csv',
      text: parameterTable(parameters, seeds, shardSize),
    });
    const trivialShare = state.trivial / state.proposals;
    await context.artifact('dataset.json', {
      type: 'json',
      value: {
        program: context.version,
        seed,
        generation,
        equation: 'Eq. 9, explicit Euler, dx = dt = 1, periodic',
        arrays: {
          a: '[m, n, n] float32',
          b: '[m, n, n] float32',
          parameters: [...parameterNames],
          seeds: '[m] uint32',
        },
        count,
        shards,
        proposals: state.proposals,
        trivial: state.trivial,
        trivialShare,
        seconds: seconds(),
      },
    });
    context.summary({ patterns: count, trivialShare, seconds: seconds() });
    context.log(
      `kept ${count} of ${state.proposals} proposals, ${(100 * trivialShare).toFixed(1)}% were trivial`,
    );
  },
};

function parameterTable(parameters: Float64Array, seeds: Uint32Array, shardSize: number): string {
  const rows = Array.from(seeds, (seed, i) => {
    const [Da, Db, F, k] = parameters.subarray(4 * i, 4 * i + 4);
    return [
      i,
      shardName(Math.floor(i / shardSize)),
      i % shardSize,
      Da,
      Db,
      F,
      k,
      k - saddleNodeKill(F),
      seed,
    ].join(',');
  });
  return ['pattern,shard,place,Da,Db,F,k,kappa,seed', ...rows, ''].join('\n');
}
