import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeSymmetry } from '../../../../main/methods/mlrg/symmetry/describe.ts';
import {
  internalGroups,
  representationName,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { directSums } from '../arbitraries.ts';

const described = (settings: Partial<SymmetrySettings>) =>
  describeSymmetry({ internal: 'Z2', spin: 'A1', frame: 'paper', ...settings }, () => 0.25);

describe('the description of A1 ⊕ E', () => {
  const { spin, characters, matrices, pattern, couplings, cost, problem } = described({ spin: 'A1+E' });

  test('has the matrix of Eq. 17', () => {
    expect(pattern).toEqual([
      [
        ['J0', 'J1', '0'],
        ['J2', 'J3', '0'],
        ['0', '0', 'J4'],
      ],
    ]);
    expect(couplings.map(({ name, tex }) => [name, tex])).toEqual(
      [0, 1, 2, 3, 4].map((m) => [`J${m}`, `J_{${m}}`]),
    );
    expect(couplings[1]).toMatchObject({ kernel: 0, between: ['A1', 'E'] });
    expect(couplings[1].directions[1]).toEqual([
      [0, 0, 1],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(problem).toBeNull();
  });

  test('has the table of C4v and the characters of the spin', () => {
    expect(characters.classes.map(({ name }) => name)).toEqual(['1', 'C4', 'C2', 'σv', 'σd']);
    expect(characters.rows.map(({ irrep, values }) => [irrep, values])).toEqual([
      ['A1', [1, 1, 1, 1, 1]],
      ['A2', [1, 1, 1, -1, -1]],
      ['B1', [1, -1, 1, 1, -1]],
      ['B2', [1, -1, 1, -1, 1]],
      ['E', [2, 0, -2, 0, 0]],
    ]);
    expect(characters.rows.map(({ multiplicity }) => multiplicity)).toEqual([1, 0, 0, 0, 1]);
    expect(characters.spin).toEqual([3, 1, -1, 1, 1]);
    expect(spin.components.map(({ irrep, index }) => irrep + index)).toEqual(['A10', 'E0', 'E1']);
    expect(matrices.map(({ element }) => element)).toEqual(['C4', 'sigma']);
    expect(matrices[1].edge).toEqual(matrices[1].vertex);
  });

  test('counts states and passes the time on', () => {
    expect(cost).toMatchObject({ states: 4096, orbits: 532, stepSeconds: 0.25, possible: true });
    expect(cost.bytes).toBeGreaterThan(4096);
  });
});

test('the geometric frame shows another mirror on edges, and signs in the pattern', () => {
  const { matrices, pattern } = described({ spin: 'A1+E', frame: 'geometric' });
  expect(matrices[1].vertex[2]).toEqual([0, 0, -1]);
  expect(matrices[1].edge[2]).toEqual([0, 1, 0]);
  expect(pattern[0][2]).toEqual(['J2', 'J3', '−J4']);
});

describe('internal groups', () => {
  test.each([
    ['Z2', 'Z2, Ising', 'all signs are reversed'],
    ['Z3', 'Z3, chiral 3-state clock', '3 values do not pair off'],
    ['S3', 'S3, 3-state Potts', 'however the colours are exchanged'],
    ['S4', 'S4, 4-state Potts', 'no pairing of the 4 values as s and −s commutes with all of S4'],
    ['D4', 'D4, 4-state clock', 'turned by 90° or reflected'],
    ['Z6', 'Z6, chiral 6-state clock', 'Half a turn is −1'],
  ] as const)('%s is explained', (internal, title, sentence) => {
    const description = described({ internal }).internal;
    expect(description.title).toBe(title);
    expect(description.explanation).toContain(sentence);
    expect(description.pairOrbits).toBe(description.kernels.length + 1);
    expect(description.kernels[0].matrix).toHaveLength(description.values);
  });
});

describe('a choice that is not allowed', () => {
  test.each([
    [
      { internal: 'S3', spin: 'A1+E' } as const,
      'E reverses the sign of components',
      'Z2, Z4, D4, Z6 or D6',
      3,
    ],
    [{ spin: '' }, 'without components', 'at least one', 0],
    [{ spin: '3A1+2E' }, '7 components', 'at most 5', 7],
    [{ spin: 'F' }, '‘F’ is no direct sum', '2A1+E', 0],
  ])('%j is described with its problem', (settings, message, remedy, dimension) => {
    const { problem, couplings, pattern, cost, spin, matrices } = described(settings);
    expect(problem?.message).toContain(message);
    expect(problem?.remedy).toContain(remedy);
    expect([couplings, pattern, cost.possible]).toEqual([[], [], false]);
    expect(spin.dimension).toBe(dimension);
    expect(matrices[0].vertex).toHaveLength(dimension);
  });

  test('may be too large for an exact step and have couplings all the same', () => {
    const { problem, couplings, cost } = described({ internal: 'S6', spin: '3A1' });
    expect(problem).toBeNull();
    expect(couplings).toHaveLength(9);
    expect(cost).toMatchObject({ states: 6 ** 12, possible: false });
    // The largest that can be enumerated.
    expect(described({ internal: 'Z4', spin: 'A1+E' }).cost).toMatchObject({
      states: 2 ** 24,
      possible: true,
    });
  });
});

test('every choice is described with numbers that JSON keeps', () => {
  const settings = fc.record({
    internal: fc.constantFrom(...internalGroups),
    spin: directSums(7).map((counts) => representationName(counts)),
    frame: fc.constantFrom('paper' as const, 'geometric' as const),
  });
  fc.assert(
    fc.property(settings, (choice) => {
      const description = described(choice);
      expect(JSON.parse(JSON.stringify(description))).toEqual(description);
      expect(description.couplings.length > 0).toBe(description.problem === null);
    }),
  );
});
