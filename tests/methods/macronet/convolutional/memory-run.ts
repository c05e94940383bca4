import { schemaOf, type FieldPreview, type SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  RunInterrupted,
  type Artifact,
  type RunContext,
  type Snapshot,
} from '../../../../main/methods/context.ts';
import { poolOfOne } from '../../gray-scott/pool.ts';

type Spec = SpecOf<'turing-convolutional'>;

/** A run of the convolutional training whose folder is in memory; random streams are part of its checkpoint. */
export class MemoryRun {
  readonly artifacts = new Map<string, Artifact>();
  readonly metrics: { name: string; step: number; value: number }[] = [];
  readonly frames: FieldPreview[][] = [];
  readonly notes: string[] = [];
  readonly spec: Spec;
  summary: Record<string, number> = {};
  backend: string | undefined;
  #checkpoint: { snapshot: Snapshot; states: Map<string, number[]> } | null = null;

  constructor(document: Record<string, unknown>) {
    this.spec = schemaOf['turing-convolutional'].parse({ kind: 'turing-convolutional', ...document });
  }

  /** The context of one start; it checkpoints and interrupts when `interrupt` says so of a snapshot. */
  start(interrupt: (snapshot: Snapshot) => boolean = () => false): RunContext<'turing-convolutional'> {
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
      inputs: async () => ({}),
      runArrays: () => Promise.reject(new Error('there is no other run')),
      runSpec: () => Promise.reject(new Error('there is no other run')),
      model: () => Promise.reject(new Error('a training needs no model')),
      pool: poolOfOne(),
    };
  }

  arrays(name: string) {
    const artifact = this.artifacts.get(name);
    if (artifact?.type !== 'arrays') throw new Error(`no arrays ${name}`);
    return artifact.arrays;
  }
}
