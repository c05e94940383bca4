import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaOf, type ExperimentSpec } from '../../../../../preload/contract/index.ts';
import { canonical } from '../../../../../renderer/labs/documents/entries.ts';
import { compareDocuments } from '../../../../../renderer/labs/runs/compare/differences.ts';

const linear = (more: object = {}) => schemaOf['linear-system'].parse({ kind: 'linear-system', ...more });
const oscillator = (more: object = {}) => schemaOf.oscillator.parse({ kind: 'oscillator', ...more });
const differing = (specs: ExperimentSpec[]) =>
  compareDocuments(specs)
    .filter(({ differs }) => differs)
    .map(({ path }) => path);

describe('documents side by side', () => {
  it('finds the entries that differ, and says who has the default', () => {
    const specs = [linear(), linear({ gamma: 0.5, seed: 3 }), linear({ flowU: { layers: 4 } })];
    expect(differing(specs)).toEqual(['seed', 'gamma', 'flowU.layers']);
    const gamma = compareDocuments(specs).find(({ path }) => path === 'gamma')!;
    expect(gamma.values.map((value) => [value?.text, value?.isDefault])).toEqual([
      ['0.1', true],
      ['0.5', false],
      ['0.1', true],
    ]);
  });

  it('puts kinds side by side: shared entries in one row, the others in rows of their own', () => {
    const entries = compareDocuments([linear(), oscillator()]);
    expect(entries[0]).toMatchObject({ title: 'Kind', differs: true });
    const values = (path: string) =>
      entries.find((entry) => entry.path === path)?.values.map((value) => value?.text ?? null);
    expect(values('steps')).toEqual(['3\u2009000', '5\u2009000']);
    expect(values('padding')).toEqual([null, '2']);
    expect(values('flowU.layers')).toEqual(['6', null]);
  });

  it('has two documents differ exactly where some entry does', () => {
    const document = fc
      .record({
        seed: fc.integer({ min: 0, max: 3 }),
        gamma: fc.constantFrom(0.1, 0.2),
        coordinates: fc.constantFrom('polar', 'raw'),
        flowU: fc.record({
          layers: fc.integer({ min: 1, max: 3 }),
          mixing: fc.constantFrom('rotation', 'learned'),
        }),
        optimiser: fc.record({ learningRate: fc.constantFrom(0.001, 0.002) }),
      })
      .map(linear);
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (specs) => {
        const entries = compareDocuments(specs);
        expect(entries.some(({ differs }) => differs)).toBe(new Set(specs.map(canonical)).size > 1);
        expect(entries.every(({ values }) => values.length === specs.length)).toBe(true);
        expect(new Set(entries.map(({ path }) => path)).size).toBe(entries.length);
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it('keeps the order of every document of the kind it begins with', () => {
    const first = compareDocuments([linear()]).map(({ path }) => path);
    const both = compareDocuments([linear(), oscillator()]).map(({ path }) => path);
    expect(both.filter((path) => first.includes(path))).toEqual(first);
  });
});
