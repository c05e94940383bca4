import type { RunContext, Snapshot } from '../../context.ts';

/** Where one job of a figure is done: it can be interrupted between breaths and goes on from its own snapshot. */
export interface Stage {
  context: RunContext<'inverse-rg-figure'>;
  /** What this job's last snapshot held, or null when it begins. */
  restore(): Snapshot | null;
  breathe(take: () => Snapshot): Promise<void>;
  /** Fraction of this job. */
  progress(fraction: number, message: string): void;
}
