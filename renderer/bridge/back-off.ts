/** Milliseconds to wait before attempt `attempt` + 1: doubles from a quarter second to 8 seconds. */
export function backOff(attempt: number): number {
  return Math.min(8000, 250 * 2 ** attempt);
}
