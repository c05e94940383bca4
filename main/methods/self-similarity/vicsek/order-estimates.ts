import type { Estimate } from '../../../../preload/contract/index.ts';
import { binnedTime, integratedTime } from '../../statistics/autocorrelation.ts';
import { estimateOf, jackknife, sumOf } from '../../statistics/jackknife.ts';
import { binsPerChain, momentsPerBin, type OrderChain } from './order-chain.ts';

/** Bins as long as this many autocorrelation times count as independent. */
const enough = 10;
/** Fewer whole simulations say too little of their own scatter. */
const fewestChains = 4;

/** What the jackknife left out in turn; 'too-small': bins, though they are not independent or not known to be. */
export type ErrorOrigin = 'bins' | 'simulations' | 'too-small';

export interface OrderEstimates {
  order: Estimate;
  deviation: Estimate;
  /** In steps; null when the simulations are too short to tell. */
  autocorrelation: Estimate | null;
  errors: ErrorOrigin;
}

/**
 * φ and its standard deviation over time, of all simulations of one size and noise together. Errors are a jackknife over stretches of a tenth
 * of a simulation where those are at least ten autocorrelation times long, else over whole simulations where there are four.
 */
export function orderEstimates(
  chains: readonly Pick<OrderChain, 'moments' | 'blocks' | 'plan'>[],
): OrderEstimates {
  const bins = chains.flatMap(({ moments }) =>
    Array.from({ length: binsPerChain }, (_, bin) =>
      moments.slice(bin * momentsPerBin, (bin + 1) * momentsPerBin),
    ),
  );
  const autocorrelation = autocorrelationTime(chains, bins);
  const { steps } = chains[0].plan;
  const longEnough = autocorrelation !== null && steps / binsPerChain >= enough * autocorrelation.value;
  const errors: ErrorOrigin = longEnough
    ? 'bins'
    : chains.length >= fewestChains
      ? 'simulations'
      : 'too-small';
  const parts =
    errors === 'simulations'
      ? chains.map((_, i) => sumOf(bins.slice(i * binsPerChain, (i + 1) * binsPerChain)))
      : bins;
  const [order, deviation] = jackknife(parts, ([count, sum, squares]) => [
    sum / count,
    Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
  ]);
  return { order: estimateOf(order), deviation: estimateOf(deviation), autocorrelation, errors };
}

/**
 * τ in steps from the stored series; where that is of blocks of several steps, from τ σ² = b τ_b σ_b², as both are half the variance of the mean
 * times the number of steps. From the scatter of bins where the series are too short.
 */
function autocorrelationTime(
  chains: readonly Pick<OrderChain, 'blocks' | 'plan'>[],
  bins: readonly Float64Array[],
): Estimate | null {
  const direct = integratedTime(chains.map(({ blocks }) => blocks));
  if (!direct) {
    return binnedTime(bins.map(([count, sum, squares]) => ({ count, sum, squares })));
  }
  const { stepsPerBlock } = chains[0].plan;
  if (stepsPerBlock === 1) return direct;
  const [count, sum, squares] = sumOf(bins);
  const variance = squares / count - (sum / count) ** 2;
  if (variance <= 0) return direct;
  const factor = (stepsPerBlock * varianceOf(chains.map(({ blocks }) => blocks))) / variance;
  return { value: direct.value * factor, error: direct.error === null ? null : direct.error * factor };
}

function varianceOf(series: readonly Float32Array[]): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const values of series) {
    for (const value of values) {
      count++;
      sum += value;
      squares += value * value;
    }
  }
  return squares / count - (sum / count) ** 2;
}
