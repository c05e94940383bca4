import { z } from 'zod';
import { whole } from './parameters.ts';

export const settings = z.object({
  theme: z.enum(['system', 'dark', 'light']).default('system'),
  colourMap: z.enum(['magma', 'viridis', 'cividis', 'grey']).default('magma'),
  concurrentJobs: whole({
    title: 'Concurrent jobs',
    description: 'Runs computed at the same time; each has a worker process.',
    min: 1,
    max: 16,
    default: 1,
    step: 1,
  }),
  threads: whole({
    title: 'Threads per job',
    description: 'Worker threads a job may share independent systems over; 0 takes one per core.',
    min: 0,
    max: 64,
    default: 0,
    step: 1,
  }),
  resumeOnStart: z.boolean().default(true).meta({
    title: 'Resume on start',
    description: 'Go on with runs that were running when the workbench was closed.',
  }),
  checkpointSeconds: whole({
    title: 'Checkpoint every',
    unit: 's',
    description: 'Longest time of computing that a crash can cost.',
    min: 1,
    max: 3600,
    default: 60,
    step: 10,
  }),
  notifyAfterSeconds: whole({
    title: 'Notify after',
    unit: 's',
    description: 'Runs longer than this notify when they end.',
    min: 0,
    max: 86_400,
    default: 60,
    step: 30,
  }),
  /** Sizes of panes and the like, by name. */
  layout: z.record(z.string().max(80), z.array(z.number()).max(8)).default({}),
});
export type Settings = z.infer<typeof settings>;

export interface BackendReport {
  name: 'simd-engine' | 'tfjs-node-gpu' | 'webgpu' | 'tfjs-node' | 'wasm' | 'cpu';
  title: string;
  state: 'chosen' | 'usable' | 'refused' | 'untried';
  /** One sentence: what the self-test measured, or why it was refused. */
  reason: string;
  /** Largest relative gradient error of the self-test. */
  gradientError?: number;
  milliseconds?: number;
}

export interface WorkbenchDescription {
  version: string;
  runtime: 'desktop' | 'browser';
  node: string;
  platform: string;
  cores: number;
  workspace: string;
  workspaceBytes: number;
  /** 'read-only': another workbench holds the workspace; everything can be looked at, nothing changed. */
  access: 'own' | 'read-only';
  /** Who holds it, in words, when it is read-only: "process 4711 since 14:02". */
  heldBy?: string;
  /** Largest payload of one call in bytes. */
  payloadLimit: number;
}
