import type { Estimate, EstimatedCurve } from '../../../../preload/contract/index.ts';
import { massMoments } from '../../../physics/diffusion/moments.ts';
import { stateOf, type Spacetime } from '../spacetime.ts';
import { fitLine } from './line-fit.ts';

/** How a cloud of mass spreads in a series. */
export interface Spreading {
  /** D: half the slope of the variance per direction, in cells² a step; its error is the scatter about the line, as if times were independent. */
  micro: Estimate;
  /** a of variance = c + b·t^a. */
  exponent: Estimate;
  /** Variance per direction in cells² against steps, at the times that the fits use. */
  curve: EstimatedCurve;
}

/** Narrower clouds (in cells²) are not resolved by the cells: their sampled variance is off by e^(−2π²σ²). */
const narrowest = 1;
/** A cloud fills the lattice when its standard deviation is this share of the side: half the side is then five of them away. */
const widest = 1 / 10;
const fewestTimes = 4;

/**
 * Diffusion from the spread of the mass of a series with one field, over the times at which the cloud is wider than a cell and does not yet feel the wrap
 * or the walls. Works for macro states as for micro ones, in their own cells and steps. Runs are averaged. Null where there is no cloud: several
 * fields, no mass, or fewer than four such times (random starts fill the lattice from the beginning).
 */
export function diffusionOfSeries(series: Spacetime): Spreading | null {
  if (series.fields > 1) return null;
  const most = (Math.min(series.width, series.height > 1 ? series.height : Infinity) * widest) ** 2;
  const times: number[] = [];
  const variances: number[] = [];
  const error: number[] = [];
  for (let time = 0; time < series.times; time++) {
    const runs = Array.from({ length: series.runs }, (_, run) => varianceOf(series, run, time));
    const mean = runs.reduce((sum, value) => sum + value, 0) / runs.length;
    if (!(mean <= most)) break;
    if (mean < narrowest) continue;
    const scatter = runs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    times.push(time);
    variances.push(mean);
    error.push(Math.sqrt(scatter / (runs.length * Math.max(1, runs.length - 1))));
  }
  if (times.length < fewestTimes) return null;
  const { slope } = fitLine(times, variances);
  return {
    micro: { value: slope.value / 2, error: slope.error === null ? null : slope.error / 2 },
    exponent: growthExponent(times, variances),
    curve: { x: times, value: variances, error: series.runs > 1 ? error : null },
  };
}

/** Second central moment per direction. */
function varianceOf(series: Spacetime, run: number, time: number): number {
  const { height, width, data } = stateOf(series, run, time);
  const ring = series.boundary === 'periodic';
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      columns[x] += data[y * width + x];
      rows[y] += data[y * width + x];
    }
  }
  const alongX = massMoments(columns, ring).variance;
  return height === 1 ? alongX : (alongX + massMoments(rows, ring).variance) / 2;
}

const [lowestExponent, highestExponent] = [0.1, 4];
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * a of y = c + b·t^a: the constant takes in the width of the start and of P, which would bend a line through logarithms. For each a the rest is a straight
 * line, so a search for the lowest residual is all; the error is where the residual has risen by its own mean (one standard error).
 */
export function growthExponent(times: readonly number[], values: readonly number[]): Estimate {
  const residualAt = (exponent: number) =>
    fitLine(
      times.map((time) => time ** exponent),
      [...values],
    ).residual;
  let [low, high] = [lowestExponent, highestExponent];
  for (let i = 0; i < 60; i++) {
    const inner = high - goldenRatio * (high - low);
    const outer = low + goldenRatio * (high - low);
    if (residualAt(inner) < residualAt(outer)) high = outer;
    else low = inner;
  }
  const value = (low + high) / 2;
  const freedom = times.length - 3;
  if (freedom < 1) return { value, error: null };
  // Residual ≈ lowest + curvature·(a − value)²/2.
  const step = 0.01;
  const lowest = residualAt(value);
  const curvature = (residualAt(value + step) + residualAt(value - step) - 2 * lowest) / step ** 2;
  return { value, error: curvature > 0 ? Math.sqrt((2 * lowest) / freedom / curvature) : null };
}
