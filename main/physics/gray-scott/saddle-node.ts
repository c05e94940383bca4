/**
 * k = √F/2 − F, where the two uniform states with b > 0 meet and vanish: F ≥ 4 (F + k)² is needed for them. Patterns live along this
 * line; κ is the distance k − saddleNodeKill(F) from it.
 */
export function saddleNodeKill(F: number): number {
  return Math.sqrt(F) / 2 - F;
}
