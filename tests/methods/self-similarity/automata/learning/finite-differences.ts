/** Central differences of a function of the parameters, which are put back. */
export function finiteDifferences(parameters: Float64Array, value: () => number, step = 1e-5): Float64Array {
  return parameters.map((_, i) => {
    const kept = parameters[i];
    parameters[i] = kept + step;
    const above = value();
    parameters[i] = kept - step;
    const below = value();
    parameters[i] = kept;
    return (above - below) / (2 * step);
  });
}
