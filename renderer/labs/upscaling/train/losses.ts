import type { Measured, ModelSummary, UpscalerTrainingResult } from '../../../../preload/contract/index.ts';

/** The loss of a model on held-out data, in nats per pixel; null where it was not measured. */
export function heldOutLoss(scores: Record<string, Measured>): Measured | null {
  return scores['held out: loss'] ?? null;
}

/** Differences of two losses below this are rounding. */
const rounding = 1e-12;

/** How far a training stayed above the optimum of its data, in nats per pixel; null when it reached it, or none is known. */
export function excessLoss({
  loss,
  newtonLoss,
}: Pick<UpscalerTrainingResult, 'loss' | 'newtonLoss'>): number | null {
  if (newtonLoss === null) return null;
  const excess = loss.training.value - newtonLoss;
  return excess > rounding ? excess : null;
}

/** An upscaler in the list of all: its loss, and why that cannot be set beside the others, if it cannot. */
export interface ListedUpscaler {
  id: string;
  title: string;
  /** Trained in this workspace. */
  own: boolean;
  loss: Measured | null;
  apart: string | null;
}

/** Upscalers by their loss, lowest first; those whose loss means something else come last. */
export function listUpscalers(models: readonly ModelSummary[]): ListedUpscaler[] {
  return models
    .map(({ id, title, scores, spec }) => ({
      id,
      title,
      own: id.startsWith('run/'),
      loss: heldOutLoss(scores),
      apart: spec?.kind === 'upscaler-training' ? reasonApart(spec) : null,
    }))
    .toSorted(
      (a, b) =>
        Number(a.apart !== null) - Number(b.apart !== null) ||
        (a.loss?.value ?? Infinity) - (b.loss?.value ?? Infinity),
    );
}

function reasonApart({
  loss,
  model,
}: Extract<ModelSummary['spec'], { kind: 'upscaler-training' }>): string | null {
  if (loss === 'weighted') return 'weighted, not comparable';
  return model.type === 'temperature' ? 'mean over its couplings' : null;
}
