import type { HostEvents, RunRecord } from '../../../preload/contract/index.ts';
import type { JobEnd } from './job.ts';
import type { StopRequest } from './protocol.ts';

/**
 * State and reason that the end of a job gives its run. `closing`: the workbench is being closed; `requested`: what the user, or
 * the closing workbench, had asked the job for.
 */
export function verdict(
  end: JobEnd,
  { closing, requested }: { closing: boolean; requested: StopRequest | null },
): Partial<RunRecord> {
  switch (end.outcome) {
    case 'done':
      return { state: 'done', reason: undefined };
    case 'paused':
      return { state: 'paused', reason: 'paused by the user' };
    case 'stopped':
      return closing
        ? { state: 'interrupted', reason: 'the workbench was closed', continueOnStart: true }
        : { state: 'interrupted', reason: 'stopped by the user' };
    case 'blocked':
      return blocked(end.error.message, closing, requested);
    case 'failed':
      return { state: 'failed', reason: end.error.message, error: end.error };
    case 'lost':
      return { state: 'interrupted', reason: end.reason, ...(closing ? { continueOnStart: true } : {}) };
  }
}

/** The disk refused: whoever wanted the run to end gets that, with an earlier checkpoint; else it waits. */
function blocked(message: string, closing: boolean, requested: StopRequest | null): Partial<RunRecord> {
  const unsaved = `and could not save its last state. ${message}`;
  if (closing) {
    return {
      state: 'interrupted',
      reason: `the workbench was closed; the run ended ${unsaved}`,
      continueOnStart: true,
    };
  }
  if (requested === 'stop') return { state: 'interrupted', reason: `stopped by the user, ${unsaved}` };
  if (requested === 'pause') return { state: 'paused', reason: `paused by the user, ${unsaved}` };
  return {
    state: 'paused',
    reason: `${message} The run goes on by itself once its folder can be written again.`,
    waitsForDisk: true,
  };
}

/**
 * What the user is told of it, if anything. `expected`: the user asked for the end; `again`: the run has waited for the disk
 * since it last got further; `notifyAfter`: seconds of computing.
 */
export function announcement(
  record: RunRecord,
  end: JobEnd,
  options: { expected: boolean; again: boolean; notifyAfter: number },
): HostEvents['notice'] | null {
  const { id: run, name } = record;
  if (end.outcome === 'failed') {
    const message = [end.error.message, end.error.remedy].filter(Boolean).join(' ');
    return { level: 'error', title: `${name} failed`, message, run };
  }
  if (end.outcome === 'blocked' && options.again) return null;
  if (end.outcome === 'blocked') {
    const message = [record.reason, end.error.remedy].filter(Boolean).join(' ');
    return { level: 'warning', title: `${name} waits for the disk`, message, run };
  }
  if (end.outcome === 'lost' && !options.expected) {
    const message = `It was interrupted: ${end.reason}. Resume it to go on from its last checkpoint.`;
    return { level: 'warning', title: `${name} was interrupted`, message, run };
  }
  if (end.outcome === 'done' && record.computeSeconds >= options.notifyAfter) {
    return { level: 'info', title: `${name} is done`, message: record.id, run };
  }
  return null;
}
