import { parseScale, usualKernel, type SelfSimilaritySpec } from '../../../../preload/contract/index.ts';
import { aboutTime } from '../../../components/numbers.ts';
import { scalesOf, scaleWords, systemTitle } from './names.ts';

/** Starting a worker, making the series, measuring, writing the results. */
const overheadSeconds = 2;

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

/** Seconds of one restart and step of P and its decoder, for a patch of the batch and a cell of it. */
const secondsPerPatchCell = 6e-9;
/** The same of f and P as networks, for a weight. */
const secondsPerWeight = 1.5e-9;

type SeriesShape = readonly number[];

/** Cells of a series of the system's own, [times, height · width]; of own data by its shape. */
function sizeOf({ system }: SelfSimilaritySpec, shape: SeriesShape | null): { steps: number; cells: number } {
  switch (system.type) {
    case 'automaton':
    case 'probabilistic-automaton':
      return { steps: system.steps, cells: system.width };
    case 'diffusion':
      return { steps: system.steps, cells: system.cells };
    case 'vicsek':
      return { steps: system.steps, cells: system.side ** 2 };
    case 'data': {
      const [runs = 1, times = 1, , height = 1, width = 1] = shape ?? [];
      return { steps: runs * times, cells: height * width };
    }
  }
}

/** The learner that a document means, as far as the page can tell. */
export function learnerOf({ learner, system }: SelfSimilaritySpec): 'binary' | 'linear' | 'network' {
  if (learner !== 'auto') return learner;
  if (system.type === 'diffusion') return 'linear';
  return system.type === 'vicsek' ? 'network' : 'binary';
}

/**
 * What a study is expected to take, in seconds: by one that was measured here where there is one like it.
 * @param shape of own data, [runs, times, fields, height, width]; null: there is none
 */
export function studySeconds(
  spec: SelfSimilaritySpec,
  shape: SeriesShape | null,
  measured: readonly MeasuredStudy[] = [],
): number | null {
  if (spec.system.type === 'data' && shape === null) return null;
  const own = spec.system.type === 'data';
  const known = own
    ? undefined
    : measured.find((one) => one.computeSeconds > 0 && recipeOf(one.spec) === recipeOf(spec));
  if (known) return (known.computeSeconds / known.spec.repeats) * spec.repeats;

  const { coarseGraining, dynamics } = spec;
  const scales = scalesOf(spec).map(parseScale);
  const learner = learnerOf(spec);
  const { steps, cells } = sizeOf(spec, shape);
  const passes = spec.free ? 2 : 1;
  let seconds = 0;
  if (spec.system.type === 'vicsek') seconds += (spec.system.burnIn + steps) * cells * 3e-7;
  if (learner === 'linear') {
    seconds += steps * cells * (dynamics.kernel ?? usualKernel(spec.system.type)) ** 2 * 1e-8;
    seconds += passes * scales.length * steps * cells * 1e-7;
  } else {
    const kernel = dynamics.kernel ?? usualKernel(spec.system.type);
    const planar = spec.system.type === 'vicsek' || (own && (shape?.[3] ?? 1) > 1);
    const fields = spec.system.type === 'vicsek' ? 3 : own ? (shape?.[2] ?? 1) : 1;
    const weights = 2 * fields * kernel ** (planar ? 2 : 1) * (dynamics.units ?? 16);
    if (learner === 'network')
      seconds += dynamics.restarts * dynamics.steps * coarseGraining.batch * weights * secondsPerWeight * 4;
    else seconds += 0.5;
    for (const { space, time } of scales) {
      const patch = space ** (planar ? 2 : 1) * time * fields;
      const perPatch =
        learner === 'network'
          ? 9 * patch * coarseGraining.units * secondsPerWeight + weights * secondsPerWeight
          : patch * coarseGraining.units * secondsPerPatchCell;
      seconds += passes * coarseGraining.restarts * coarseGraining.steps * coarseGraining.batch * perPatch;
    }
  }
  return overheadSeconds + spec.repeats * seconds;
}

/** What the start button will do, before it is pressed. */
export function studySentence(spec: SelfSimilaritySpec, seconds: number | null): string {
  const scales = scalesOf(spec);
  const repeats = spec.repeats === 1 ? '' : `, ${spec.repeats} times`;
  const free = spec.free ? ', with free macro dynamics beside it' : '';
  const time = seconds === null ? '' : `; ${aboutTime(seconds)}`;
  return `${systemTitle(spec.system)}: learns the local rule, then a coarse-graining at ${scaleWords(scales)}${repeats}${free}${time}.`;
}
