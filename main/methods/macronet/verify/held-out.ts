import { patternGeneration } from '../../../../preload/contract/index.ts';
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
}

/** Grows the patterns that verification measures on, and their twins. */
export async function growHeldOut(
  { level, seed, pool }: ProofContext,
  onProgress: (fraction: number, message: string) => void,
): Promise<HeldOut> {
  const generation = patternGeneration.parse({});
  const heldOutSeed = firstSeed + seed;
  const patterns = await generatePatterns(
    {
      pool,
      restore: () => null,
      breathe: () => Promise.resolve(),
      metric: () => {},
      frame: () => {},
      progress: (fraction) => onProgress(0.7 * fraction, 'growing held-out patterns'),
    },
    generation,
    heldOutSeed,
    heldOutCount[level],
  );
  const examination = await examine(patterns, 0, patterns.count, generation, pool, heldOutSeed);
  onProgress(1, 'growing held-out patterns');
  const { size, a, b } = patterns;
  const cells = size * size;
  return {
    patterns,
    examination,
    observed: Array.from({ length: patterns.count }, (_, i) => ({
      observation: 'fields',
      size,
      a: a.subarray(i * cells, (i + 1) * cells),
      b: b.subarray(i * cells, (i + 1) * cells),
    })),
  };
}
