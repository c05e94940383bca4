import type { ArrayRecord, PatternGeneration, SpecOf } from '../../../../preload/contract/index.ts';
import { HostError, patternGeneration } from '../../../../preload/contract/index.ts';
import type { RunContext } from '../../context.ts';
import { generatePatterns, growAgain, loadPatterns, type Patterns } from '../../gray-scott/patterns.ts';

export type PatternSource = SpecOf<'turing-cnn'>['data'];

/** Share of the patterns, the last ones, that is never trained on but used to measure: floors, residuals, calibration. */
const heldOutShare = 0.08;
/** The smallest lattice whose spectra have all their rings. */
const smallestSide = 32;

/** Which patterns train, and which are held out: the last ones. */
export function split(count: number): { training: number; heldOut: number } {
  const heldOut = Math.min(400, Math.ceil(heldOutShare * count));
  return { training: count - heldOut, heldOut };
}

export interface TrainingPatterns {
  patterns: Patterns;
  generation: PatternGeneration;
  /** What a checkpoint keeps of them: enough to grow them again, bit for bit. Empty when they lie in another run. */
  kept: ArrayRecord;
}

const keptNames = { parameters: 'patterns.parameters', seeds: 'patterns.seeds' } as const;

/**
 * The patterns of a training: from a finished data set, generated now, or grown again from what the last checkpoint kept.
 *
 * @param share the part of the run's progress that generating may take
 * @param smallest side of a lattice that the model can read
 */
export async function trainingPatterns(
  context: Omit<RunContext, 'spec'>,
  source: PatternSource,
  share: number,
  smallest = smallestSide,
): Promise<TrainingPatterns> {
  if (source.source === 'run') {
    const generation = await generationOf(context, source.run);
    requireTrainableSize(generation, smallest);
    const patterns = await loadPatterns(context, source.run);
    return { patterns, generation, kept: {} };
  }
  const { generation } = source;
  requireTrainableSize(generation, smallest);
  const restored = context.restore();
  const parameters = restored?.arrays[keptNames.parameters]?.data;
  const seeds = restored?.arrays[keptNames.seeds]?.data;
  const patterns =
    parameters instanceof Float64Array && seeds instanceof Uint32Array
      ? await growAgain(context, generation, parameters, seeds, (done) =>
          context.progress((share * done) / seeds.length, `growing pattern ${done} of ${seeds.length} again`),
        )
      : await generatePatterns(
          {
            pool: context.pool,
            restore: () => restored,
            breathe: (snapshot) => context.breathe(snapshot),
            frame: (fields) => context.frame(fields),
            metric: (name, step, value) => context.metric(`patterns: ${name}`, step, value),
            progress: (fraction, message) => context.progress(share * fraction, message),
          },
          generation,
          source.seed,
          source.count,
        );
  return {
    patterns,
    generation,
    kept: {
      [keptNames.parameters]: { shape: [patterns.count, 4], data: patterns.parameters },
      [keptNames.seeds]: { shape: [patterns.count], data: patterns.seeds },
    },
  };
}

/** How the patterns of a data set run were made. */
async function generationOf(context: Pick<RunContext, 'runSpec'>, run: string): Promise<PatternGeneration> {
  const spec = await context.runSpec(run);
  if (spec.kind !== 'gray-scott-dataset') {
    throw new HostError('bad-argument', `The run ${run} is not a data set of patterns but a ${spec.kind}.`, {
      where: 'data.run',
      remedy: 'Choose a finished run of kind gray-scott-dataset.',
    });
  }
  return patternGeneration.parse(spec.generation);
}

/** Spectra need a power of two, and convolutions with strides something to halve. Said before an hour of growing. */
function requireTrainableSize({ size }: PatternGeneration, smallest: number): void {
  if (size >= smallest && (size & (size - 1)) === 0) return;
  const sizes = [32, 64, 128, 256, 512].filter((one) => one >= smallest).join(', ');
  throw new HostError(
    'bad-specification',
    `This model is trained on lattices of ${sizes} cells, not ${size}.`,
    {
      where: 'data.generation.size',
      remedy: 'Choose one of these sizes.',
    },
  );
}
