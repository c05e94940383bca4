import fc from 'fast-check';
import { expect, test } from 'vitest';
import { experimentSpec } from '../../../preload/contract/index.ts';
import { sweepPoints } from '../../../main/host/runs/sweeps.ts';
import { openTestHost, untilState } from '../fixtures/workbench.ts';

const spec = experimentSpec.parse({ kind: 'oscillator', steps: 5, batch: 8 });

const axis = (path: string) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 5 })
    .map((values) => ({ path, values }));

test('every combination becomes a run once, the last axis fastest', () => {
  fc.assert(
    fc.property(axis('seed'), axis('steps'), (...axes) => {
      const points = sweepPoints(spec, 'S', axes);
      expect(points.map((point) => [point.spec.seed, (point.spec as { steps: number }).steps])).toEqual(
        axes[0].values.flatMap((a) => axes[1].values.map((b) => [a, b])),
      );
      for (const { sweep, name } of points) {
        const values = sweep.index.map((at, i) => sweep.axes[i]!.values[at]);
        expect(name).toBe(`S · seed = ${values[0]}, steps = ${values[1]}`);
      }
      expect(new Set(points.map(({ sweep }) => sweep.id)).size).toBe(1);
    }),
    { numRuns: 50, seed: 6 },
  );
});

const mistakes: [string, { path: string; values: (number | string | boolean)[] }[], RegExp][] = [
  ['an entry that is not there', [{ path: 'training.rate', values: [1] }], /"training.rate" is not an entry/],
  ['the kind', [{ path: 'kind', values: ['upscaling'] }], /one kind of experiment/],
  [
    'an entry varied twice',
    [
      { path: 'seed', values: [1] },
      { path: 'seed', values: [2] },
    ],
    /"seed" is varied twice/,
  ],
  [
    'a value that is there twice',
    [{ path: 'seed', values: [1, 2, 1] }],
    /The value 1 of "seed" is there twice/,
  ],
  [
    'a value out of range',
    [{ path: 'steps', values: [5, -1] }],
    /With steps = -1 this is no oscillator: steps/,
  ],
  ['a word in the place of a number', [{ path: 'steps', values: ['many'] }], /With steps = many/],
  [
    'too many runs',
    [
      { path: 'seed', values: Array.from({ length: 40 }, (_, i) => i) },
      { path: 'steps', values: Array.from({ length: 40 }, (_, i) => i + 1) },
    ],
    /These are 1600 runs/,
  ],
];

test.each(mistakes)('%s is refused by name, before any run is made', async (_what, axes, message) => {
  const host = await openTestHost();
  await expect(host.call('sweepCreate', { spec, name: 'S', axes })).rejects.toThrow(message);
  expect(await host.call('runsList', {})).toEqual([]);
});

test('the runs of a sweep are computed, and each knows its place', async () => {
  const host = await openTestHost();
  const axes = [{ path: 'seed', values: [1, 2, 3] }];
  const { id, runs } = await host.call('sweepCreate', { spec, name: 'Seeds', axes });
  for (const run of runs) await untilState(host, run.id, 'done');
  const list = await host.call('runsList', {});
  expect(list.map(({ sweep }) => sweep)).toEqual(
    expect.arrayContaining([0, 1, 2].map((at) => ({ id, name: 'Seeds', axes, index: [at] }))),
  );
  expect(list.map(({ seed }) => seed).toSorted()).toEqual([1, 2, 3]);
});
