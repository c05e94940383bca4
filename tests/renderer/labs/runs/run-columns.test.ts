import { expect, it } from 'vitest';
import type { RunSummary } from '../../../../preload/contract/index.ts';
import { tableCsv } from '../../../../renderer/components/export/table-csv.ts';
import { runColumns } from '../../../../renderer/labs/runs/run-columns.ts';

const run = (id: string, patch: Partial<RunSummary>): RunSummary => ({
  id,
  name: 'swing',
  kind: 'oscillator',
  state: 'done',
  seed: 7,
  createdAt: '2026-11-22T12:00:00.000Z',
  computeSeconds: 1.5,
  summary: {},
  ...patch,
});

it('has a row for each run and a column for every result that any of them has', () => {
  const [head, ...rows] = tableCsv(
    runColumns([
      run('a', { summary: { loss: 0.5 }, tags: ['paper', 'draft'] }),
      run('b', { name: 'x, y', state: 'failed', summary: { energy: 2 } }),
    ]),
  )
    .trimEnd()
    .split('\r\n');
  expect(head).toBe('run,name,kind,state,seed,tags,started,computed / s,loss,energy');
  expect(rows).toEqual([
    'a,swing,oscillator,done,7,paper draft,,1.5,0.5,',
    'b,"x, y",oscillator,failed,7,,,1.5,,2',
  ]);
});
