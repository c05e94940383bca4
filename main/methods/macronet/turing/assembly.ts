import type { Measured } from '../../../../preload/contract/index.ts';
import { parameterDimension } from '../coordinates.ts';
import type { RunContext } from '../../context.ts';
import { parametersOf, type Patterns } from '../../gray-scott/patterns.ts';
import { StrangenessScale } from '../out-of-distribution.ts';
import { RandomStream } from '../../../compute/random.ts';
import { bootstrapMean } from '../statistics/bootstrap.ts';
import { mean, quantile } from '../statistics/quantiles.ts';
import { covariance } from '../statistics/symmetric.ts';
import { growTwins } from './evaluation.ts';
import { measureImportance } from './importance.ts';
import { TuringModel, type TuringModelParts } from './model.ts';
import type { Reading } from './pattern-reader.ts';
import { describePatterns, referenceCount, TrainingReference } from './reference.ts';
import type { Comparison } from './scoring.ts';
import { split } from './training-data.ts';

/** Training patterns that strangeness is measured against; more tell nothing more. */
const strangenessRows = 2000;
const floorTwins = 200;
const importancePatterns = 200;
/** Levels at which the posterior's regions are made right on held-out patterns, and χ²'s quantiles there for 4 coordinates. */
const calibratedLevels = [
  { level: 0.5, chiSquared: 3.35669 },
  { level: 0.8, chiSquared: 5.98862 },
  { level: 0.95, chiSquared: 9.48773 },
] as const;

/** What training leaves: the networks, and readings of all patterns. */
export interface Trained {
  parts: Pick<TuringModelParts, 'spec' | 'generation' | 'engine' | 'flowU' | 'reader' | 'posterior'>;
  patterns: Patterns;
  /** Flow coordinates of all patterns, rows of 4. */
  u: Float32Array;
  /** Of the first patterns, as many as a reference carries, and of all held-out ones (the last). */
  readings: readonly Reading[];
  heldOutReadings: readonly Reading[];
}

/**
 * Makes the model of what training left: reference, strangeness scale, residuals of the macrostate and the posterior's scale, all
 * but the reference from held-out patterns.
 */
export async function assembleModel(
  trained: Trained,
  context: Pick<RunContext, 'pool' | 'progress'>,
): Promise<TuringModel> {
  const { parts, patterns, u, readings, heldOutReadings } = trained;
  const { training, heldOut } = split(patterns.count);
  const { macroDimension } = parts.spec;
  const count = Math.min(referenceCount(training), readings.length);
  const macrostates = new Float32Array(count * macroDimension);
  for (let i = 0; i < count; i++) macrostates.set(readings[i].macrostate, i * macroDimension);
  const reference = new TrainingReference({
    parameters: patterns.parameters.slice(0, count * parameterDimension),
    seeds: patterns.seeds.slice(0, count),
    descriptors: describePatterns(patterns, count),
    macrostates,
  });
  const strangeness = StrangenessScale.fit(
    parts.reader.gauges.map((gauge, g) => ({
      ...gauge,
      width: readings[0].features[g].length,
      training: joined(readings.slice(0, strangenessRows).map(({ features }) => features[g])),
      ordinary: joined(heldOutReadings.map(({ features }) => features[g])),
    })),
  );
  const heldOutU = u.subarray(training * parameterDimension);
  const unknown: Measured = { value: Number.NaN };
  const drafted: TuringModelParts = {
    ...parts,
    reference,
    strangeness,
    residual: new Float64Array(macroDimension * macroDimension),
    floor: { fields: unknown, picture: unknown, visible: unknown },
    importance: { Da: unknown, Db: unknown, F: unknown, k: unknown },
  };
  const draft = new TuringModel(drafted);
  const differences = Float64Array.from(
    draft.macrostatesOf(heldOutU),
    (value, i) => value - heldOutReadings[Math.floor(i / macroDimension)].macrostate[i % macroDimension],
  );
  const posterior = parts.posterior && {
    flow: parts.posterior.flow,
    scale: calibratedScale(draft.baseDistances(heldOutReadings, heldOutU)),
  };
  const calibrated: TuringModelParts = {
    ...drafted,
    posterior,
    residual: covariance(differences, macroDimension).covariance,
    floor: await measureFloor(parts, patterns, reference, training, Math.min(heldOut, floorTwins), context),
  };
  const sampler = parts.reader.observation === 'picture' && posterior ? 'posterior' : 'equivalence-class';
  return new TuringModel({
    ...calibrated,
    importance: measureImportance(
      new TuringModel(calibrated),
      heldOutReadings.slice(0, importancePatterns),
      sampler,
      new RandomStream(parts.spec.seed, 'importance'),
    ),
  });
}

/** Deviation of the base noise whose regions hold the shares of held-out patterns that they say: mean over three levels. */
function calibratedScale(baseDistances: Float64Array): number {
  const scales = calibratedLevels.map(({ level, chiSquared }) =>
    Math.sqrt(quantile(baseDistances, level) / chiSquared),
  );
  return mean(scales);
}

/** Mean distance of held-out patterns to their twins: same parameters, new seed. */
async function measureFloor(
  { spec, generation }: Trained['parts'],
  patterns: Patterns,
  reference: TrainingReference,
  first: number,
  count: number,
  context: Pick<RunContext, 'pool' | 'progress'>,
): Promise<TuringModelParts['floor']> {
  const twins = await growTwins(
    context.pool,
    Array.from({ length: count }, (_, i) => parametersOf(patterns, first + i)),
    generation,
    new RandomStream(spec.seed, 'seeds of twins'),
  );
  const cells = patterns.size ** 2;
  const own = describePatterns(
    {
      ...patterns,
      a: patterns.a.subarray(first * cells),
      b: patterns.b.subarray(first * cells),
    },
    count,
  );
  const width = own.length / count;
  const floor = (comparison: Comparison['name']) =>
    bootstrapMean(
      twins.map(
        (twin, i) =>
          reference.comparisons[comparison].distance(
            Float64Array.from(own.subarray(i * width, (i + 1) * width)),
            twin.descriptor,
          ).total,
      ),
      'held-out patterns',
    );
  return { fields: floor('fields'), picture: floor('picture'), visible: floor('visible') };
}

function joined(rows: readonly ArrayLike<number>[]): Float64Array {
  const width = rows[0].length;
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, i) => values.set(Array.from(row), i * width));
  return values;
}
