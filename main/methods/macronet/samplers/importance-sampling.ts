import type { RandomStream } from '../../../compute/random.ts';
import { cholesky, covariance } from '../statistics/symmetric.ts';

/** log density of points, up to a constant; rows in, one number for each row out. */
export type LogDensity = (points: Float64Array) => Float64Array;

/**
 * Free coordinates -> the whole point and the logarithm of the volume element that belongs to it, or null where the point
 * does not exist.
 */
export type Completion = (free: ArrayLike<number>) => { point: number[]; logVolume: number } | null;

/** Student-t distribution of the free coordinates. */
export interface Proposal {
  centre: Float64Array;
  /** Lower Cholesky factor of the scale matrix. */
  lower: Float64Array;
}

export interface ImportanceSamples {
  /** Rows of whole points. */
  points: Float64Array;
  /** Effective number of independent draws behind the weights: (Σw)² / Σw² (Kish). */
  effectiveSampleSize: number;
  /** Draws made in the last round. */
  proposals: number;
}

const rounds = 4;
const proposalsPerRound = 4096;
/** Degrees of freedom of the Student-t proposal: tails heavier than any flow's, so that weights stay bounded. */
const degreesOfFreedom = 5;
/** Rounds before the last flatten their weights until this share of the draws counts. */
const leastShare = 0.05;

/**
 * Samples of a density by adaptive importance sampling: the proposal is refitted to its own weighted draws (population Monte
 * Carlo, Cappé et al. 2004), then the last round is resampled systematically. Exact in the limit of many proposals whatever the
 * density; the effective sample size says how near.
 */
export function importanceSample({
  proposal,
  pointWidth,
  complete,
  density,
  count,
  stream,
}: {
  proposal: Proposal;
  pointWidth: number;
  complete: Completion;
  density: LogDensity;
  count: number;
  stream: RandomStream;
}): ImportanceSamples {
  const width = proposal.centre.length;
  let current = proposal;
  for (let round = 1; ; round++) {
    const draws = drawAll(current, proposalsPerRound, stream);
    const points = new Float64Array(proposalsPerRound * pointWidth);
    const logWeights = weigh(draws, width, complete, density, points, pointWidth);
    if (round === rounds) {
      const weights = normalisedWeights(logWeights, 1);
      return {
        points: resample(points, weights, pointWidth, count, stream),
        effectiveSampleSize: effectiveSize(weights),
        proposals: proposalsPerRound,
      };
    }
    current = fitProposal(draws.values, flattened(logWeights), width, current);
  }
}

interface Draws {
  /** Rows of free coordinates. */
  values: Float64Array;
  /** log proposal density of each row, up to a constant. */
  logDensity: Float64Array;
}

function drawAll({ centre, lower }: Proposal, count: number, stream: RandomStream): Draws {
  const width = centre.length;
  const values = new Float64Array(count * width);
  const logDensity = new Float64Array(count);
  const z = new Float64Array(width);
  for (let r = 0; r < count; r++) {
    let squares = 0;
    stream.fillNormal(z);
    let chi = 0;
    for (let i = 0; i < degreesOfFreedom; i++) chi += stream.normal() ** 2;
    const stretch = Math.sqrt(degreesOfFreedom / chi);
    for (let i = 0; i < width; i++) {
      z[i] *= stretch;
      squares += z[i] ** 2;
      let sum = centre[i];
      for (let k = 0; k <= i; k++) sum += lower[i * width + k] * z[k];
      values[r * width + i] = sum;
    }
    logDensity[r] = (-(degreesOfFreedom + width) / 2) * Math.log1p(squares / degreesOfFreedom);
  }
  return { values, logDensity };
}

/** log weights of the draws; −∞ where the held values have no place in the box. Fills `points` with whole coordinates. */
function weigh(
  { values, logDensity }: Draws,
  width: number,
  complete: Completion,
  density: LogDensity,
  points: Float64Array,
  pointWidth: number,
): Float64Array {
  const logWeights = new Float64Array(logDensity.length);
  for (let r = 0; r < logWeights.length; r++) {
    const point = complete(values.subarray(r * width, (r + 1) * width));
    logWeights[r] = point ? point.logVolume - logDensity[r] : Number.NEGATIVE_INFINITY;
    if (point) points.set(point.point, r * pointWidth);
  }
  const target = density(points);
  for (let r = 0; r < logWeights.length; r++) {
    logWeights[r] = Number.isFinite(target[r]) ? logWeights[r] + target[r] : Number.NEGATIVE_INFINITY;
  }
  return logWeights;
}

function normalisedWeights(logWeights: Float64Array, power: number): Float64Array {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of logWeights) if (value > largest) largest = value;
  if (largest === Number.NEGATIVE_INFINITY) return new Float64Array(logWeights.length);
  const weights = logWeights.map((value) => Math.exp(power * (value - largest)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function effectiveSize(weights: Float64Array): number {
  const squares = weights.reduce((sum, weight) => sum + weight * weight, 0);
  return squares > 0 ? 1 / squares : 0;
}

/** Weights to a power in (0, 1], as large as lets `leastShare` of the draws count (bisection). */
function flattened(logWeights: Float64Array): Float64Array {
  const enough = leastShare * logWeights.length;
  const whole = normalisedWeights(logWeights, 1);
  if (effectiveSize(whole) >= enough) return whole;
  let low = 0;
  let high = 1;
  for (let i = 0; i < 30; i++) {
    const power = (low + high) / 2;
    if (effectiveSize(normalisedWeights(logWeights, power)) >= enough) low = power;
    else high = power;
  }
  return normalisedWeights(logWeights, low);
}

/** Mean and 1.3 times the covariance of the weighted draws; the old proposal when nothing had any weight. */
function fitProposal(values: Float64Array, weights: Float64Array, width: number, old: Proposal): Proposal {
  if (effectiveSize(weights) === 0)
    return { centre: old.centre, lower: old.lower.map((value) => 1.5 * value) };
  const { mean, covariance: matrix } = covariance(values, width, weights);
  const scale = matrix.map((value, i) => 1.3 * value + (i % (width + 1) === 0 ? 1e-8 : 0));
  return { centre: mean, lower: cholesky(scale, width) };
}

/** Systematic resampling: `count` rows, each as often as its weight asks for within one. */
function resample(
  points: Float64Array,
  weights: Float64Array,
  pointWidth: number,
  count: number,
  stream: RandomStream,
): Float64Array {
  if (effectiveSize(weights) === 0) return new Float64Array(0);
  const rows: number[] = [];
  const offset = stream.uniform();
  let reached = 0;
  let row = -1;
  for (let i = 0; i < count; i++) {
    const level = (i + offset) / count;
    while (reached <= level && row < weights.length - 1) reached += weights[++row];
    rows.push(row);
  }
  // In random order: the first few are then as good a sample as any.
  const chosen = new Float64Array(count * pointWidth);
  stream.permutation(count).forEach((from, to) => {
    const start = rows[from] * pointWidth;
    chosen.set(points.subarray(start, start + pointWidth), to * pointWidth);
  });
  return chosen;
}
