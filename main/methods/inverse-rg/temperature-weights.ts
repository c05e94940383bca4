/** Weights of a kernel with temperature as input: W_i(t) = Σ_d w[d·orbits + i] t^d, t = K − K_c. */
export function weightsAt(weights: Float64Array, orbits: number, temperature: number): Float64Array {
  const result = new Float64Array(orbits);
  for (let d = weights.length / orbits - 1; d >= 0; d--) {
    for (let i = 0; i < orbits; i++) result[i] = result[i] * temperature + weights[d * orbits + i];
  }
  return result;
}
