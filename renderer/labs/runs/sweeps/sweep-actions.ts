import type { RunSummary } from '../../../../preload/contract/index.ts';
import { host } from '../../../bridge/host.ts';

/** What can be asked of all runs of a sweep. */
export type SweepAction = 'pause' | 'resume' | 'stop' | 'retry';

const calls = {
  pause: host.runPause,
  resume: host.runResume,
  stop: host.runStop,
  retry: host.runRetry,
} as const;

const states: Record<SweepAction, readonly RunSummary['state'][]> = {
  pause: ['queued', 'running'],
  resume: ['paused', 'interrupted'],
  stop: ['queued', 'running', 'paused'],
  retry: ['failed'],
};

/**
 * Runs an action is for, in the order in which it is asked of them: what waits is held back before what runs, else each place that
 * becomes free would be taken by the next one; what goes on begins with the first.
 */
export function concerned(action: SweepAction, runs: readonly (RunSummary | null)[]): RunSummary[] {
  const found = runs.filter((run) => run !== null).filter(({ state }) => states[action].includes(state));
  if (action === 'resume' || action === 'retry') return found;
  return found.toReversed().toSorted((a, b) => Number(a.state === 'running') - Number(b.state === 'running'));
}

/** Asks it of each of them, one after the other. @returns how many would not, and the first one's reason */
export async function askAll(
  action: SweepAction,
  runs: readonly RunSummary[],
): Promise<{ refused: number; reason: unknown }> {
  let refused = 0;
  let reason: unknown;
  for (const { id } of runs) {
    try {
      await calls[action]({ id });
    } catch (error) {
      refused++;
      reason ??= error;
    }
  }
  return { refused, reason };
}
