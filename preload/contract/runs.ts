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
