import type { Estimate } from '../../../preload/contract/index.ts';

/** Window of Sokal's automatic windowing, in autocorrelation times. */
const windowFactor = 6;
/** The window must close within this share of the shortest chain, or the chains are too short to tell. */
const longestWindowShare = 0.05;

const fewestBins = 8;
const fewestPerBin = 10;

/**
 * Integrated autocorrelation time τ = ½ + Σ_{t ≥ 1} ρ(t) of one observable in steps of its series, by windowing: the sum ends at the first
 * W ≥ 6 τ(W), with error τ √(2(2W + 1)/N) (Madras and Sokal, J. Stat. Phys. 50, 109, 1988, Eq. C.22; N steps in all). Chains share one mean, so
 * that chains in different states count as correlated. Null when the window does not close within a twentieth of a chain. Independent values
 * have τ = ½; so has a series that never changes, without an error.
 */
export function integratedTime(chains: readonly Float32Array[]): Estimate | null {
  const length = Math.min(...chains.map((chain) => chain.length));
  const total = chains.reduce((sum, chain) => sum + chain.length, 0);
  if (total === 0) return null;
  const mean = chains.reduce((sum, chain) => sum + chain.reduce((a, b) => a + b, 0), 0) / total;
  const centred = chains.map((chain) => Float64Array.from(chain, (value) => value - mean));
  const variance = covariance(centred, 0);
  if (variance === 0) return { value: 0.5, error: null };
  let tau = 0.5;
  const longest = Math.floor(longestWindowShare * length);
  for (let window = 1; window <= longest; window++) {
    tau += covariance(centred, window) / variance;
    if (window >= windowFactor * tau) {
      // Anticorrelated series may sum to nothing; τ is not negative.
      const value = Math.max(tau, 0);
      return { value, error: value * Math.sqrt((2 * (2 * window + 1)) / total) };
    }
  }
  return null;
}

/**
 * The same from the scatter of bin means, for chains that forget too slowly for their series: τ = n Var(bin means)/2σ² in configurations, n
 * configurations per bin. Too small when bins are not much longer than τ. Null for fewer than eight bins.
 * @param bins sums over each bin: configurations, observable, its square.
 */
export function binnedTime(
  bins: readonly { count: number; sum: number; squares: number }[],
): Estimate | null {
  if (bins.length < fewestBins || bins.some((bin) => bin.count < fewestPerBin)) return null;
  const count = bins.reduce((total, bin) => total + bin.count, 0);
  const mean = bins.reduce((total, bin) => total + bin.sum, 0) / count;
  const variance = bins.reduce((total, bin) => total + bin.squares, 0) / count - mean * mean;
  if (variance <= 1e-14 * mean * mean) return { value: 0.5, error: null };
  const freedom = bins.length - 1;
  const scatter = bins.reduce((total, bin) => total + bin.count * (bin.sum / bin.count - mean) ** 2, 0);
  const value = scatter / freedom / (2 * variance);
  return { value, error: value * Math.sqrt(2 / freedom) };
}

/** Mean of products `lag` steps apart, over all chains. */
function covariance(centred: readonly Float64Array[], lag: number): number {
  let sum = 0;
  let pairs = 0;
  for (const chain of centred) {
    const last = chain.length - lag;
    for (let i = 0; i < last; i++) sum += chain[i] * chain[i + lag];
    pairs += Math.max(0, last);
  }
  return sum / pairs;
}
