import type {
  DiffusionStudySpec,
  Estimate,
  Scale,
  TimeExponent,
} from '../../../../preload/contract/index.ts';
import { fitLine } from '../linear/line-fit.ts';

/** Group sizes S of the scan. */
export const scannedSizes = [2, 3, 4, 5];

/** Values of T for a group size, from S²/√2 to √2·S²; none is taken to be right. */
export function scannedTimes(size: number): number[] {
  return [...new Set([Math.SQRT1_2, 1, Math.SQRT2].map((factor) => Math.round(factor * size ** 2)))];
}

/**
 * A ring and a duration for which the largest scale still has eight macro steps between clouds of a macro cell (the narrowest that is resolved) and of a
 * tenth of the ring.
 */
export function scanSystem({ coefficient }: Pick<DiffusionStudySpec, 'coefficient'>): {
  cells: number;
  steps: number;
} {
  const size = Math.max(...scannedSizes);
  const time = Math.max(...scannedTimes(size));
  const growth = (2 * coefficient * time) / size ** 2;
  return {
    cells: Math.ceil(10 * size * Math.sqrt(1 + 9 * growth)),
    steps: Math.ceil(time * (10 + 1 / growth)),
  };
}

/** One scale of the scan: how much faster the macro states spread, in units of the scale, than the micro states. */
export interface ScannedRatio extends Scale {
  ratio: Estimate;
}

/** The matching T of every S at which two T at least were measured. */
export function matchingTimes(ratios: readonly ScannedRatio[]): TimeExponent['points'] {
  return scannedSizes.flatMap((size) => {
    const points = ratios.filter(({ space }) => space === size);
    return points.length < 2 ? [] : [{ space: size, ...matchingTime(points) }];
  });
}

/** T at which the ratio is 1, from a line through ln ratio against ln T. Its error is that of the ratios there, in T. */
export function matchingTime(points: readonly Pick<ScannedRatio, 'time' | 'ratio'>[]): {
  time: number;
  error: number | null;
} {
  const logTimes = points.map(({ time }) => Math.log(time));
  const logRatios = points.map(({ ratio }) => Math.log(ratio.value));
  const { slope, offset, residual } = fitLine(logTimes, logRatios);
  const time = Math.exp(-offset / slope.value);
  const errors = points.map(({ ratio }) => (ratio.error === null ? null : ratio.error / ratio.value));
  if (errors.includes(null)) return { time, error: null };
  const measured = errors.reduce<number>((sum, error) => sum + error! ** 2, 0) / points.length ** 2;
  const scatter = points.length > 2 ? residual / (points.length - 2) / points.length : 0;
  return { time, error: (time * Math.sqrt(measured + scatter)) / Math.abs(slope.value) };
}

/** T ~ S^z through the matching times of all sizes. */
export function fitTimeExponent(points: TimeExponent['points']): TimeExponent {
  const { slope } = fitLine(
    points.map(({ space }) => Math.log(space)),
    points.map(({ time }) => Math.log(time)),
  );
  return {
    z: slope,
    method:
      'For each S the T at which learnt macro states spread with the D of the micro states, interpolated in ln T; z is the slope of ln T against ln S, its error from the scatter about that line.',
    points,
  };
}
