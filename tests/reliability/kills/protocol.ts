import type { CallName, RunState } from '../../../preload/contract/index.ts';

/** Between a test and the workbench it kills. */
export type ToHost =
  | { type: 'call'; number: number; name: CallName; argument: unknown }
  /** How the next worker dies, as JSON of a Death; empty for not at all. */
  | { type: 'death'; death: string };

export type FromHost =
  | { type: 'ready' }
  | { type: 'run'; id: string; state: RunState; reason: string | undefined }
  | { type: 'answer'; number: number; result: unknown }
  | { type: 'refusal'; number: number; message: string };
