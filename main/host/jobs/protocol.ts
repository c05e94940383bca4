import type {
  ExperimentSpec,
  FieldPreview,
  HostErrorShape,
  HostEventName,
  HostEvents,
  MetricPoint,
} from '../../../preload/contract/index.ts';

/** What the host and its worker processes say to each other, over whatever the launcher connects them with. */

/** A job worker runs one run; the service worker answers calls that compute; the file worker reads the users' files. */
export type WorkerRole = 'job' | 'service' | 'files';

export interface JobOrder {
  id: string;
  spec: ExperimentSpec;
  /** Folder of the run. */
  folder: string;
  /** Folder of all runs, for data sets and models that other runs made. */
  runs: string;
  version: string;
  backend?: string;
  /** Longest time between checkpoints. */
  checkpointSeconds: number;
  /** Threads it may use. */
  threads: number;
}

export type StopRequest = 'pause' | 'stop';

export type JobOutcome =
  | { outcome: 'done' }
  | { outcome: 'paused' | 'stopped' }
  /** The disk refused; the last checkpoint stands. */
  | { outcome: 'blocked'; error: HostErrorShape }
  | { outcome: 'failed'; error: HostErrorShape & { stack?: string } };

export type ToWorker =
  | { type: 'start'; order: JobOrder }
  | { type: 'request'; request: StopRequest }
  /** The first message to a worker that answers calls: the folder of all runs. */
  | { type: 'serve'; runs: string }
  | { type: 'call'; id: number; name: string; argument: unknown }
  /** The host has read everything: the process may end. */
  | { type: 'exit' };

export type FromWorker =
  | { type: 'ready' }
  | { type: 'metrics'; points: MetricPoint[] }
  | { type: 'progress'; fraction: number; message: string }
  | { type: 'frame'; fields: FieldPreview[] }
  | { type: 'summary'; values: Record<string, number> }
  | { type: 'backend'; name: string }
  /** The run goes on, but the user should know. */
  | { type: 'warning'; message: string }
  | { type: 'end'; result: JobOutcome }
  /** `memory`: bytes the process holds after the call. */
  | { type: 'answer'; id: number; result: unknown; memory?: number }
  | { type: 'refusal'; id: number; error: HostErrorShape & { stack?: string }; memory?: number }
  | { [K in HostEventName]: { type: 'event'; name: K; payload: HostEvents[K] } }[HostEventName];
