import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../../main/compute/random.ts';
import { projectionOf } from '../../../../../main/methods/self-similarity/automata/exact/maps.ts';
import {
  bestProjection,
  composedMaps,
  consistencyOfProjection,
  exactSelfSimilarity,
  isConsistent,
  trivialityOf,
} from '../../../../../main/methods/self-similarity/automata/exact/projections.ts';
import { tableOne } from '../../../../../main/methods/self-similarity/automata/exact/table-one.ts';
import { searchDirectly } from '../../../../../main/methods/self-similarity/verify/direct-search.ts';
import { historyByDefinition } from '../../../../physics/cellular-automata/definition.ts';

const rules = Array.from({ length: 256 }, (_, rule) => rule);
const randomRules = (count: number) => [...new RandomStream(100, 'rules').permutation(256)].slice(0, count);

const row = (table: string) => ({ size: 2, mask: 'row' as const, table, name: null });

const keepsFirst = (size: number) => ({
  size,
  mask: 'patch' as const,
  table: '0'.repeat(2 ** (size * size - 1)) + '1'.repeat(2 ** (size * size - 1)),
  name: null,
});

describe('exactSelfSimilarity of rows', () => {
  it.each([2, 3, 4])('agrees with Table I at N = %d, and finds no other rules', (size) => {
    const found = rules.filter((rule) => exactSelfSimilarity(rule, size).selfSimilar);
    expect(found).toEqual(
      tableOne
        .flatMap(({ rule, consistency }) => (consistency[size - 2] === 0 ? [rule] : []))
        .toSorted((a, b) => a - b),
    );
  });

  it('finds as many maps, and as low a consistency, as trying every map on every context', () => {
    for (const size of [2, 3]) {
      for (const rule of [0, 51, 90, 110, 150, 170, ...randomRules(10)]) {
        const { maps, fewest } = searchDirectly(rule, size, true);
        expect({ rule, maps, fewest: fewest! / 8 ** size }).toEqual({
          rule,
          maps: exactSelfSimilarity(rule, size).maps,
          fewest: exactSelfSimilarity(rule, size).bestConsistency,
        });
      }
    }
    for (const rule of [60, 110, ...randomRules(4)]) {
      expect(exactSelfSimilarity(rule, 4).maps).toBe(searchDirectly(rule, 4, false).maps);
    }
  });

  it.each([
    [60, 2, 3],
    [90, 2, 3],
    [150, 2, 6],
    [170, 2, 14],
    [204, 2, 14],
    [15, 3, 16],
    [51, 3, 16],
    [85, 3, 16],
    [170, 3, 254],
  ])('rule %d at N = %d has %d maps', (rule, size, maps) => {
    expect(exactSelfSimilarity(rule, size).maps).toBe(maps);
  });

  it('names the maps of rule 60 and says why it fails at N = 3', () => {
    expect(exactSelfSimilarity(60, 2).examples.map(({ name }) => name)).toEqual([
      'keeps the 1st cell',
      'keeps the 2nd cell',
      'parity',
    ]);
    expect(exactSelfSimilarity(60, 3)).toMatchObject({
      selfSimilar: false,
      maps: 0,
      examples: [],
      trivial: false,
      bestConsistency: 0.28125,
    });
  });

  it('lists at most 64 examples, all of them self-similar', () => {
    const { maps, examples } = exactSelfSimilarity(170, 3);
    expect([maps, examples.length]).toEqual([254, 64]);
    expect(examples.every((example) => isConsistent(170, example))).toBe(true);
  });

  it('counts constant maps that would pass, and flags rules whose macro states are constant after a step', () => {
    const passing = rules.filter((rule) => {
      const { selfSimilar, constantMaps } = exactSelfSimilarity(rule, 3);
      return !selfSimilar && constantMaps > 0;
    });
    expect(passing.length).toBe(181);
    expect(exactSelfSimilarity(51, 2).constantMaps).toBe(0);
    expect(rules.filter((rule) => exactSelfSimilarity(rule, 2).trivial)).toEqual([0, 255]);
  });

  it('keeps its answers under mirroring and exchange of 0 and 1', () => {
    const [plain, mirror, complement] = [60, 102, 195].map((rule) => exactSelfSimilarity(rule, 4));
    expect(mirror).toMatchObject({ maps: plain.maps, composed: plain.composed });
    expect(complement).toMatchObject({ maps: plain.maps, composed: plain.composed });
  });
});

