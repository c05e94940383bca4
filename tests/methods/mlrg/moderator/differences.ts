/** ∂f_i/∂x_j by five-point central differences, row by row. */
export function differences(
  f: (x: Float64Array) => ArrayLike<number>,
  x: Float64Array,
  step = 1e-3,
): Float64Array {
  const columns = Array.from(x, (_, j) => {
    const at = (k: number) => {
      const moved = x.slice();
      moved[j] += k * step;
      return Float64Array.from(f(moved));
    };
    const [low, lower, upper, high] = [-2, -1, 1, 2].map(at);
    return low.map((value, i) => (value - 8 * lower[i] + 8 * upper[i] - high[i]) / (12 * step));
  });
  const rows = columns[0].length;
  return Float64Array.from(
    { length: rows * x.length },
    (_, i) => columns[i % x.length][Math.floor(i / x.length)],
  );
}

/** Largest difference over the largest entry of `expected`. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const size = Math.max(...Array.from(expected, Math.abs), 1e-3);
  return Math.max(...Array.from(expected, (value, i) => Math.abs(value - actual[i]))) / size;
}
