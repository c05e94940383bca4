import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunSummary, SweepAxis } from '../../../../../preload/contract/index.ts';
import { cellValue, rangeOf, stateWords } from '../../../../../renderer/labs/runs/sweeps/cell-values.ts';
import {
  cellsOf,
  firstArrangement,
  placeOf,
  sweepGrid,
} from '../../../../../renderer/labs/runs/sweeps/grid.ts';
import { combinations } from '../../../../../renderer/labs/runs/sweeps/plan.ts';
import { sweepProgress } from '../../../../../renderer/labs/runs/sweeps/progress.ts';
import { concerned } from '../../../../../renderer/labs/runs/sweeps/sweep-actions.ts';

const axis = (path: string, count: number): SweepAxis => ({
  path,
  values: Array.from({ length: count }, (_, index) => index + 1),
});
const run = (axes: SweepAxis[], index: number[], more: Partial<RunSummary> = {}): RunSummary => ({
  id: `2026-11-22-oscillator-${index.join('').padEnd(6, 'x')}`,
  name: index.join(' '),
  kind: 'oscillator',
  state: 'done',
  createdAt: '2026-11-22T10:00:00Z',
  computeSeconds: 10,
  seed: 1,
  summary: { a: Number(index.join('')) },
  sweep: { id: 'sweep-1', name: 'S', axes, index },
  ...more,
});
const allRuns = (axes: SweepAxis[]) =>
  combinations(axes.map(({ values }) => values.map((_, index) => index))).map((index) => run(axes, index));
const a = ({ summary }: RunSummary) => summary['a'];
const cellOf = (...runs: (RunSummary | null)[]) => cellValue({ column: 0, row: 0, runs }, a);

describe('the grid of a sweep', () => {
  it('has every run in its place, in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 99 }),
        (lengths, turn) => {
          const axes = lengths.map((length, place) => axis(`entry${place}`, length));
          const runs = allRuns(axes);
          const turned = [...runs.slice(turn % runs.length), ...runs.slice(0, turn % runs.length)];
          const grid = sweepGrid('sweep-1', turned)!;
          expect(grid.runs).toEqual(runs);
          expect(runs.map(({ sweep }) => placeOf(axes, sweep!.index))).toEqual([...runs.keys()]);
        },
      ),
      { seed: 6, numRuns: 60 },
    );
  });

  it('says which runs are gone, and has the newer of two in one place', () => {
    const axes = [axis('gamma', 3)];
    const again = run(axes, [0], { id: '2026-11-23-oscillator-newone', createdAt: '2026-11-23T10:00:00Z' });
    const grid = sweepGrid('sweep-1', [again, run(axes, [0]), run(axes, [2])])!;
    expect(grid.runs.map((one) => one?.id ?? null)).toEqual([again.id, null, run(axes, [2]).id]);
    expect(sweepGrid('sweep-2', [again])).toBeNull();
  });

  it('is first looked at with the seeds averaged over', () => {
    expect(firstArrangement([axis('seed', 3), axis('gamma', 2)])).toEqual({
      columns: 1,
      rows: null,
      slice: null,
      averaged: 0,
    });
    expect(firstArrangement([axis('seed', 3)])).toMatchObject({ columns: 0, averaged: null });
    expect(firstArrangement([axis('a', 2), axis('b', 2), axis('c', 2)])).toEqual({
      columns: 0,
      rows: 1,
      slice: 2,
      averaged: null,
    });
  });

  it('stands for each run exactly once over all slices', () => {
    const axes = [axis('gamma', 2), axis('seed', 3), axis('steps', 4)];
    const grid = sweepGrid('sweep-1', allRuns(axes))!;
    for (const arrangement of [
      { columns: 2, rows: 0, slice: null, averaged: 1 },
      { columns: 1, rows: 2, slice: 0, averaged: null },
    ]) {
      const slices = arrangement.slice === null ? 1 : axes[arrangement.slice]!.values.length;
      const seen = Array.from({ length: slices }, (_, slice) => cellsOf(grid, arrangement, slice))
        .flat(2)
        .flatMap(({ runs }) => runs.map((one) => one!.id));
      expect(seen).toHaveLength(24);
      expect(new Set(seen).size).toBe(24);
    }
  });
});

describe('a cell', () => {
  const axes = [axis('gamma', 2), axis('seed', 3)];

  it('is the mean of the runs that have a number, with its standard error', () => {
    const cell = cellOf(...[1, 2, 6].map((value) => run(axes, [0, 0], { summary: { a: value } })));
    expect(cell).toMatchObject({ value: 3, count: 3, open: [], fraction: 1 });
    expect(cell.error).toBeCloseTo(Math.sqrt(7 / 3), 12);
    expect(stateWords(cell)).toBe('');
  });

  it('says what is missing', () => {
    const running = run(axes, [0, 1], {
      state: 'running',
      summary: {},
      progress: { fraction: 0.459, message: 'step' },
    });
    expect(stateWords(cellOf(running))).toBe('running 45%');
    expect(stateWords(cellOf(null))).toBe('gone');
    const failed = run(axes, [0, 0], { state: 'failed', summary: {} });
    const cell = cellOf(run(axes, [0, 2]), running, failed);
    expect(stateWords(cell)).toBe('1 of 3 done, 1 failed, 1 running');
    expect(cell).toMatchObject({ count: 1, error: null });
  });

  it('counts an archived run that is done as done', () => {
    expect(stateWords(cellOf(run(axes, [0, 0], { state: 'archived' })))).toBe('');
    expect(stateWords(cellOf(run(axes, [0, 0], { state: 'archived', summary: {} })))).toBe('archived');
  });

  it('has colours over the finite values', () => {
    const cells = [NaN, 2, Infinity, -1].map((value) => cellOf(run(axes, [0, 0], { summary: { a: value } })));
    expect(rangeOf(cells)).toEqual([-1, 2]);
    expect(rangeOf([cellOf(null)])).toBeNull();
  });
});

describe('all runs of a sweep', () => {
  const axes = [axis('gamma', 4)];
  const done = run(axes, [0]);
  const running = run(axes, [1], {
    state: 'running',
    summary: {},
    progress: { fraction: 0.5, message: '', secondsLeft: 4 },
  });
  const queued = run(axes, [2], { state: 'queued', summary: {}, computeSeconds: 0 });
  const failed = run(axes, [3], { state: 'failed', summary: {} });

  it('say how far they are, and how long the rest may take', () => {
    const progress = sweepProgress({ runs: [done, running, queued, failed] }, 1);
    expect(progress.message).toBe('1 of 4 done, 1 running, 1 queued, 1 failed');
    expect(progress.fraction).toBeCloseTo(1.5 / 4, 12);
    expect(progress.secondsLeft).toBe(14);
    expect(sweepProgress({ runs: [done, running, queued, failed] }, 2).secondsLeft).toBe(7);
    expect(sweepProgress({ runs: [done, null] }, 1)).not.toHaveProperty('secondsLeft');
    expect(sweepProgress({ runs: [done, null] }, 1).message).toBe('1 of 2 done, 1 gone');
  });

  it('are held back before what runs is paused, so that nothing takes its place', () => {
    const later = run(axes, [3], { state: 'queued', summary: {} });
    expect(concerned('pause', [done, running, queued, later, null])).toEqual([later, queued, running]);
    expect(concerned('retry', [done, failed])).toEqual([failed]);
    expect(concerned('resume', [done, running])).toEqual([]);
  });
});
