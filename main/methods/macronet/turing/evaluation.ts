import type { GrayScottParameters, Measured, PatternGeneration } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { descriptor } from '../../../physics/gray-scott/index.ts';
import type { ThreadPool } from '../../context.ts';
import { parametersOf, type Patterns } from '../../gray-scott/patterns.ts';
import { bootstrap, bootstrapMean } from '../statistics/bootstrap.ts';
import { growDescribed, type Grown } from './growth.ts';
import type { TrainingReference } from './reference.ts';
import type { Comparison } from './scoring.ts';

/** Training patterns that stand for random ones. */
const randomPatterns = 400;

/** Patterns nobody trained on, with the two distances every score on them is measured by. */
export interface Examination {
  generation: PatternGeneration;
  parameters: readonly GrayScottParameters[];
  descriptors: readonly Float64Array[];
  /** Same parameters, another seed: a twin each. */
  twins: readonly Float64Array[];
}

/** Seeds tried for a twin that is not trivial. */
const twinAttempts = 8;

/**
 * Grows a twin of each parameter set: same parameters, the first new seed that does not give a trivial pattern (or the last of
 * eight tried).
 */
export async function growTwins(
  pool: ThreadPool,
  parameters: readonly GrayScottParameters[],
  generation: PatternGeneration,
  stream: RandomStream,
): Promise<Grown[]> {
  const draw = (one: GrayScottParameters) => ({ parameters: one, seed: stream.bits() });
  const twins = await growDescribed(pool, parameters.map(draw), generation);
  for (let attempt = 1; attempt < twinAttempts; attempt++) {
    const missing = twins.flatMap(({ trivial }, i) => (trivial ? [i] : []));
    if (missing.length === 0) break;
    const again = await growDescribed(
      pool,
      missing.map((i) => draw(parameters[i])),
      generation,
    );
    missing.forEach((i, j) => (twins[i] = again[j]));
  }
  return twins;
}

/** Describes the patterns from `first` on and grows their twins. */
export async function examine(
  patterns: Patterns,
  first: number,
  count: number,
  generation: PatternGeneration,
  pool: ThreadPool,
  seed: number,
): Promise<Examination> {
  const cells = patterns.size ** 2;
  const indices = Array.from({ length: count }, (_, i) => first + i);
  const parameters = indices.map((i) => parametersOf(patterns, i));
  const stream = new RandomStream(seed, 'twins of examined patterns');
  const twins = await growTwins(pool, parameters, generation, stream);
  return {
    generation,
    parameters,
    descriptors: indices.map((i) =>
      descriptor(
        patterns.a.subarray(i * cells, (i + 1) * cells),
        patterns.b.subarray(i * cells, (i + 1) * cells),
        patterns.size,
      ),
    ),
    twins: twins.map((twin) => twin.descriptor),
  };
}

/** Compares grown patterns with examined ones and turns distances into scores with intervals. */
export class Scorer {
  readonly comparison: Comparison;
  readonly #examples: readonly Float64Array[];
  readonly floor: Float64Array;
  readonly random: Float64Array;

  /** @param target distances are measured to the examples themselves, or to their twins */
  constructor(
    examination: Examination,
    reference: TrainingReference,
    comparison: Comparison['name'],
    target: 'example' | 'twin' = 'example',
  ) {
    this.comparison = reference.comparisons[comparison];
    const { descriptors, twins } = examination;
    this.#examples = target === 'example' ? descriptors : twins;
    this.floor = Float64Array.from(descriptors, (d, i) => this.comparison.distance(d, twins[i]).total);
    const others = Array.from({ length: Math.min(randomPatterns, reference.count) }, (_, i) =>
      reference.descriptorOf(i),
    );
    this.random = Float64Array.from(this.#examples, (example) =>
      others.reduce((sum, other) => sum + this.comparison.distance(example, other).total / others.length, 0),
    );
  }

  /** Distance of a grown pattern to example `i`; one that died out is as far as a random pattern: score 0. */
  distance(i: number, grown: Grown): number {
    return grown.trivial
      ? this.random[i]
      : this.comparison.distance(this.#examples[i], grown.descriptor).total;
  }

  /** Score over all examples from their mean distances, (R − D) / (R − floor) with each a mean: bootstrapped together. */
  score(distances: ArrayLike<number>): Required<Measured> {
    return bootstrap(distances.length, 'patterns', (indices) => {
      let random = 0;
      let floor = 0;
      let found = 0;
      for (const i of indices) {
        random += this.random[i];
        floor += this.floor[i];
        found += distances[i];
      }
      return (random - found) / (random - floor);
    });
  }

  /** Score of the mean over several grown patterns for each example. */
  scoreOf(grown: readonly (readonly Grown[])[]): Required<Measured> {
    return this.score(
      grown.map((list, i) => list.reduce((sum, one) => sum + this.distance(i, one) / list.length, 0)),
    );
  }
}

/** Share of trivial patterns. */
export function trivialShare(grown: readonly (readonly Grown[])[]): Required<Measured> {
  return bootstrapMean(
    grown.map((list) => list.filter(({ trivial }) => trivial).length / list.length),
    'patterns',
  );
}

/** Grows lists of parameter sets, one list for each example, every one from a new seed. */
export async function growLists(
  lists: readonly (readonly GrayScottParameters[])[],
  generation: PatternGeneration,
  pool: ThreadPool,
  stream: RandomStream,
  onProgress?: (fraction: number) => void,
): Promise<Grown[][]> {
  const systems = lists.flatMap((list) => list.map((parameters) => ({ parameters, seed: stream.bits() })));
  const grown = await growDescribed(pool, systems, generation, (done) => onProgress?.(done / systems.length));
  let at = 0;
  return lists.map((list) => grown.slice(at, (at += list.length)));
}
