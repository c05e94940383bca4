import type { HostEvents, RunRecord } from '../../../preload/contract/index.ts';
import type { JobEnd } from './job.ts';

/** State and reason that the end of a job gives its run. `closing`: the workbench is being closed. */
export function verdict(end: JobEnd, closing: boolean): Partial<RunRecord> {
  switch (end.outcome) {
    case 'done':
      return { state: 'done', reason: undefined };
    case 'paused':
      return { state: 'paused', reason: 'paused by the user' };
    case 'stopped':
      return closing
        ? { state: 'interrupted', reason: 'the workbench was closed', continueOnStart: true }
        : { state: 'interrupted', reason: 'stopped by the user' };
    case 'failed':
      return { state: 'failed', reason: end.error.message, error: end.error };
    case 'lost':
      return { state: 'interrupted', reason: end.reason, ...(closing ? { continueOnStart: true } : {}) };
  }
}

/** What the user is told of it, if anything. `expected`: the user asked for the end; `notifyAfter`: seconds of computing. */
export function announcement(
  record: RunRecord,
  end: JobEnd,
  options: { expected: boolean; notifyAfter: number },
): HostEvents['notice'] | null {
  const { id: run, name } = record;
  if (end.outcome === 'failed') {
    const message = [end.error.message, end.error.remedy].filter(Boolean).join(' ');
    return { level: 'error', title: `${name} failed`, message, run };
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
