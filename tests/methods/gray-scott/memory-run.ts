import { schemaOf, type FieldPreview, type SpecOf } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  RunInterrupted,
  type Artifact,
  type RunContext,
  type Snapshot,
} from '../../../main/methods/context.ts';
import { poolOfOne } from './pool.ts';

/** A run of the data set kind whose folder is in memory; it can be interrupted and gone on with, as often as wanted. */
export class MemoryRun {
  readonly artifacts = new Map<string, Artifact>();
  readonly writes: string[] = [];
  readonly metrics: [name: string, step: number, value: number][] = [];
  readonly frames: FieldPreview[] = [];
  readonly spec: SpecOf<'gray-scott-dataset'>;
  progress = 0;
  summary: Record<string, number> = {};
  checkpoint: Snapshot | null = null;

  constructor(spec: Record<string, unknown>) {
    this.spec = schemaOf['gray-scott-dataset'].parse({ kind: 'gray-scott-dataset', ...spec });
  }

  /** The context of one start: it checkpoints and interrupts at the `breaths`-th breath. */
  start(breaths = Infinity, threads = 1): RunContext<'gray-scott-dataset'> {
    let left = breaths;
    return {
      spec: this.spec,
      version: '0.0.0-test',
      random: (name) => new RandomStream(this.spec.seed, name),
      metric: (name, step, value) => void this.metrics.push([name, step, value]),
      progress: (fraction) => void (this.progress = fraction),
      frame: (fields) => void this.frames.push(...fields),
      log: () => undefined,
      restore: () => this.checkpoint,
      breathe: async (snapshot) => {
        if (--left > 0) return;
        this.checkpoint = structuredClone(snapshot());
        throw new RunInterrupted('pause');
      },
      artifact: async (name, content) => {
        this.writes.push(name);
        this.artifacts.set(name, structuredClone(content));
      },
      summary: (values) => void (this.summary = values),
      inputs: async () => ({}),
      runArrays: async (_run, name) => this.arrays(name),
      runSpec: async () => this.spec,
      model: () => Promise.reject(new Error('a data set needs no model')),
      pool: poolOfOne(threads),
      backend: undefined,
      useBackend: () => undefined,
    };
  }

  arrays(name: string) {
    const artifact = this.artifacts.get(name);
    if (artifact?.type !== 'arrays') throw new Error(`no arrays ${name}`);
    return artifact.arrays;
  }

  json(name: string): Record<string, unknown> {
    const artifact = this.artifacts.get(name);
    if (artifact?.type !== 'json') throw new Error(`no document ${name}`);
    return artifact.value as Record<string, unknown>;
  }
}
