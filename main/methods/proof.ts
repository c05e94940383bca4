import type { StoredModel, ThreadPool } from './context.ts';

/** One line of `macroscope verify`: a measured number beside the value it must have. */
export interface Check {
  id: string;
  measured: number;
  /** 95% interval of the measured value, where it has one. */
  interval?: [number, number];
  reference: number | string;
  tolerance: number | string;
  pass: boolean;
  /** Paper and equation, or the independent computation behind the reference. Rows that are only shown say so. */
  source: string;
}

/** One line of `macroscope bench`: a ratio of two times measured interleaved in this run. */
export interface BenchmarkRow {
  id: string;
  measured: number;
  unit: string;
  reference: number | string;
  pass: boolean | null;
  detail: string;
}

export interface ProofContext {
  level: 'quick' | 'normal' | 'full';
  seed: number;
  pool: ThreadPool;
  model(id: string): Promise<StoredModel>;
  progress(fraction: number, message: string): void;
}

export interface Verification {
  title: string;
  run(context: ProofContext): Promise<Check[]>;
}

export interface Benchmark {
  title: string;
  run(context: ProofContext): Promise<BenchmarkRow[]>;
}
