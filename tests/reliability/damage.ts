import { RandomStream } from '../../main/compute/random.ts';
import { counted } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { damageCheckpoints, swapGenerations } from './damage/checkpoints.ts';
import { damageIndex, damageRecords } from './damage/index-and-records.ts';
import { inFolder } from './folders.ts';

const trials = { quick: 24, normal: 1000, full: 10_000 } as const;

/** Flipped bits, truncations, zeroed blocks and missing files in what a workspace keeps. */
export async function damageChecks({ level, seed, progress }: ProofContext): Promise<Check[]> {
  const count = trials[level];
  const source = 'random flips (half), truncations (a quarter), zeroed blocks, added bytes, missing files';
  progress(0, 'damaging checkpoints');
  const checkpoints = await inFolder(async (folder) =>
    damageCheckpoints(folder, count, new RandomStream(seed, 'damaged checkpoints')),
  );
  const swapped = await inFolder(async (folder) => swapGenerations(folder));
  progress(0.4, 'damaging the index');
  const index = await inFolder((folder) =>
    damageIndex(folder, count, new RandomStream(seed, 'damaged index')),
  );
  progress(0.8, 'damaging records');
  const { single, both } = await inFolder((folder) =>
    damageRecords(folder, count, new RandomStream(seed, 'damaged records')),
  );
  progress(1, 'done');
  return [
    counted('damage.detected', checkpoints.detected, checkpoints.trials, `reported; ${source}`),
    counted(
      'damage.checkpoints',
      checkpoints.restored,
      checkpoints.trials,
      'the generation before, bit for bit',
    ),
    counted(
      'damage.swapped',
      Number(swapped),
      1,
      'generations whose folders changed places: the newer is read',
    ),
    counted('damage.index', index, count, 'the list equals that of the folders, now and when opened again'),
    counted('damage.record', single.read, single.trials, 'run.json or its copy damaged: read from the other'),
    counted(
      'damage.bothRecords',
      both.safe,
      both.trials,
      'both damaged: refused in words, folder left alone',
    ),
  ];
}
