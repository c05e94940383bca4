import { HostError } from '../../../preload/contract/index.ts';
import type { Spacetime } from './spacetime.ts';

/** From this number of runs on, whole runs are held out. */
const runsToHoldOut = 4;

/** Windows of 2T steps: any of these runs, any of the first steps firstStart … firstStart + starts − 1. */
export interface Windows {
  runs: readonly number[];
  firstStart: number;
  starts: number;
}

/**
 * What a learner trains on and what it keeps to test itself: whole runs where there are four, spread over all, otherwise the last windows, with no
 * step in common with those trained on.
 * @param share of runs or first steps that is held out; with 0 there are no tests.
 * @throws HostError('bad-argument') where the series is too short.
 */
export function splitWindows(
  { runs, times }: Pick<Spacetime, 'runs' | 'times'>,
  time: number,
  share: number,
): { training: Windows; heldOut: Windows } {
  const span = 2 * time;
  const starts = times - span + 1;
  if (starts < 1) {
    throw tooShort(
      time,
      `A series of ${times} steps is too short for ${time} steps in one.`,
      `Give at least ${span} steps`,
    );
  }
  const all = Array.from({ length: runs }, (_, run) => run);
  if (share === 0) {
    return {
      training: { runs: all, firstStart: 0, starts },
      heldOut: { runs: [], firstStart: 0, starts },
    };
  }
  if (runs >= runsToHoldOut) {
    const tests = Math.max(1, Math.round(share * runs));
    // Runs may come in groups from different starts.
    const tested = new Set(Array.from({ length: tests }, (_, i) => Math.floor(((i + 0.5) * runs) / tests)));
    return {
      training: { runs: all.filter((run) => !tested.has(run)), firstStart: 0, starts },
      heldOut: { runs: all.filter((run) => tested.has(run)), firstStart: 0, starts },
    };
  }
  // First steps that are left when those between training and test, which have steps in common with both, are taken away.
  const left = starts - (span - 1);
  const last = Math.max(1, Math.min(Math.round(share * starts), Math.floor(left / 2)));
  if (left - last < 1) {
    throw tooShort(
      time,
      `A series of ${times} steps leaves none to test ${time === 1 ? 'a rule' : `${time} steps in one`} on.`,
      `Give at least ${2 * span} steps or ${runsToHoldOut} runs`,
    );
  }
  return {
    training: { runs: all, firstStart: 0, starts: left - last },
    heldOut: { runs: all, firstStart: starts - last, starts: last },
  };
}

/** A rule has T = 1, which can't be less. */
const tooShort = (time: number, message: string, remedy: string) =>
  new HostError('bad-argument', message, {
    where: time === 1 ? 'spacetime' : 'scales',
    remedy: time === 1 ? `${remedy}.` : `${remedy}, or take a smaller T.`,
  });
