import type { DesignCandidate, DesignResult, Measured } from '../../../../preload/contract/index.ts';
import { designContactSheet, parametersCsv } from '../../../data/design-export.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import { bootstrapMean } from '../statistics/bootstrap.ts';
import type { TuringModel } from '../turing/model.ts';
import { loadTuringModel } from '../turing/load.ts';
import type { ObservedPattern } from '../turing/observation.ts';
import type { Reading } from '../turing/pattern-reader.ts';
import { describeExample, score, type Comparison } from '../turing/scoring.ts';
import { designCommand } from './command.ts';
import { nearestPatterns } from './lookup.ts';
import { modelFor, observedBy, patternFrom, planSearch, suggestPictureWidth } from './request.ts';
import { sampleParameters } from './sampling.ts';
import { chooseCandidates, judge, type Judged } from './search.ts';
import { cloudOf, curveOf, intervalsOf, strangenessOf, trainingMacrostates } from './surroundings.ts';

const nearestCount = 4;
const randomPatterns = 400;

type Context = RunContext<'turing-design'>;

export const turingDesign: ExperimentKind<'turing-design'> = {
  kind: 'turing-design',
  title: 'Turing design',
  description:
    'Finds parameters that grow patterns like an example, simulates them and says how close they come.',
  lane: 'interactive',
  async run(context) {
    const start = performance.now();
    const { spec } = context;
    const pattern = patternFrom(await context.inputs());
    const id = modelFor(spec, pattern);
    context.progress(0, 'reading the pattern');
    const model = await loadTuringModel(await context.model(id));
    const shown = observedBy(model, id, pattern, spec.pictureWidth);
    const [reading] = model.reader.read([shown]);
    const notes: string[] = [];
    const search = planSearch(spec, model, notes);
    const target = targetOf(shown, model);
    const suggestedPictureWidth = suggestPictureWidth(model, id, pattern, spec.pictureWidth);
    if (suggestedPictureWidth !== null) {
      notes.push(
        `The picture would look like the training patterns if it showed about ${suggestedPictureWidth} cells from edge to edge: set the picture width to that.`,
      );
    }

    const candidates = sampleParameters(
      model,
      reading,
      search,
      spec.hold,
      search.samples * search.candidates,
      context.random('candidates'),
      notes,
    );
    const seeds = context.random('simulation seeds');
    const chosen = await chooseCandidates(
      candidates,
      search,
      target,
      model,
      context.pool,
      seeds,
      (fraction) => context.progress(0.05 + 0.75 * fraction, 'growing candidates'),
    );
    const neighbours = nearestPatterns(target, model.reference, nearestCount);
    const judged = await judge(
      [...chosen, ...neighbours],
      target,
      model,
      context.pool,
      seeds,
      (_, newest) => {
        context.progress(0.95, 'judging on fresh seeds');
        context.frame(newest);
      },
    );
    const result = compose(context, model, id, reading, search, target, judged, notes);
    result.suggestedPictureWidth = suggestedPictureWidth;
    result.seconds = (performance.now() - start) / 1000;
    await writeArtifacts(context, result, shown, judged, model.generation.size);
    context.summary({
      bestScore: result.designs[0].score,
      meanScore: mean(result.designs),
      nearestScore: result.nearest[0]?.score ?? Number.NaN,
      seconds: result.seconds,
    });
    context.progress(1, 'done');
  },
};

interface Target {
  descriptor: Float64Array;
  comparison: Comparison;
}

/** What designs are compared with: the example's descriptor, of fields or of what one picture shows. */
function targetOf(pattern: ObservedPattern, model: TuringModel): Target {
  const { comparisons } = model.reference;
  return {
    descriptor: describeExample(pattern),
    comparison: pattern.observation === 'fields' ? comparisons.fields : comparisons.visible,
  };
}

function compose(
  context: Context,
  model: TuringModel,
  id: string,
  reading: Reading,
  search: ReturnType<typeof planSearch>,
  target: Target,
  judged: readonly Judged[],
  notes: string[],
): DesignResult {
  const { spec } = context;
  const { reference } = model;
  const random: Measured = bootstrapMean(
    Array.from(
      { length: Math.min(randomPatterns, reference.count) },
      (_, i) => target.comparison.distance(target.descriptor, reference.descriptorOf(i)).total,
    ),
    'training patterns',
  );
  const typical = model.floor[target.comparison.name];
  const floor: Measured = {
    ...typical,
    method: `typical floor: the example's parameters are unknown, so this is the mean over held-out patterns of the distance to the same parameters from a new seed`,
  };
  const candidates = judged.map(
    ({ parameters, simulationSeed, distance, trivial, clipped }, place): DesignCandidate => ({
      parameters,
      simulationSeed,
      distance,
      // A pattern that died out is worth what a random one is, at most.
      score: trivial
        ? Math.min(0, score(distance.total, floor.value, random.value))
        : score(distance.total, floor.value, random.value),
      trivial,
      clipped,
      pattern: place,
    }),
  );
  const designs = candidates.slice(0, search.samples).toSorted((x, y) => y.score - x.score);
  const cloudStream = context.random('cloud');
  return {
    model: id,
    observation: model.observation,
    sampler: search.sampler,
    macrostate: Array.from(reading.macrostate),
    designs,
    nearest: candidates.slice(search.samples),
    floor,
    random,
    outOfDistribution: strangenessOf(model, reading),
    cloud: cloudOf(model, reading, search.sampler, spec.hold, cloudStream),
    curve: curveOf(model, reading),
    trainingMacrostates: trainingMacrostates(model),
    importance: model.importance,
    intervals: intervalsOf(model, reading, cloudStream),
    suggestedPictureWidth: null,
    notes,
    seconds: 0,
    command: designCommand(spec),
  };
}

async function writeArtifacts(
  context: Context,
  result: DesignResult,
  example: ObservedPattern,
  judged: readonly Judged[],
  size: number,
): Promise<void> {
  const cells = size * size;
  const stack = (field: 'a' | 'b') => {
    const data = new Float32Array(judged.length * cells);
    judged.forEach((one, i) => data.set(one[field], i * cells));
    return { shape: [judged.length, size, size], data };
  };
  const arrays = {
    a: stack('a'),
    b: stack('b'),
    example:
      example.observation === 'fields'
        ? { shape: [2, size, size], data: Float32Array.from([...example.a, ...example.b]) }
        : { shape: [size, size], data: example.picture },
  };
  await context.artifact('patterns.npz', { type: 'arrays', arrays });
  await context.artifact('parameters.csv', {
    type: 'text',
    mime: 'text/csv',
    text: parametersCsv(result.designs),
  });
  await context.artifact('contact-sheet.png', {
    type: 'bytes',
    mime: 'image/png',
    bytes: designContactSheet(result, arrays),
  });
  await context.artifact('design.json', { type: 'json', value: result });
}

function mean(designs: readonly DesignCandidate[]): number {
  return designs.reduce((sum, design) => sum + design.score, 0) / designs.length;
}
