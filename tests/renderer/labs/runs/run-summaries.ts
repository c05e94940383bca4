import type { RunSummary } from '../../../../preload/contract/index.ts';

/** A line of a list of runs, for tests. */
export const run = (name: string, more: Partial<RunSummary> = {}): RunSummary => ({
  id: `2026-11-22-oscillator-${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .padEnd(6, '0')
    .slice(0, 12)}`,
  name,
  kind: 'oscillator',
  state: 'done',
  createdAt: '2026-11-22T10:00:00Z',
  computeSeconds: 1,
  seed: 1,
  summary: {},
  ...more,
});

/** Place of a run in a sweep over one seed. */
export const inSweep = (index: number, id = 'sweep-abcdef'): Pick<RunSummary, 'sweep'> => ({
  sweep: { id, name: 'Seeds', axes: [{ path: 'seed', values: [1, 2, 3] }], index: [index] },
});

export const names = (list: readonly { name: string }[]) => list.map(({ name }) => name);
