/**
 * Whether a sampler's widths can be believed. Talts et al. 2018 (simulation-based calibration); Hermans et al. 2022 (coverage
 * of highest-density regions).
 */

/** Fraction of samples below the truth: uniform in [0, 1] over many cases when the sampler is calibrated. */
export function rankStatistic(samples: ArrayLike<number>, truth: number): number {
  let below = 0;
  let equal = 0;
  for (let i = 0; i < samples.length; i++) {
    if (samples[i] < truth) below++;
    else if (samples[i] === truth) equal++;
  }
  return (below + (equal + 1) / 2) / (samples.length + 1);
}

/** Whether the central interval that holds `level` of the samples holds the truth too. */
export function insideCentral(rank: number, level: number): boolean {
  return Math.abs(rank - 0.5) <= level / 2;
}

/**
 * Whether the truth lies in the region of highest density that holds `level` of the samples: where fewer than `level` of
 * them have a density above the truth's. Both log densities come from the sampler itself.
 */
export function insideHighestDensity(
  sampleLogDensities: ArrayLike<number>,
  truthLogDensity: number,
  level: number,
): boolean {
  let above = 0;
  for (let i = 0; i < sampleLogDensities.length; i++) if (sampleLogDensities[i] > truthLogDensity) above++;
  return above <= level * sampleLogDensities.length;
}

/**
 * Distance of ranks from uniformity (Kolmogorov and Smirnov's D). `critical` is the 5% level for that many independent cases.
 */
export function uniformity(ranks: ArrayLike<number>): { distance: number; critical: number } {
  const sorted = Float64Array.from(ranks).toSorted();
  let distance = 0;
  for (let i = 0; i < sorted.length; i++) {
    distance = Math.max(distance, (i + 1) / sorted.length - sorted[i], sorted[i] - i / sorted.length);
  }
  return { distance, critical: 1.358 / Math.sqrt(sorted.length) };
}
