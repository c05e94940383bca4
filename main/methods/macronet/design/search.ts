import type { FieldPreview, PatternDistance } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { descriptor } from '../../../physics/gray-scott/index.ts';
import type { ThreadPool } from '../../context.ts';
import { simulateMany, type System } from '../../gray-scott/simulation-task.ts';
import { growDescribed } from '../turing/growth.ts';
import type { TuringModel } from '../turing/model.ts';
import type { Comparison } from '../turing/scoring.ts';
import type { Search } from './request.ts';
import type { SampledParameters } from './sampling.ts';

/** A parameter set judged on a seed that had no part in choosing it. */
export interface Judged extends SampledParameters {
  simulationSeed: number;
  distance: PatternDistance;
  trivial: boolean;
  a: Float32Array;
  b: Float32Array;
}

/**
 * Keeps the best of `search.candidates` parameter sets for each design: every candidate is grown from `search.seeds` seeds and the
 * smallest mean distance wins. `candidates` holds samples × candidates sets, design after design.
 */
export async function chooseCandidates(
  candidates: readonly SampledParameters[],
  { candidates: each, seeds }: Search,
  target: { descriptor: Float64Array; comparison: Comparison },
  model: TuringModel,
  pool: ThreadPool,
  stream: RandomStream,
  onProgress: (fraction: number) => void,
): Promise<SampledParameters[]> {
  if (each === 1) return [...candidates];
  const systems = candidates.flatMap(({ parameters }) =>
    Array.from({ length: seeds }, (): System => ({ parameters, seed: stream.bits() })),
  );
  const grown = await growDescribed(pool, systems, model.generation, (done) =>
    onProgress(done / systems.length),
  );
  const means = candidates.map((_, i) =>
    grown
      .slice(i * seeds, (i + 1) * seeds)
      .reduce((sum, one) => sum + distanceOf(one, target).total / seeds, 0),
  );
  return Array.from({ length: candidates.length / each }, (_, design) => {
    let best = design * each;
    for (let i = best + 1; i < (design + 1) * each; i++) if (means[i] < means[best]) best = i;
    return candidates[best];
  });
}

/** A trivial pattern is nothing like any example, whatever its descriptor's rounding says. */
function distanceOf(
  grown: { descriptor: Float64Array; trivial: boolean },
  { descriptor: example, comparison }: { descriptor: Float64Array; comparison: Comparison },
): PatternDistance {
  const distance = comparison.distance(example, grown.descriptor);
  return grown.trivial ? { ...distance, total: Number.POSITIVE_INFINITY } : distance;
}

/** Grows parameter sets from new seeds and measures how close each comes. */
export async function judge(
  chosen: readonly SampledParameters[],
  target: { descriptor: Float64Array; comparison: Comparison },
  model: TuringModel,
  pool: ThreadPool,
  stream: RandomStream,
  onProgress: (fraction: number, newest: FieldPreview[]) => void,
): Promise<Judged[]> {
  const { size } = model.generation;
  const systems = chosen.map(({ parameters }): System => ({ parameters, seed: stream.bits() }));
  const { a, b, trivial } = await simulateMany(pool, systems, model.generation);
  const cells = size * size;
  const judged = chosen.map((one, i): Judged => {
    const fields = {
      a: a.slice(i * cells, (i + 1) * cells),
      b: b.slice(i * cells, (i + 1) * cells),
    };
    return {
      ...one,
      ...fields,
      simulationSeed: systems[i].seed,
      distance: target.comparison.distance(target.descriptor, descriptor(fields.a, fields.b, size)),
      trivial: trivial[i] === 1,
    };
  });
  const [first] = judged;
  if (first) onProgress(1, [{ width: size, height: size, data: first.b, label: 'b' }]);
  return judged;
}
