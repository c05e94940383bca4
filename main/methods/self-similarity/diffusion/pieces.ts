import {
  nameOfScale,
  parseScale,
  type DiffusionStudyResult,
  type DiffusionStudySpec,
  type Estimate,
  type Scale,
} from '../../../../preload/contract/index.ts';
import type { LocalRule } from '../learner.ts';
import { diffusionOfSeries, meanMap } from '../linear/index.ts';
import type { Spreading } from '../linear/spreading.ts';
import type { Spacetime } from '../spacetime.ts';
import { comparePrediction, relativeConsistency } from './consistency.ts';
import { learnMap, learnRule, type Breathe } from './learning.ts';
import { everyOtherTransition, separateTransitions } from './series.ts';
import { scannedSizes, scannedTimes, type ScannedRatio } from './time-exponent.ts';

/** What a piece of the study is computed from: 0 steps per unit is the analytic solution. */
export type Source = { stepsPerUnit: number; scan: boolean };

export type Piece = { source: Source } & (
  | { type: 'prediction'; kernel: number }
  | { type: 'consistency'; scale: Scale }
  | { type: 'scaling'; scale: Scale }
  | { type: 'exponent'; scale: Scale }
);

/** What a piece found; null: its series is too short. */
export type Finding =
  | { type: 'prediction'; entry: DiffusionStudyResult['prediction'][number] }
  | { type: 'consistency'; entry: DiffusionStudyResult['consistency'][number] }
  | { type: 'scaling'; entry: DiffusionStudyResult['scaling'][number] | null; scale: Scale }
  | { type: 'exponent'; entry: ScannedRatio | null; scale: Scale };

/** In an order that makes each series once. */
export function piecesOf(spec: DiffusionStudySpec): Piece[] {
  const scales = [...new Set(spec.scales)].map(parseScale);
  const kernels = [...new Set(spec.kernels)].toSorted((a, b) => a - b);
  const timeSteps = [0, ...new Set(spec.stepsPerUnit)];
  const ofSource = timeSteps.flatMap((stepsPerUnit): Piece[] => {
    const source = { stepsPerUnit, scan: false };
    return [
      ...kernels.map((kernel) => ({ source, type: 'prediction', kernel }) as const),
      ...scales.map((scale) => ({ source, type: 'consistency', scale }) as const),
      ...(stepsPerUnit === 0 ? scales.map((scale) => ({ source, type: 'scaling', scale }) as const) : []),
    ];
  });
  return [...ofSource, ...scanPieces()];
}

/** The scan of T at every S for the exponent of time. */
export function scanPieces(): Piece[] {
  const source = { stepsPerUnit: 0, scan: true };
  return scannedSizes.flatMap((space) =>
    scannedTimes(space).map((time) => ({ source, type: 'exponent', scale: { space, time } }) as const),
  );
}

/** In words, for progress. */
export function titleOf(piece: Piece): string {
  const { stepsPerUnit } = piece.source;
  const data = stepsPerUnit === 0 ? 'analytic' : `Δt = ${stepsPerUnit === 1 ? '1' : `1/${stepsPerUnit}`}`;
  switch (piece.type) {
    case 'prediction':
      return `${data}: kernel of ${piece.kernel}`;
    case 'consistency':
      return `${data}: consistency at ${nameOfScale(piece.scale)}`;
    case 'scaling':
      return `spreading at ${nameOfScale(piece.scale)}`;
    case 'exponent':
      return `scan for z at ${nameOfScale(piece.scale)}`;
  }
}

/** The kernel of f in everything but Fig. 5a: the paper's 7, or the widest there is. */
export const ruleKernel = ({ kernels }: DiffusionStudySpec) =>
  kernels.includes(7) ? 7 : Math.max(...kernels);

/** The data of a source, and f learnt from every other transition of them. */
export interface Studied {
  series: Spacetime;
  rule: LocalRule;
}

export async function study(
  series: Spacetime,
  spec: DiffusionStudySpec,
  breathe?: Breathe,
): Promise<Studied> {
  const rule = await learnRule(everyOtherTransition(series, 'training'), ruleKernel(spec), breathe);
  return { series, rule };
}

/** @throws HostError where the series is too short for the scale. */
export async function find(
  piece: Piece,
  studied: Studied,
  seed: number,
  breathe?: Breathe,
): Promise<Finding> {
  const { stepsPerUnit } = piece.source;
  const timeStep = stepsPerUnit === 0 ? 0 : 1 / stepsPerUnit;
  if (piece.type === 'prediction') return await prediction(studied, timeStep, piece.kernel, breathe);
  const { type, scale } = piece;
  const { series, rule } = studied;
  // The scan is long and its D does not depend on P, which need not see every step there.
  const training = type === 'exponent' ? separateTransitions(series, scale.time) : series;
  const { map, reconstruction } = await learnMap(training, rule, scale, { seed, breathe });
  if (type === 'consistency') {
    return {
      type,
      entry: {
        timeStep,
        ...scale,
        learned: exactly(relativeConsistency(map, rule, series)),
        ideal: exactly(relativeConsistency(meanMap(scale, 1, false), rule, series)),
        reconstruction: exactly(reconstruction),
      },
    };
  }
  const [micro, macro] = [diffusionOfSeries(series), diffusionOfSeries(map.apply(series))];
  if (!micro || !macro) return { type, entry: null, scale };
  return type === 'scaling'
    ? { type, entry: scalingEntry(scale, micro, macro), scale }
    : { type, entry: { ...scale, ratio: quotient(macro.micro, micro.micro) }, scale };
}

async function prediction(
  { series, rule: learnt }: Studied,
  timeStep: number,
  kernel: number,
  breathe?: Breathe,
): Promise<Finding> {
  const rule =
    kernel === learnt.kernel
      ? learnt
      : await learnRule(everyOtherTransition(series, 'training'), kernel, breathe);
  const { error } = comparePrediction(rule, everyOtherTransition(series, 'test'));
  return {
    type: 'prediction',
    entry: { timeStep, kernel, error: exactly(error), weights: rule.describe().weights![0][0] },
  };
}

function scalingEntry(
  scale: Scale,
  micro: Spreading,
  macro: Spreading,
): DiffusionStudyResult['scaling'][number] {
  return {
    ...scale,
    micro: micro.curve,
    macro: macro.curve,
    diffusion: { micro: micro.micro, macro: macro.micro, ratio: quotient(macro.micro, micro.micro) },
    exponent: { micro: micro.exponent, macro: macro.exponent },
  };
}

/** A figure without chance: data and least squares have none. */
const exactly = (value: number): Estimate => ({ value, error: null });

/** Relative errors add in the square. */
function quotient(above: Estimate, below: Estimate): Estimate {
  const value = above.value / below.value;
  const error =
    above.error === null || below.error === null
      ? null
      : Math.abs(value) * Math.hypot(above.error / above.value, below.error / below.value);
  return { value, error };
}
