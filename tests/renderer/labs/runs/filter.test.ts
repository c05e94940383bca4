import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../../preload/contract/index.ts';
import { filterRuns, orderRuns } from '../../../../renderer/labs/runs/filter.ts';

const run = (name: string, more: Partial<RunSummary> = {}): RunSummary => ({
  id: `2026-11-22-oscillator-${name.toLowerCase().padEnd(6, '0')}`,
  name,
  kind: 'oscillator',
  state: 'done',
  createdAt: '2026-11-22T10:00:00Z',
  computeSeconds: 1,
  seed: 1,
  summary: {},
  ...more,
});
const runs = [
  run('Pendulum', { createdAt: '2026-11-22T12:00:00Z', computeSeconds: 5 }),
  run('Zebra', { kind: 'turing-cnn', state: 'running', computeSeconds: 90 }),
  run('Old', { state: 'archived', createdAt: '2025-01-01T00:00:00Z' }),
];
const names = (list: RunSummary[]) => list.map(({ name }) => name);

describe('filterRuns', () => {
  it('leaves the archive out unless it is asked for', () => {
    expect(names(filterRuns(runs, { state: 'current', kind: 'all', text: '' }))).toEqual([
      'Pendulum',
      'Zebra',
    ]);
    expect(names(filterRuns(runs, { state: 'all', kind: 'all', text: '' }))).toHaveLength(3);
    expect(names(filterRuns(runs, { state: 'archived', kind: 'all', text: '' }))).toEqual(['Old']);
  });

  it('finds every word somewhere in name, kind, state or id', () => {
    expect(names(filterRuns(runs, { state: 'all', kind: 'all', text: 'CNN running' }))).toEqual(['Zebra']);
    expect(names(filterRuns(runs, { state: 'all', kind: 'all', text: 'cnn done' }))).toEqual([]);
  });

  it('keeps one kind', () => {
    expect(names(filterRuns(runs, { state: 'current', kind: 'oscillator', text: '' }))).toEqual(['Pendulum']);
  });
});

describe('orderRuns', () => {
  it('orders by number, time and word, both ways, and leaves the list alone', () => {
    expect(names(orderRuns(runs, 'computeSeconds', true))).toEqual(['Zebra', 'Pendulum', 'Old']);
    expect(names(orderRuns(runs, 'createdAt', false))).toEqual(['Old', 'Zebra', 'Pendulum']);
    expect(names(orderRuns(runs, 'name', false))).toEqual(['Old', 'Pendulum', 'Zebra']);
    expect(names(runs)).toEqual(['Pendulum', 'Zebra', 'Old']);
  });
});
