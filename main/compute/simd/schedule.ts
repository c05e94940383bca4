import type { OptimiserSpec } from '../../../preload/contract/experiments/training.ts';

/** Learning rate at step `step` (0 … steps − 1) as a fraction of its peak. */
export type Schedule = (step: number, steps: number) => number;

const cosine = (from: number, to: number, fraction: number) =>
  to + ((from - to) * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, fraction))))) / 2;

/** Linear warm-up over the first 5% of the steps, then a cosine to 1% of the peak. */
const warmupCosine: Schedule = (step, steps) => {
  const warmup = Math.max(1, Math.round(0.05 * steps));
  return step < warmup
    ? (step + 1) / warmup
    : cosine(1, 0.01, (step - warmup) / Math.max(1, steps - 1 - warmup));
};

/** One cycle (Smith and Topin 2018): cosine from 1/25 up over 30% of the steps, cosine down to 1/250,000. */
const oneCycle: Schedule = (step, steps) => {
  const peak = Math.max(1, 0.3 * steps - 1);
  return step <= peak
    ? cosine(1 / 25, 1, step / peak)
    : cosine(1, 4e-6, (step - peak) / Math.max(1, steps - 1 - peak));
};

export const schedules: Record<OptimiserSpec['schedule'], Schedule> = {
  'warmup-cosine': warmupCosine,
  'one-cycle': oneCycle,
  constant: () => 1,
};

/** The learning rate of an optimiser specification at a step. */
export function learningRate(spec: OptimiserSpec, step: number, steps: number): number {
  return spec.learningRate * schedules[spec.schedule](step, steps);
}
