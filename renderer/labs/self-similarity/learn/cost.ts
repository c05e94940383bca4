import {
  parseScale,
  usualKernel,
  type SelfSimilaritySpec,
  type SpacetimeInput,
} from '../../../../preload/contract/index.ts';
import { aboutTime } from '../../../components/numbers.ts';
import { scalesOf, scaleWords, systemTitle } from './names.ts';

/** Starting a worker, making the series, measuring, writing the results. */
const overheadSeconds = 2;
/** One particle's step while a flock burns in and is recorded. */
const secondsPerParticle = 1e-6;
/** Learning a binary rule. */
const binaryRuleSeconds = 0.5;
/** One restart and step of a map of binary cells, for a cell of the batch and a unit of the decoder. */
const secondsPerBinaryCell = 6e-9;
/** Least squares, for a cell of the series and a pair of weights. */
const secondsPerPair = 1e-8;
/** One step of one restart of free linear macro dynamics, which are not solved at once as P with the shared rule is. */
const secondsPerFreeStep = 1.2e-4;
/** A network forwards and back, for a sample of the batch and a weight. */
const secondsPerWeight = 6e-9;
/** Hidden units of a network where the document leaves them out. */
const usualUnits = 16;

/** What of the user's own series decides how it is learnt. */
export type SeriesFacts = Pick<SpacetimeInput, 'binary'> & { spacetime: { shape: readonly number[] } };

/** A study that has ended: what it took. */
export interface MeasuredStudy {
  spec: SelfSimilaritySpec;
  computeSeconds: number;
}

/** What decides how long a study takes, apart from how many repeats there are; all rules of a width take the same time. */
function recipeOf(spec: SelfSimilaritySpec): string {
  const { system } = spec;
  return JSON.stringify({
    ...spec,
    seed: 0,
    repeats: 1,
    system: system.type === 'automaton' ? { ...system, rule: 0 } : system,
  });
}

interface SeriesSize {
  /** Steps of all runs. */
  steps: number;
  fields: number;
  cells: number;
  planar: boolean;
}

function sizeOf({ system }: SelfSimilaritySpec, own: SeriesFacts | null): SeriesSize {
  const line = { fields: 1, planar: false };
  switch (system.type) {
    case 'automaton':
    case 'probabilistic-automaton':
      return { ...line, steps: system.steps, cells: system.width };
    case 'diffusion':
      return { ...line, steps: system.steps, cells: system.cells };
    case 'vicsek':
      return { steps: system.steps, fields: 3, cells: system.side ** 2, planar: true };
    case 'data': {
      const [runs = 1, times = 1, fields = 1, height = 1, width = 1] = own?.spacetime.shape ?? [];
      return { steps: runs * times, fields, cells: height * width, planar: height > 1 };
    }
  }
}

/** One field of 0 and 1 on a line: what automata are learnt from. */
const isBinaryLine = ({ binary, spacetime: { shape } }: SeriesFacts) =>
  binary && shape[2] === 1 && shape[3] === 1;

/** The learner that a document means, as far as it can be told before anything is learnt. */
export function learnerOf(
  { learner, system }: SelfSimilaritySpec,
  own: SeriesFacts | null,
): 'binary' | 'linear' | 'network' {
  if (learner !== 'auto') return learner;
  switch (system.type) {
    case 'diffusion':
      return 'linear';
    case 'vicsek':
      return 'network';
    case 'data':
      return own === null || isBinaryLine(own) ? 'binary' : 'network';
    default:
      return 'binary';
  }
}

/**
 * What a study is expected to take, in seconds: by one that was measured here where there is one like it.
 * @param own the user's own series; null: there is none
 */
export function studySeconds(
  spec: SelfSimilaritySpec,
  own: SeriesFacts | null,
  measured: readonly MeasuredStudy[] = [],
): number | null {
  if (spec.system.type === 'data') {
    if (own === null) return null;
  } else {
    const known = measured.find((one) => one.computeSeconds > 0 && recipeOf(one.spec) === recipeOf(spec));
    if (known) return (known.computeSeconds / known.spec.repeats) * spec.repeats;
  }
  const size = sizeOf(spec, own);
  const learning = {
    binary: binarySeconds,
    linear: linearSeconds,
    network: networkSeconds,
  }[learnerOf(spec, own)](spec, size);
  return overheadSeconds + simulationSeconds(spec) + spec.repeats * learning;
}

function simulationSeconds({ system }: SelfSimilaritySpec): number {
  if (system.type !== 'vicsek') return 0;
  return (system.burnIn + system.steps) * system.density * system.side ** 2 * secondsPerParticle;
}

function binarySeconds(spec: SelfSimilaritySpec): number {
  const { restarts, steps, batch, units } = spec.coarseGraining;
  const cells = patches(spec, false).reduce((sum, patch) => sum + patch, 0);
  return binaryRuleSeconds + passesOf(spec) * restarts * steps * batch * cells * units * secondsPerBinaryCell;
}

function linearSeconds(spec: SelfSimilaritySpec, { steps, fields, cells, planar }: SeriesSize): number {
  const { coarseGraining } = spec;
  const weights = fields * kernelOf(spec) ** (planar ? 2 : 1);
  const pairs = patches(spec, planar).reduce((sum, patch) => sum + (fields * patch) ** 2 / patch, 0);
  const free = spec.free
    ? scalesOf(spec).length * coarseGraining.restarts * coarseGraining.steps * secondsPerFreeStep
    : 0;
  return steps * cells * (weights ** 2 + pairs) * secondsPerPair + free;
}

function networkSeconds(spec: SelfSimilaritySpec, { fields, planar }: SeriesSize): number {
  const { coarseGraining, dynamics } = spec;
  const { restarts, steps, batch, units } = coarseGraining;
  const ofRule = 2 * fields * kernelOf(spec) ** (planar ? 2 : 1) * (dynamics.units ?? usualUnits);
  const ofMaps = patches(spec, planar).reduce((sum, patch) => sum + 2 * fields * patch * units + ofRule, 0);
  return (
    (dynamics.restarts * dynamics.steps * ofRule + passesOf(spec) * restarts * steps * ofMaps) *
    batch *
    secondsPerWeight
  );
}

const kernelOf = ({ dynamics, system }: SelfSimilaritySpec) => dynamics.kernel ?? usualKernel(system.type);
const passesOf = ({ free }: SelfSimilaritySpec) => (free ? 2 : 1);

/** Micro cells of a macro cell, in space and time, of every scale. */
const patches = (spec: SelfSimilaritySpec, planar: boolean) =>
  scalesOf(spec)
    .map(parseScale)
    .map(({ space, time }) => space ** (planar ? 2 : 1) * time);

/** What the start button will do, before it is pressed. */
export function studySentence(spec: SelfSimilaritySpec, seconds: number | null): string {
  const scales = scalesOf(spec);
  const repeats = spec.repeats === 1 ? '' : `, ${spec.repeats} times`;
  const free = spec.free ? ', with free macro dynamics beside it' : '';
  const time = seconds === null ? '' : `; ${aboutTime(seconds)}`;
  return `${systemTitle(spec.system)}: learns the local rule, then a coarse-graining at ${scaleWords(scales)}${repeats}${free}${time}.`;
}
