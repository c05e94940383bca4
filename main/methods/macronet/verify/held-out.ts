import { patternGeneration, type PatternGeneration } from '../../../../preload/contract/index.ts';
import type { ProofContext } from '../../proof.ts';
import { generatePatterns, type Patterns } from '../../gray-scott/patterns.ts';
import { examine, type Examination } from '../turing/evaluation.ts';
import type { ObservedPattern } from '../turing/observation.ts';

/** Held-out patterns are those of data sets with seeds from here on; models are trained on small ones. */
const firstSeed = 20_000;

export const heldOutCount = { quick: 60, normal: 200, full: 400 } as const;

export interface HeldOut {
  patterns: Patterns;
  examination: Examination;
  /** The patterns as fields. */
  observed: ObservedPattern[];
  /** Patterns of Gray–Scott systems outside the trained ranges: the same reaction on about half the length scale. */
  elsewhere: ObservedPattern[];
}

const elsewhereCount = 40;
const elsewhereRanges = { Da: { low: 0.03, high: 0.07 }, Db: { low: 0.015, high: 0.03 } } as const;

/** Grows the patterns that verification measures on, and their twins. */
export async function growHeldOut(
  { level, seed, pool }: ProofContext,
  onProgress: (fraction: number, message: string) => void,
): Promise<HeldOut> {
  const generation = patternGeneration.parse({});
  const heldOutSeed = firstSeed + seed;
  const grow = (ranges: PatternGeneration, count: number, share: readonly [number, number]) =>
    generatePatterns(
      {
        pool,
        restore: () => null,
        breathe: () => Promise.resolve(),
        metric: () => {},
        frame: () => {},
        progress: (fraction) =>
          onProgress(share[0] + fraction * (share[1] - share[0]), 'growing held-out patterns'),
      },
      ranges,
      heldOutSeed,
      count,
    );
  const patterns = await grow(generation, heldOutCount[level], [0, 0.6]);
  const elsewhere = await grow({ ...generation, ...elsewhereRanges }, elsewhereCount, [0.6, 0.75]);
  const examination = await examine(patterns, 0, patterns.count, generation, pool, heldOutSeed);
  onProgress(1, 'growing held-out patterns');
  return { patterns, examination, observed: asFields(patterns), elsewhere: asFields(elsewhere) };
}

function asFields({ size, count, a, b }: Patterns): ObservedPattern[] {
  const cells = size * size;
  return Array.from({ length: count }, (_, i) => ({
    observation: 'fields',
    size,
    a: a.subarray(i * cells, (i + 1) * cells),
    b: b.subarray(i * cells, (i + 1) * cells),
  }));
}
