import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import { compareDocuments } from '../../../../../renderer/labs/runs/compare/differences.ts';
import { distinctNames } from '../../../../../renderer/labs/runs/compare/names.ts';

const entriesFor = (...documents: object[]) =>
  compareDocuments(documents.map((more) => schemaOf.oscillator.parse({ kind: 'oscillator', ...more })));

describe('names of compared runs', () => {
  it('stay as they are where they differ', () => {
    expect(distinctNames(['a', 'b'], entriesFor({}, { seed: 2 }))).toEqual(['a', 'b']);
  });

  it('say what differs where they are the same, and no more than that', () => {
    expect(distinctNames(['a', 'a', 'b'], entriesFor({ gamma: 0.5 }, { gamma: 0.2 }, { seed: 9 }))).toEqual([
      'a · distribution weight 0.5',
      'a · distribution weight 0.2',
      'b',
    ]);
    expect(distinctNames(['a', 'a', 'a'], entriesFor({}, { seed: 2 }, { seed: 2, batch: 64 }))).toEqual([
      'a · seed 1, batch 512 pairs',
      'a · seed 2, batch 512 pairs',
      'a · seed 2, batch 64 pairs',
    ]);
  });

  it('are numbered where the documents are the same, past names that are taken', () => {
    expect(distinctNames(['a', 'a', 'a (1)'], entriesFor({}, {}, {}))).toEqual(['a (2)', 'a (3)', 'a (1)']);
  });

  it('are always different from each other', () => {
    const run = fc.record({ name: fc.constantFrom('a', 'b', 'a (1)'), seed: fc.integer({ min: 0, max: 2 }) });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), (runs) => {
        const names = distinctNames(
          runs.map(({ name }) => name),
          entriesFor(...runs.map(({ seed }) => ({ seed }))),
        );
        expect(new Set(names).size).toBe(runs.length);
      }),
      { seed: 6, numRuns: 60 },
    );
  });
});
