import type { Measured } from '../../../../preload/contract/index.ts';

/** The loss of a model on held-out data, in nats per pixel; null where it was not measured. */
export function heldOutLoss(scores: Record<string, Measured>): Measured | null {
  return scores['held out: loss'] ?? null;
}
