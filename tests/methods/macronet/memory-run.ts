import {
  schemaOf,
  type ArrayRecord,
  type ExperimentKindName,
  type FieldPreview,
  type SpecOf,
} from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  RunInterrupted,
  type Artifact,
  type RunContext,
  type Snapshot,
  type StoredModel,
} from '../../../main/methods/context.ts';
import { poolOfOne } from '../gray-scott/pool.ts';

/** A run whose folder is in memory; random streams are part of its checkpoint, as in a run of the host. */
export class MemoryRun<K extends ExperimentKindName> {
  readonly spec: SpecOf<K>;
  readonly artifacts = new Map<string, Artifact>();
  readonly metrics: { name: string; step: number; value: number }[] = [];
  readonly frames: FieldPreview[][] = [];
  readonly notes: string[] = [];
  readonly models = new Map<string, StoredModel>();
  inputs: ArrayRecord = {};
  summary: Record<string, number> = {};
  backend: string | undefined;
  #checkpoint: { snapshot: Snapshot; states: Map<string, number[]> } | null = null;

  constructor(kind: K, document: Record<string, unknown> = {}) {
    this.spec = schemaOf[kind].parse({ kind, ...document }) as SpecOf<K>;
  }

  /** The context of one start; it checkpoints and interrupts when `interrupt` says so of a snapshot. */
  start(interrupt: (snapshot: Snapshot) => boolean = () => false): RunContext<K> {
    const streams = new Map<string, RandomStream>();
    return {
      spec: this.spec,
      version: '0.0.0-test',
      backend: this.backend,
      useBackend: (name) => void (this.backend = name),
      random: (name) => {
        let stream = streams.get(name);
        if (!stream) {
          stream = new RandomStream(this.spec.seed, name);
          const state = this.#checkpoint?.states.get(name);
          if (state) stream.restore(state);
          streams.set(name, stream);
        }
        return stream;
      },
      metric: (name, step, value) => void this.metrics.push({ name, step, value }),
      progress: () => undefined,
      frame: (fields) => void this.frames.push(fields),
      log: (message) => void this.notes.push(message),
      restore: () => this.#checkpoint?.snapshot ?? null,
      breathe: async (snapshot) => {
        const taken = snapshot();
        if (!interrupt(taken)) return;
        const states = new Map([...streams].map(([name, stream]) => [name, stream.state()]));
        this.#checkpoint = { snapshot: structuredClone(taken), states };
        throw new RunInterrupted('pause');
      },
      artifact: async (name, content) => void this.artifacts.set(name, structuredClone(content)),
      summary: (values) => void (this.summary = values),
      inputs: async () => this.inputs,
      runArrays: () => Promise.reject(new Error('there is no other run')),
      runSpec: () => Promise.reject(new Error('there is no other run')),
      model: async (id) => {
        const model = this.models.get(id);
        if (!model) throw new Error(`there is no model ${id}`);
        return model;
      },
      pool: poolOfOne(),
    };
  }

  arrays(name: string): ArrayRecord {
    const artifact = this.artifacts.get(name);
    if (artifact?.type !== 'arrays') throw new Error(`no arrays ${name}`);
    return artifact.arrays;
  }

  json<T>(name: string): T {
    const artifact = this.artifacts.get(name);
    if (artifact?.type !== 'json') throw new Error(`no document ${name}`);
    // As a file would hold it.
    return JSON.parse(
      JSON.stringify(artifact.value, (_key, value: unknown) =>
        ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value,
      ),
    ) as T;
  }

  /** The model a finished training left. */
  trained(id: string): StoredModel {
    return { id, description: this.json('model.json'), arrays: this.arrays('weights.npz') };
  }

  metric(name: string): number[] {
    return this.metrics.filter((point) => point.name === name).map(({ value }) => value);
  }
}

/** Interrupts once, at the first snapshot of training step `step`. */
export function atStep(step: number): (snapshot: Snapshot) => boolean {
  return ({ values }) => values.step === step;
}
