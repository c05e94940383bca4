/**
 * Exact motion of the harmonic oscillator with m = k = 1 (Eq. 8): rotation of (x, p) by τ, clockwise in the phase plane.
 *
 * @param tau time, in radians of phase
 */
export function evolve(x: number, p: number, tau: number): [x: number, p: number] {
  const cosine = Math.cos(tau);
  const sine = Math.sin(tau);
  return [x * cosine + p * sine, p * cosine - x * sine];
}

/** H = p²/2 + x²/2 (Eq. 8 with m = k = 1). */
export function energy(x: number, p: number): number {
  return (x * x + p * p) / 2;
}
