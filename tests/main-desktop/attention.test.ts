import { describe, expect, it } from 'vitest';
import type { RunState, RunSummary } from '../../preload/contract/runs.ts';
import {
  duration,
  noticeOfEnd,
  quitQuestion,
  RunningJobs,
  shouldStayAwake,
  taskbarProgress,
} from '../../main/desktop/attention.ts';

function run(state: RunState, change: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'one',
    name: 'Turing hybrid',
    kind: 'turing-hybrid',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds: 3661,
    seed: 1,
    summary: {},
    ...change,
  };
}

const progress = (fraction: number) => ({ progress: { fraction, message: '' } });

describe('running jobs', () => {
  it('are those whose last state is running', () => {
    const jobs = new RunningJobs();
    expect(jobs.note(run('queued'))).toBeUndefined();
    expect(jobs.note(run('running'))).toBe('queued');
    jobs.note(run('running', { id: 'two' }));
    expect(jobs.note(run('done'))).toBe('running');
    expect(jobs.all.map(({ id }) => id)).toEqual(['two']);
  });

  it('keep the computer awake while there are any', () => {
    expect(shouldStayAwake([run('running')])).toBe(true);
    expect(shouldStayAwake([])).toBe(false);
  });

  it('show their mean progress', () => {
    const two = [run('running', progress(0.2)), run('running', progress(0.6)), run('running')];
    expect(taskbarProgress(two)).toBeCloseTo(0.4);
    expect(taskbarProgress([run('running')])).toBeNull();
    expect(taskbarProgress([])).toBeNull();
  });
});

describe('notice of an end', () => {
  const away = { notifyAfterSeconds: 60, focused: false };

  it.each<[RunState, string]>([
    ['done', 'Turing hybrid is done'],
    ['failed', 'Turing hybrid has failed'],
    ['interrupted', 'Turing hybrid was interrupted'],
  ])('%s', (state, title) => {
    expect(noticeOfEnd(run(state), 'running', away)).toEqual({ title, body: 'It ended after 1 h 1 min.' });
  });

  it('says why', () => {
    const killed = run('interrupted', { reason: 'the worker was killed (SIGKILL)' });
    expect(noticeOfEnd(killed, 'running', away)?.body).toBe(
      'It ended after 1 h 1 min: the worker was killed (SIGKILL).',
    );
  });

  it.each<[string, RunSummary, RunState | undefined, typeof away]>([
    ['a short run', run('done', { computeSeconds: 59 }), 'running', away],
    ['a window that is looked at', run('done'), 'running', { ...away, focused: true }],
    ['a pause', run('paused'), 'running', away],
    ['the archive', run('archived'), 'done', away],
    ['a run that was not running', run('done'), 'queued', away],
    ['a run never seen before', run('done'), undefined, away],
  ])('none for %s', (_, ended, before, circumstances) => {
    expect(noticeOfEnd(ended, before, circumstances)).toBeNull();
  });
});

describe('question before quitting', () => {
  it('is not asked when nothing computes', () => {
    expect(quitQuestion([], true)).toBeNull();
  });

  it('names one run, counts more, and says what happens', () => {
    expect(quitQuestion([run('running')], true)).toMatchObject({
      message: '“Turing hybrid” is still computing. Quit?',
      detail: expect.stringMatching(/goes on at the next start/),
    });
    expect(quitQuestion([run('running'), run('running')], false)).toMatchObject({
      message: '2 runs are still computing. Quit?',
      detail: expect.stringMatching(/resume from it under Runs/),
    });
  });
});

describe('duration', () => {
  it.each([
    [0.4, '0 s'],
    [59, '59 s'],
    [60, '1 min'],
    [3599, '59 min'],
    [12_000, '3 h 20 min'],
  ])('%d s is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
