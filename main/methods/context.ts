import type {
  ArrayRecord,
  ExperimentKindName,
  ExperimentSpec,
  FieldPreview,
  SpecOf,
} from '../../preload/contract/index.ts';
import type { RandomStream } from '../compute/random.ts';

/** Everything a method needs to go on as if it had never been interrupted. Random states are added by the context. */
export interface Snapshot {
  /** Weights, optimiser slots, data: written as raw bytes, read back bit for bit. */
  arrays: ArrayRecord;
  /** Small JSON values: step, epoch, best loss. */
  values: Record<string, unknown>;
}

export type Artifact =
  | { type: 'arrays'; arrays: ArrayRecord }
  | { type: 'json'; value: unknown }
  | { type: 'text'; text: string; mime: 'text/csv' | 'text/plain' | 'image/svg+xml' }
  | { type: 'bytes'; bytes: Uint8Array; mime: string };

/** A trained model as it lies on disk: resources/models/<name>/ or <run>/artifacts/. */
export interface StoredModel {
  id: string;
  /** model.json: specification, seed, versions, normalisation, scores. */
  description: Record<string, unknown>;
  /** weights.npz. */
  arrays: ArrayRecord;
}

/** Runs independent pieces of work on worker threads; results come back in the order of the inputs. */
export interface ThreadPool {
  readonly size: number;
  /** `task` is a name in main/methods/tasks.ts. Input and output are structured-cloned; buffers in `transfer` are moved. */
  map<I, O>(task: string, inputs: readonly I[], onDone?: (index: number, output: O) => void): Promise<O[]>;
}

/** What a method is given: no file system, no host, no clock that could change a result. */
export interface RunContext<K extends ExperimentKindName = ExperimentKindName> {
  readonly spec: SpecOf<K>;
  /** Version of the program, for provenance. */
  readonly version: string;
  /** Compute backend the run began with, which a resume has to take again; undefined at the first start. */
  readonly backend: string | undefined;
  /** Notes the backend that makes the run's numbers. */
  useBackend(name: string): void;
  /** The stream named `name`, derived from the spec's seed; its state is part of every checkpoint. */
  random(name: string): RandomStream;
  metric(name: string, step: number, value: number): void;
  /** Fraction 0 to 1; time left is the host's business. */
  progress(fraction: number, message: string): void;
  /** A live picture; dropped when the last one was less than 1/30 s ago. */
  frame(fields: FieldPreview[]): void;
  log(message: string): void;
  /** What the last checkpoint held, or null on a first start. Random streams are already restored. */
  restore(): Snapshot | null;
  /**
   * To be awaited between steps. Writes a checkpoint when one is due, and when the run is to pause or stop writes one and throws
   * `RunInterrupted`. Cheap when there is nothing to do; lets messages in at most every 20 ms.
   */
  breathe(snapshot: () => Snapshot): Promise<void>;
  artifact(name: string, content: Artifact): Promise<void>;
  /** Result numbers for lists of runs. */
  summary(values: Record<string, number>): void;
  /** Arrays handed in with the run. */
  inputs(): Promise<ArrayRecord>;
  /** Arrays of an artifact of another run (a data set), or with the name 'inputs' those handed in with it. */
  runArrays(run: string, name: string): Promise<ArrayRecord>;
  /** The specification of another run. */
  runSpec(run: string): Promise<ExperimentSpec>;
  /** A pretrained model or one trained by a run. */
  model(id: string): Promise<StoredModel>;
  readonly pool: ThreadPool;
}

/** Thrown by `breathe` after the checkpoint is safe; methods let it pass. */
export class RunInterrupted extends Error {
  readonly request: 'pause' | 'stop';
  constructor(request: 'pause' | 'stop') {
    super(`run asked to ${request}`);
    this.name = 'RunInterrupted';
    this.request = request;
  }
}

/** What a method registers. */
export interface ExperimentKind<K extends ExperimentKindName = ExperimentKindName> {
  kind: K;
  title: string;
  /** One sentence for menus. */
  description: string;
  /** Batch runs wait in the queue; interactive ones start at once beside it. */
  lane: 'batch' | 'interactive';
  run(context: RunContext<K>): Promise<void>;
}
