import type { EnsembleMeasurement, Estimate } from '../../../../preload/contract/index.ts';

/** Data that kernels or networks are trained on: critical configurations of side L_t. */
export interface JobData {
  side: number;
  configurations: number;
  weighted: boolean;
}

/** Kernels of several sizes from one set of counts, by Newton. */
export interface KernelsJob extends JobData {
  type: 'kernels';
  sizes: readonly number[];
}

/** One kernel by AdamW on mini-batches, for its curve of losses. */
export interface DescentJob extends JobData {
  type: 'descent';
  size: number;
  batch: number;
  epochs: number;
}

/** A two-layer network. */
export interface NetworkJob extends JobData {
  type: 'network';
  size: number;
}

/** An ensemble grown by a kernel or network of an earlier job. */
export interface EnsembleJob {
  type: 'ensemble';
  upscaler: { from: string; size: number };
  /** 1, or the side of the Monte Carlo configurations to start from. */
  start: 1 | 4 | 8 | 16;
  size: number;
  configurations: number;
  rsrg: boolean;
}

/** Monte Carlo at the critical point. */
export interface ChainJob {
  type: 'chain';
  size: number;
  configurations: number;
  rsrg: boolean;
}

export type Job = KernelsJob | DescentJob | NetworkJob | EnsembleJob | ChainJob;

/** Results are plain JSON, so that finished jobs are part of every checkpoint. */
export interface JobResults {
  kernels: { weights: Record<string, number[]>; effectiveSize: number };
  descent: {
    steps: number[];
    training: number[];
    heldOut: number[];
    /** The optimum on the same data. */
    newton: number;
    floor: Estimate | null;
  };
  network: { parameters: Record<string, number[]>; heldOut: Estimate };
  ensemble: EnsembleMeasurement;
  chain: EnsembleMeasurement;
}

export type ResultOf<J extends Job> = JobResults[J['type']];

/** Sweeps between configurations, near the autocorrelation time of Swendsen–Wang at K_c. */
export const spacing = 5;

/** About how many core seconds a job takes: only its share of the progress bar depends on it. */
export function costOf(job: Job): number {
  switch (job.type) {
    case 'kernels':
      return 1.2 * job.configurations * job.side ** 2 * 8e-8 + 0.3 * job.sizes.length;
    case 'descent':
      return 1.2 * job.configurations * job.side ** 2 * 8e-8 + job.epochs * 0.05;
    case 'network':
      return 1.2 * job.configurations * (job.size === 3 ? 1.2e-3 : 4.8e-3) * (job.side / 32) ** 2;
    case 'ensemble': {
      const perSpin = job.upscaler.from.startsWith('network')
        ? job.upscaler.size === 3
          ? 4e-7
          : 1.3e-6
        : 2.5e-8;
      return job.configurations * job.size ** 2 * (1.4 * perSpin + (job.rsrg ? 1.5e-8 : 0));
    }
    case 'chain':
      return job.configurations * job.size ** 2 * (spacing * 1e-8 + (job.rsrg ? 1.5e-8 : 0.5e-8));
  }
}
