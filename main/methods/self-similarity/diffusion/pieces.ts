import {
  nameOfScale,
  parseScale,
  type DiffusionStudyResult,
  type DiffusionStudySpec,
  type Estimate,
  type Scale,
  type TimeExponent,
} from '../../../../preload/contract/index.ts';
import { diffusionOfSeries, meanMap } from '../linear/index.ts';
import type { Spreading } from '../linear/spreading.ts';
import type { Spacetime } from '../spacetime.ts';
import { comparePrediction, relativeConsistency } from './consistency.ts';
import { learnMap, learnRule } from './learning.ts';
import { everyOtherTransition } from './series.ts';
import { matchingTime, scannedSizes, scannedTimes } from './time-exponent.ts';

/** What a piece of the study is computed from: 0 steps per unit is the analytic solution. */
export type Source = { stepsPerUnit: number; scan: boolean };

export type Piece = { source: Source } & (
  | { type: 'prediction'; kernel: number }
  | { type: 'consistency'; scale: Scale }
  | { type: 'scaling'; scale: Scale }
  | { type: 'exponent'; space: number }
);

/** What a piece found; null: its series is too short. */
export type Finding =
  | { type: 'prediction'; entry: DiffusionStudyResult['prediction'][number] }
  | { type: 'consistency'; entry: DiffusionStudyResult['consistency'][number] }
  | { type: 'scaling'; entry: DiffusionStudyResult['scaling'][number] | null; scale: Scale }
  | { type: 'exponent'; entry: TimeExponent['points'][number] | null; space: number };

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
  const scan = { stepsPerUnit: 0, scan: true };
  return [...ofSource, ...scannedSizes.map((space) => ({ source: scan, type: 'exponent', space }) as const)];
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
      return `scan of T at S = ${piece.space}`;
  }
}

/** The kernel of f in everything but Fig. 5a: the paper's 7, or the widest there is. */
export const ruleKernel = ({ kernels }: DiffusionStudySpec) =>
  kernels.includes(7) ? 7 : Math.max(...kernels);

/** @throws HostError where the series is too short for the scale. */
export function find(piece: Piece, series: Spacetime, spec: DiffusionStudySpec): Finding {
  const { stepsPerUnit } = piece.source;
  const timeStep = stepsPerUnit === 0 ? 0 : 1 / stepsPerUnit;
  const training = everyOtherTransition(series, 'training');
  if (piece.type === 'prediction') return prediction(series, training, timeStep, piece.kernel);
  const rule = learnRule(training, ruleKernel(spec));
  if (piece.type === 'exponent') {
    const points = scannedTimes(piece.space).flatMap((time) => {
      const { map } = learnMap(series, rule, { space: piece.space, time }, { seed: spec.seed });
      const [micro, macro] = [diffusionOfSeries(series), diffusionOfSeries(map.apply(series))];
      return micro && macro ? [{ time, ratio: quotient(macro.micro, micro.micro) }] : [];
    });
    const entry = points.length < 2 ? null : { space: piece.space, ...matchingTime(points) };
    return { type: 'exponent', entry, space: piece.space };
  }
  const { scale } = piece;
  const { map, reconstruction } = learnMap(series, rule, scale, { seed: spec.seed });
  if (piece.type === 'scaling') {
    const [micro, macro] = [diffusionOfSeries(series), diffusionOfSeries(map.apply(series))];
    return { type: 'scaling', entry: micro && macro ? scalingEntry(scale, micro, macro) : null, scale };
  }
  return {
    type: 'consistency',
    entry: {
      timeStep,
      ...scale,
      learned: exactly(relativeConsistency(map, rule, series)),
      ideal: exactly(relativeConsistency(meanMap(scale, 1, false), rule, series)),
      reconstruction: exactly(reconstruction),
    },
  };
}

function prediction(series: Spacetime, training: Spacetime, timeStep: number, kernel: number): Finding {
  const rule = learnRule(training, kernel);
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
