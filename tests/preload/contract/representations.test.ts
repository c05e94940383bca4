import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  crossBonds,
  dimensionOf,
  internalGroups,
  irrepDimension,
  irreps,
  largestDimension,
  parseRepresentation,
  representation,
  representationName,
  representationTex,
  squareBonds,
  valuesOf,
} from '../../../preload/contract/index.ts';

const none = { A1: 0, A2: 0, B1: 0, B2: 0, E: 0 };
const multiplicities = fc.record({
  A1: fc.integer({ min: 0, max: 9 }),
  A2: fc.integer({ min: 0, max: 9 }),
  B1: fc.integer({ min: 0, max: 9 }),
  B2: fc.integer({ min: 0, max: 9 }),
  E: fc.integer({ min: 0, max: 9 }),
});

describe('the name of a direct sum', () => {
  test.each([
    ['A1', { ...none, A1: 1 }],
    ['2A1+E', { ...none, A1: 2, E: 1 }],
    ['A1 ⊕ B1 ⊕ E', { ...none, A1: 1, B1: 1, E: 1 }],
    ['E+A1+A1', { ...none, A1: 2, E: 1 }],
  ])('%s is read', (text, counts) => {
    expect(parseRepresentation(text)).toEqual(counts);
  });

  test.each(['', 'A3', 'a1', '0A1', '10A1', 'A1+', '+A1', 'A1,E', '-A1'])('‘%s’ is none', (text) => {
    expect(parseRepresentation(text)).toBeNull();
  });

  test('is read as it is written', () => {
    fc.assert(
      fc.property(
        multiplicities.filter((counts) => dimensionOf(counts) > 0),
        (counts) => {
          expect(parseRepresentation(representationName(counts))).toEqual(counts);
          expect(parseRepresentation(representationName(counts, ' ⊕ '))).toEqual(counts);
        },
      ),
    );
    expect(representationName(none)).toBe('');
  });

  test('is typeset', () => {
    expect(representationTex({ ...none, A1: 2, B2: 1, E: 1 })).toBe('2A_1 \\oplus B_2 \\oplus E');
  });
});

test('dimensions add up', () => {
  fc.assert(
    fc.property(multiplicities, (counts) => {
      const each = irreps.map((irrep) => counts[irrep] * irrepDimension[irrep]);
      expect(dimensionOf(counts)).toBe(each.reduce((sum, n) => sum + n, 0));
    }),
  );
  // The squares add up to the order of the group.
  expect(irreps.reduce((sum, irrep) => sum + irrepDimension[irrep] ** 2, 0)).toBe(8);
});

describe('documents', () => {
  test.each(['A1', '3A1+E', 'A1 ⊕ 2E', '5B2'])('may hold %s', (text) => {
    expect(representation.parse(text)).toBe(text);
  });

  test.each([
    ['T2g', '‘T2g’ is no direct sum of A1, A2, B1, B2 and E; write it like 2A1+E'],
    ['2A1+2E', `2A1+2E has 6 components; at most ${largestDimension} can be enumerated`],
  ])('may not hold %s, and say why', (text, message) => {
    expect(representation.safeParse(text).error?.issues[0].message).toBe(message);
  });
});

test('the names of internal groups end with the number of values', () => {
  expect(internalGroups.map(valuesOf)).toEqual([2, 3, 3, 4, 4, 4, 5, 5, 5, 6, 6, 6]);
});

describe('bonds of a plaquette', () => {
  /** Unit vectors of the directions d = 0 … 3 along the axes of the lattice. */
  const axes = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ];

  test('on the square run from the middles of sides to corners in their direction', () => {
    const corners = [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ];
    expect(squareBonds).toHaveLength(8);
    for (const { hidden, visible, direction } of squareBonds) {
      const next = corners[(hidden + 1) % 4];
      const middle = corners[hidden].map((x, i) => (x + next[i]) / 2);
      expect(corners[visible].map((x, i) => x - middle[i])).toEqual(axes[direction]);
    }
  });

  test('on the cross run from each corner to the middle, a quarter turn from one to the next', () => {
    expect(crossBonds.map(({ visible, direction }) => [visible, direction])).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });
});
