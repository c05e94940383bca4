import { bareCouplings } from '../coupling-space.ts';
import type { RgMap, RgMonotone } from '../rg-map.ts';

export interface CriticalScan {
  /** Bare couplings between which the maximum is sought; 0.2 and 1.4. */
  low?: number;
  high?: number;
  /** Bare couplings of the scan before the maximum is refined; 61. */
  points?: number;
  /** RG steps ℓ of the flow; 8. */
  steps?: number;
}

/** Width to which the maximum is narrowed down. */
const tolerance = 1e-7;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * J0* = argmax C(J(J0, ℓ)) over bare couplings (Eq. 21): the highest local maximum inside the scan of what C is at the end of the flow from
 * (J0, 0, …), refined by golden section. Null when the scan has none: C has not been learned, or its flow leaves every number.
 */
export function monotoneCritical(map: RgMap, options: CriticalScan = {}): number | null {
  const { low = 0.2, high = 1.4, points = 61, steps = 8 } = options;
  const { monotone } = map;
  if (monotone === null) throw new TypeError(`${map.title} has no monotone`);
  const end = (bare: number) => endOfFlow(map, monotone, bare, steps);
  const x = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
  const heights = x.map(end);
  let best: number | null = null;
  for (let i = 1; i + 1 < points; i++) {
    const isMaximum = heights[i] >= heights[i - 1] && heights[i] > heights[i + 1];
    if (isMaximum && (best === null || heights[i] > heights[best])) best = i;
  }
  return best === null ? null : maximum(end, x[best - 1], x[best + 1]);
}

/** C after `steps` RG steps from the bare coupling. */
function endOfFlow(map: RgMap, monotone: RgMonotone, bare: number, steps: number): number {
  let couplings: Float64Array = bareCouplings(map.space, bare);
  for (let step = 0; step < steps; step++) couplings = map.step(couplings).couplings;
  return monotone.value(couplings);
}

/** Position of the maximum of a function with one maximum between `low` and `high`, by golden section. */
function maximum(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  let [c, d] = [b - golden * (b - a), a + golden * (b - a)];
  let [atC, atD] = [f(c), f(d)];
  while (b - a > tolerance) {
    if (atC >= atD) {
      [b, d, atD] = [d, c, atC];
      c = b - golden * (b - a);
      atC = f(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + golden * (b - a);
      atD = f(d);
    }
  }
  return (a + b) / 2;
}
