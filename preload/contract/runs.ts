import { z } from 'zod';
import type { ExperimentKindName, ExperimentSpec } from './experiments/index.ts';
import type { HostErrorShape } from './errors.ts';

export const runStates = [
  'queued',
  'running',
  'paused',
  'interrupted',
  'failed',
  'done',
  'archived',
] as const;
export const runState = z.enum(runStates);
export type RunState = z.infer<typeof runState>;

/** Folder name of a run: <date>-<kind>-<id>. Nothing else is ever joined to a path. */
export const runId = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}-[a-z][a-z-]{0,40}-[a-z0-9]{6,12}$/, 'not the name of a run');
export const artifactName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,120}$/i, 'not the name of an artifact');

/** A word the user files runs under. */
export const runTag = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^,\p{Cc}]*$/u, 'a tag has no comma in it');

/** The place of a run in the sweep it belongs to; every run of a sweep says all of it, so the folders stay the truth. */
export interface SweepMembership {
  /** Of the sweep: `sweep-` and random letters. */
  id: string;
  name: string;
  /** What is varied, in order; the last one changes fastest. */
  axes: SweepAxis[];
  /** Index of this run's value on each axis. */
  index: number[];
}

/** The values one entry of a document takes, in order. */
export interface SweepAxis {
  /** Entry of the document: "training.rate". */
  path: string;
  values: (number | string | boolean)[];
}

/** A file of a run, computed twice. */
export interface ReproducedFile {
  name: string;
  /** 'missing': the other run had it and this one has not; 'added': the other way round. */
  verdict: 'same' | 'different' | 'missing' | 'added';
  /** Largest |difference| over largest |value| of the arrays or numbers in it, where both can be read as such. */
  relativeDifference?: number;
}

/** What came of computing a finished run again on this machine. */
export interface Reproduction {
  /** Run that was computed again. */
  of: string;
  /** Whether every file and curve has the same bits; absent until both can be compared. */
  agrees?: boolean;
  files?: ReproducedFile[];
  /** What differs between the two machines that could matter: versions, backend, threads. */
  notes?: string[];
}

/** What run.json holds. */
export interface RunRecord {
  id: string;
  name: string;
  spec: ExperimentSpec;
  state: RunState;
  /** Why it stands where it stands: "stopped by the user", "the worker was killed (SIGKILL)". */
  reason?: string;
  error?: HostErrorShape & { stack?: string };
  versions: { macroscope: string; node: string; schema: number };
  /** Compute backend that made the numbers; a resume asks for the same one. */
  backend?: string;
  /** ISO times. */
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
  /** Seconds of computing, over all starts. */
  computeSeconds: number;
  starts: number;
  /** Last values of what the run calls its results, for lists. */
  summary: Record<string, number>;
  /** Where it stood when it last left the worker. */
  progress?: RunProgress;
  /** Interrupted by the workbench's end, not by the user or a crash: goes on at the next start if the settings say so. */
  continueOnStart?: boolean;
  /** State that restoring an archived run gives back. */
  archivedFrom?: RunState;
  tags?: string[];
  /** The user's own words about it. */
  notes?: string;
  sweep?: SweepMembership;
  reproduction?: Reproduction;
  /** The disk refused to be written to: paused, and goes on by itself when there is room. */
  waitsForDisk?: boolean;
}

export interface RunProgress {
  /** 0 to 1. */
  fraction: number;
  message: string;
  /** Estimated from the pace so far; absent until there is one. */
  secondsLeft?: number;
}

/** One line of a list of runs. */
export interface RunSummary {
  id: string;
  name: string;
  kind: ExperimentKindName;
  state: RunState;
  reason?: string;
  createdAt: string;
  startedAt?: string;
  endedAt?: string;
  computeSeconds: number;
  progress?: RunProgress;
  summary: Record<string, number>;
  bytes?: number;
  seed: number;
  tags?: string[];
  /** The first 200 characters of the notes, for search and lists. */
  notes?: string;
  sweep?: SweepMembership;
  reproduction?: Pick<Reproduction, 'of' | 'agrees'>;
  waitsForDisk?: boolean;
}

/** A deleted run, still in the workspace's bin. */
export interface BinnedRun {
  id: string;
  name: string;
  kind: ExperimentKindName;
  createdAt: string;
  deletedAt: string;
  bytes: number;
}

/** Bytes on the disk, counted when asked. */
export interface DiskUse {
  runs: number;
  bin: number;
  /** Index, log, settings and everything else in the workspace. */
  rest: number;
  /** Free on the disk of the workspace; null where the system does not say. */
  free: number | null;
}

/** A few points of a run's main curve, for a list. */
export interface Sparkline {
  /** Name of the metric. */
  metric: string;
  step: Float64Array;
  value: Float64Array;
}

export interface MetricPoint {
  name: string;
  step: number;
  value: number;
}

/** Metric curves thinned to at most `limit` points each. */
export type MetricSeries = Record<string, { step: Float64Array; value: Float64Array }>;

export interface ArtifactInfo {
  name: string;
  bytes: number;
  /** MIME type. */
  type: string;
}
