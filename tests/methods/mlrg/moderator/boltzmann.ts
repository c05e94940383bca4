/** Mean of f over exp(−energy) on an interval, by Simpson's rule. */
export function boltzmannMean(
  energy: (x: number) => number,
  f: (x: number) => number,
  low: number,
  high: number,
): number {
  const cells = 20_000;
  let weighted = 0;
  let total = 0;
  for (let i = 0; i <= cells; i++) {
    const x = low + ((high - low) * i) / cells;
    const weight = Math.exp(-energy(x)) * (i === 0 || i === cells ? 1 : i % 2 ? 4 : 2);
    weighted += weight * f(x);
    total += weight;
  }
  return weighted / total;
}

/** Mean of independent numbers and its standard error. */
export function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, error: Math.sqrt(variance / values.length) };
}