describe('exactSelfSimilarity of patches', () => {
  it('finds maps for 32 rules at N = 2', () => {
    expect(rules.filter((rule) => exactSelfSimilarity(rule, 2, 'patch').selfSimilar).length).toBe(32);
  });

  it('finds maps that rows do not have, and keeps those that they have', () => {
    expect(exactSelfSimilarity(42, 2).selfSimilar).toBe(false);
    expect(exactSelfSimilarity(42, 2, 'patch')).toMatchObject({ selfSimilar: true, trivial: false, maps: 3 });
    for (const rule of rules.filter((each) => exactSelfSimilarity(each, 2).selfSimilar)) {
      expect(exactSelfSimilarity(rule, 2, 'patch').selfSimilar).toBe(true);
    }
  });

  it('has maps that hold on a row of their own', () => {
    const width = 64;
    for (const rule of [42, 76, 150, 160]) {
      const start = Uint8Array.from({ length: width }, (_, i) => (((i + 3) * 2654435761) >>> 28) & 1);
      const cells = historyByDefinition(rule, start, 31);
      for (const { table } of exactSelfSimilarity(rule, 2, 'patch').examples) {
        const macro = Array.from({ length: 16 }, (_, t) =>
          Uint8Array.from({ length: width / 2 }, (_unused, j) => {
            const [above, below] = [cells.subarray(2 * t * width), cells.subarray((2 * t + 1) * width)];
            const state = 8 * above[2 * j] + 4 * above[2 * j + 1] + 2 * below[2 * j] + below[2 * j + 1];
            return Number(table[state]);
          }),
        );
        const predicted = macro
          .slice(0, -1)
          .map((row) => historyByDefinition(rule, row, 1).subarray(width / 2));
        expect(predicted).toEqual(macro.slice(1));
      }
    }
  });

  it('is refused for larger patches', () => {
    expect(() => exactSelfSimilarity(60, 3, 'patch')).toThrow('N = 2');
  });
});

describe('composedMaps', () => {
  it('are self-similar, and found wherever there are maps of N = 4', () => {
    for (const rule of rules) {
      const composed = composedMaps(rule);
      expect(composed.size > 0).toBe(exactSelfSimilarity(rule, 4).selfSimilar);
      for (const map of [...composed].slice(0, 4)) {
        expect(isConsistent(rule, projectionOf(map, 4, 'row'))).toBe(true);
      }
    }
    expect(exactSelfSimilarity(90, 4)).toMatchObject({ maps: 15, composed: 9 });
    expect(exactSelfSimilarity(90, 2).composed).toBe(null);
  });
});

describe('given maps', () => {
  it('have the consistency that the plainest map with the lowest one should have', () => {
    for (const rule of [15, 30, 110, 184]) {
      for (const [size, mask] of [
        [2, 'row'],
        [3, 'row'],
        [4, 'row'],
        [2, 'patch'],
      ] as const) {
        const best = bestProjection(rule, size, mask);
        expect(consistencyOfProjection(rule, best)).toBe(
          exactSelfSimilarity(rule, size, mask).bestConsistency,
        );
        expect(trivialityOf(rule, best)).not.toBe('constant-map');
      }
    }
  });

  it('fail always for rule 15 with binary macro states', () => {
    expect(exactSelfSimilarity(15, 2).bestConsistency).toBe(1);
  });

  it('are trivial when they are constant, or their macro states are', () => {
    expect(trivialityOf(110, row('0000'))).toBe('constant-map');
    expect(trivialityOf(110, row('1111'))).toBe('constant-map');
    expect(trivialityOf(0, row('0111'))).toBe('constant-after-one-step');
    expect(trivialityOf(110, row('0111'))).toBe(null);
    // Under rule 204 no patch has rows that differ.
    expect(trivialityOf(204, { size: 2, mask: 'patch', table: '0100000000000000', name: null })).toBe(
      'constant-map',
    );
  });

  it('may be of any patch up to 4 × 4', () => {
    expect(isConsistent(170, keepsFirst(3))).toBe(true);
    expect(isConsistent(60, keepsFirst(3))).toBe(false);
    expect(isConsistent(60, keepsFirst(4))).toBe(true);
  });

  it('are refused when their table does not fit', () => {
    expect(() => isConsistent(60, { size: 2, mask: 'row', table: '01', name: null })).toThrow('4 values');
    expect(() => isConsistent(60, { size: 2, mask: 'row', table: '012x', name: null })).toThrow('012x');
  });
});
