import { expect, test } from 'vitest';
import { experimentSpec } from '../../preload/contract/index.ts';
import { comparisonOf, text, type ComparedRun } from '../../main/cli/compare.ts';

const comparedRun = (seed: number, steps: number, summary: Record<string, number>): ComparedRun => ({
  record: {
    id: `2026-01-02-oscillator-abcdefg${seed}`,
    name: 'Energy',
    state: 'done',
    createdAt: '2026-01-02T00:00:00.000Z',
    computeSeconds: 1,
    spec: experimentSpec.parse({ kind: 'oscillator', seed, steps }),
    versions: { macroscope: '0', node: '24', schema: 1 },
    starts: 1,
    summary,
  },
  last: { loss: seed },
});

test('runs are compared entry by entry', () => {
  const { differences, results, metrics } = comparisonOf([
    comparedRun(1, 10, { best: 1 }),
    comparedRun(2, 10, { worst: 3 }),
  ]);
  expect(differences).toEqual([{ name: 'seed', values: [1, 2] }]);
  expect(results).toEqual([
    { name: 'best', values: [1, undefined] },
    { name: 'worst', values: [undefined, 3] },
  ]);
  expect(metrics).toEqual([{ name: 'loss', values: [1, 2] }]);
});

test('values that differ look different, however near they are', () => {
  const differences = [{ name: 'rate', values: [0.0312345, 0.0312346] }];
  const printed = text({ runs: ['a', 'b'], differences, results: [], metrics: [] });
  expect(printed).toMatch(/^rate +0\.0312345 +0\.0312346$/m);
});
