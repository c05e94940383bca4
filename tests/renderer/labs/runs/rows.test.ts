import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runStates } from '../../../../preload/contract/index.ts';
import {
  orderRuns,
  rowsOf,
  runsOf,
  stateOfMany,
  type Row,
  type RunOrder,
} from '../../../../renderer/labs/runs/rows.ts';
import { inSweep, names, run } from './run-summaries.ts';

const runs = [
  run('Pendulum', { createdAt: '2026-11-22T12:00:00Z', computeSeconds: 5, summary: { loss: 0.1 } }),
  run('zebra', {
    kind: 'turing-cnn',
    state: 'running',
    computeSeconds: 90,
    bytes: 7,
    summary: { loss: NaN },
  }),
  run('Old', { state: 'archived', createdAt: '2025-01-01T00:00:00Z', bytes: 900, summary: { loss: 4 } }),
];

describe('orderRuns', () => {
  it('orders by number, time and word, both ways, and leaves the list alone', () => {
    expect(names(orderRuns(runs, 'computeSeconds', true))).toEqual(['zebra', 'Pendulum', 'Old']);
    expect(names(orderRuns(runs, 'createdAt', false))).toEqual(['Old', 'zebra', 'Pendulum']);
    expect(names(orderRuns(runs, 'name', false))).toEqual(['Old', 'Pendulum', 'zebra']);
    expect(names(runs)).toEqual(['Pendulum', 'zebra', 'Old']);
  });

  it('puts what has no size or result last, whichever way round', () => {
    expect(names(orderRuns(runs, 'bytes', true))).toEqual(['Old', 'zebra', 'Pendulum']);
    expect(names(orderRuns(runs, 'bytes', false))).toEqual(['zebra', 'Old', 'Pendulum']);
    expect(names(orderRuns(runs, 'result', true))).toEqual(['Old', 'Pendulum', 'zebra']);
    expect(names(orderRuns(runs, 'result', false))).toEqual(['Pendulum', 'Old', 'zebra']);
  });
});

const said = (rows: Row[]) => rows.map((row) => (row.type === 'run' ? row.run.name : `[${row.name}]`));
const order = (by: RunOrder, open: string[] = []) => ({ by, descending: true, open: new Set(open) });

describe('rowsOf', () => {
  const swept = [
    run('s2', { ...inSweep(2), createdAt: '2026-11-22T11:00:03Z', state: 'queued' }),
    run('s0', { ...inSweep(0), createdAt: '2026-11-22T11:00:01Z', computeSeconds: 60 }),
    run('s1', { ...inSweep(1), createdAt: '2026-11-22T11:00:02Z', computeSeconds: 50 }),
  ];
  const all = [...runs, ...swept];

  it('folds the runs of a sweep into one line at the place of its newest', () => {
    const rows = rowsOf(all, all, order('createdAt'));
    expect(said(rows)).toEqual(['Pendulum', '[Seeds]', 'zebra', 'Old']);
    expect(rows[1]).toMatchObject({ count: 3, done: 2, state: 'queued', open: false });
  });

  it('opens it in the order of its grid, or of the column', () => {
    expect(said(rowsOf(all, all, order('createdAt', ['sweep-abcdef']))).slice(1, 5)).toEqual([
      '[Seeds]',
      's0',
      's1',
      's2',
    ]);
    expect(said(rowsOf(all, all, order('computeSeconds', ['sweep-abcdef'])))).toEqual([
      '[Seeds]',
      's0',
      's1',
      's2',
      'zebra',
      'Pendulum',
      'Old',
    ]);
  });

  it('counts all runs of a sweep and holds those that are shown', () => {
    const [row] = rowsOf([swept[1]!], all, order('name'));
    expect(row).toMatchObject({ type: 'sweep', count: 3, done: 2 });
    expect(names(runsOf(row!))).toEqual(['s0']);
  });

  it('keeps every run exactly once, whatever the order and what is open', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3), fc.nat(5), fc.double({ noDefaultInfinity: true })), { maxLength: 30 }),
        fc.constantFrom<RunOrder>('createdAt', 'name', 'kind', 'state', 'seed', 'result', 'bytes'),
        fc.boolean(),
        (places, by, descending) => {
          const list = places.map(([sweep, seed, loss], index) =>
            run(`r${index}`, {
              seed,
              summary: { loss },
              ...(sweep > 0 ? inSweep(index, `sweep-${sweep}`) : {}),
            }),
          );
          const rows = rowsOf(list, list, { by, descending, open: new Set(['sweep-1']) });
          const open = rows.flatMap((row) => (row.type === 'run' ? [row.key] : []));
          const folded = rows.flatMap((row) =>
            row.type === 'sweep' && !row.open ? row.runs.map(({ id }) => id) : [],
          );
          expect([...open, ...folded].toSorted()).toEqual(list.map(({ id }) => id).toSorted());
        },
      ),
    );
  });
});

describe('stateOfMany', () => {
  it('counts the archived runs of a sweep that came to their end as done', () => {
    const ended = { state: 'archived', summary: { loss: 1 } } as const;
    const runs = [run('a', { ...ended, ...inSweep(0) }), run('b', { state: 'archived', ...inSweep(1) })];
    const [row] = rowsOf(runs, runs, { by: 'createdAt', descending: true, open: new Set() });
    expect(row).toMatchObject({ count: 2, done: 1 });
  });

  it('says what is at work before what went wrong before what is done', () => {
    expect(stateOfMany([{ state: 'done' }, { state: 'running' }, { state: 'failed' }])).toBe('running');
    expect(stateOfMany([{ state: 'done' }, { state: 'failed' }])).toBe('failed');
    expect(stateOfMany([{ state: 'archived' }, { state: 'done' }])).toBe('done');
  });

  it('knows every state', () => {
    for (const state of runStates) expect(stateOfMany([{ state }])).toBe(state);
  });
});
