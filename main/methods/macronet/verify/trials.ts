import type { GrayScottParameters } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { ThreadPool } from '../../context.ts';
import { growLists, type Examination } from '../turing/evaluation.ts';
import type { Grown } from '../turing/growth.ts';

/** Distance of a grown pattern to what was shown of example `i`: what a search may look at. */
export type Look = (i: number, grown: Grown) => number;

/** What came of parameter sets proposed for each example. */
export interface Trial {
  /** Every proposal grown once. */
  single: Grown[][];
  /** The proposal that looked best in its own simulation, grown again from a fresh seed. */
  best: Grown[][];
}

/** Grows proposals for every example once, picks the best-looking of each list, and grows that from a fresh seed. */
export async function tryProposals(
  proposals: readonly (readonly GrayScottParameters[])[],
  look: Look,
  { generation }: Examination,
  pool: ThreadPool,
  stream: RandomStream,
  onProgress: (fraction: number) => void,
): Promise<Trial> {
  const single = await growLists(proposals, generation, pool, stream, (fraction) =>
    onProgress(0.8 * fraction),
  );
  const chosen = proposals.map((list, i) => [list[bestOf(single[i].map((grown) => look(i, grown)))]]);
  const best = await growLists(chosen, generation, pool, stream, (fraction) =>
    onProgress(0.8 + 0.2 * fraction),
  );
  return { single, best };
}

/** The refined search: every proposal from two seeds, the smallest mean distance judged on a fresh one. */
export async function refine(
  proposals: readonly (readonly GrayScottParameters[])[],
  look: Look,
  { generation }: Examination,
  pool: ThreadPool,
  stream: RandomStream,
  onProgress: (fraction: number) => void,
): Promise<Grown[][]> {
  const seeds = 2;
  const twice = proposals.map((list) => list.flatMap((one) => Array.from({ length: seeds }, () => one)));
  const grown = await growLists(twice, generation, pool, stream, onProgress);
  const chosen = proposals.map((list, i) => {
    const means = list.map((_, j) =>
      grown[i].slice(j * seeds, (j + 1) * seeds).reduce((sum, one) => sum + look(i, one) / seeds, 0),
    );
    return [list[bestOf(means)]];
  });
  return await growLists(chosen, generation, pool, stream);
}

function bestOf(distances: readonly number[]): number {
  return distances.indexOf(Math.min(...distances));
}
