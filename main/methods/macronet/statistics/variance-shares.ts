/**
 * Share of a quantity's variance fixed by the class it belongs to: η² = between / (between + within), where `between` is the
 * variance of the class means and `within` the mean of the variances inside the classes. With the classes those of one
 * macrostate, 1 says that the macrostate decides the parameter and 0 that it leaves it free.
 *
 * @param classes samples of the quantity, one array for each class, at least two in each
 */
export function varianceShare(classes: readonly ArrayLike<number>[]): number {
  const means: number[] = [];
  let within = 0;
  for (const samples of classes) {
    let mean = 0;
    for (let i = 0; i < samples.length; i++) mean += samples[i] / samples.length;
    let sum = 0;
    for (let i = 0; i < samples.length; i++) sum += (samples[i] - mean) ** 2;
    within += sum / (samples.length - 1) / classes.length;
    means.push(mean);
  }
  const centre = means.reduce((sum, mean) => sum + mean, 0) / means.length;
  const between = means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0) / means.length;
  return between / (between + within);
}
