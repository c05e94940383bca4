/** P(bond | equal spins) = 1 − e^(−2K) of the Fortuin–Kasteleyn representation. */
export const bondProbability = (coupling: number) => -Math.expm1(-2 * coupling);

/** Binary digits of a probability below 1, the first 64 after the point; a word of ones stands for 1 and a word of zeros for 0. */
export function bernoulliPlanes(probability: number): Int32Array {
  let rest = probability;
  return Int32Array.from({ length: 64 }, () => {
    rest *= 2;
    if (rest < 1) return 0;
    rest -= 1;
    return -1;
  });
}
