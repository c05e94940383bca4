/** A mean over independent runs, with its standard error: the sample's standard deviation over √n. */
export interface MeanOverRuns {
  value: number;
  /** null for a single run, whose error nobody knows. */
  error: number | null;
  count: number;
}

/** Mean of finite values; null of none. */
export function meanOverRuns(values: readonly number[]): MeanOverRuns | null {
  const count = values.length;
  if (count === 0) return null;
  // The deviations from the first value keep their digits when all values are close to each other.
  const [origin = 0] = values;
  const shift = values.reduce((sum, value) => sum + (value - origin), 0) / count;
  const value = origin + shift;
  if (count === 1) return { value, error: null, count };
  const squares = values.reduce((sum, one) => sum + (one - origin - shift) ** 2, 0);
  return { value, error: Math.sqrt(squares / (count - 1) / count), count };
}
