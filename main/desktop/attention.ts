import type { RunState, RunSummary } from '../../preload/contract/runs.ts';

/** The runs that compute at this moment, followed through the host's events. */
export class RunningJobs {
  readonly #running = new Map<string, RunSummary>();
  readonly #lastState = new Map<string, RunState>();

  /** Takes note of a change; returns the state the run was in before, if it was seen before. */
  note(run: RunSummary): RunState | undefined {
    const before = this.#lastState.get(run.id);
    this.#lastState.set(run.id, run.state);
    if (run.state === 'running') this.#running.set(run.id, run);
    else this.#running.delete(run.id);
    return before;
  }

  get all(): RunSummary[] {
    return [...this.#running.values()];
  }
}

/** The computer is kept from sleeping while jobs compute, and never otherwise. */
export function shouldStayAwake(running: readonly RunSummary[]): boolean {
  return running.length > 0;
}

/** Progress shown on the task bar, 0 to 1: the mean over running jobs that know theirs; null shows none. */
export function taskbarProgress(running: readonly RunSummary[]): number | null {
  const fractions = running.flatMap(({ progress }) => (progress === undefined ? [] : [progress.fraction]));
  return fractions.length === 0 ? null : fractions.reduce((sum, value) => sum + value, 0) / fractions.length;
}

export interface EndNotice {
  title: string;
  body: string;
}

/** What to tell the user when a run's state changes, outside of the page: only ends of long jobs, and only when the window is not being looked at. */
export function noticeOfEnd(
  run: RunSummary,
  before: RunState | undefined,
  { notifyAfterSeconds, focused }: { notifyAfterSeconds: number; focused: boolean },
): EndNotice | null {
  const endings: Partial<Record<RunState, string>> = {
    done: 'is done',
    failed: 'has failed',
    interrupted: 'was interrupted',
  };
  const ending = endings[run.state];
  if (focused || before !== 'running' || ending === undefined || run.computeSeconds < notifyAfterSeconds) {
    return null;
  }
  const time = `after ${duration(run.computeSeconds)}`;
  return {
    title: `${run.name} ${ending}`,
    body: run.reason === undefined ? `It ended ${time}.` : `It ended ${time}: ${run.reason}.`,
  };
}

export interface QuitQuestion {
  message: string;
  detail: string;
  /** The first quits, the second does not. */
  buttons: [string, string];
}

/** What to ask before quitting; null when nothing is computing. */
export function quitQuestion(running: readonly RunSummary[], resumeOnStart: boolean): QuitQuestion | null {
  const [first] = running;
  if (first === undefined) return null;
  const subject = running.length === 1 ? `“${first.name}” is` : `${running.length} runs are`;
  return {
    message: `${subject} still computing. Quit?`,
    detail: resumeOnStart
      ? 'Nothing is lost: a checkpoint is written now, and the computing goes on at the next start.'
      : 'Nothing is lost: a checkpoint is written now, and you can resume from it under Runs.',
    buttons: ['Quit', 'Go on computing'],
  };
}

/** "3 h 20 min", "4 min", "50 s". */
export function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${Math.round(seconds)} s`;
  const hours = Math.floor(minutes / 60);
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}
