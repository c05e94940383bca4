import {
  dimensionOf,
  irrepDimension,
  irreps,
  parseRepresentation,
  type CouplingDescription,
  type Irrep,
  type SymmetryDescription,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';

const settings = (patch: Partial<SymmetrySettings>): SymmetrySettings => ({
  internal: 'Z2',
  spin: 'A1',
  frame: 'paper',
  ...patch,
});

/** Components of a spin in the order of Table I. */
const componentsOf = (spin: string) => {
  const counts = parseRepresentation(spin)!;
  return irreps.flatMap((irrep) =>
    Array.from({ length: counts[irrep] }, (_, copy) =>
      Array.from({ length: irrepDimension[irrep] }, (_, index) => ({ irrep, copy: copy + 1, index })),
    ).flat(),
  );
};

/** Entry (row, column) of an n × n matrix for each direction. */
const single = (n: number, row: number, column: number, signs: readonly number[]) =>
  signs.map((sign) =>
    Array.from({ length: n }, (_, a) =>
      Array.from({ length: n }, (_, b) => (a === row && b === column ? sign : 0)),
    ),
  );

const coupling = (name: string, between: [Irrep, Irrep], directions: number[][][]): CouplingDescription => ({
  name,
  tex: name.replace('J', 'J_'),
  kernel: 0,
  between,
  directions,
});

const base = (chosen: SymmetrySettings): SymmetryDescription => {
  const counts = parseRepresentation(chosen.spin)!;
  const n = dimensionOf(counts);
  return {
    settings: chosen,
    internal: {
      group: 'Z2',
      title: 'Z2, Ising',
      explanation: 'Two signs.',
      order: 2,
      values: 2,
      pairOrbits: 2,
      kernels: [
        {
          name: "s s'",
          tex: "s s'",
          parity: 'odd',
          matrix: [
            [1, -1],
            [-1, 1],
          ],
        },
      ],
      minusOne: true,
    },
    spin: { multiplicities: counts, dimension: n, components: componentsOf(chosen.spin) },
    characters: { classes: [], rows: [], spin: [] },
    matrices: [],
    couplings: [],
    pattern: [],
    cost: { states: 2 ** (4 * n), orbits: 4, stepSeconds: 0.0004, bytes: 1000, possible: true },
    problem: null,
  };
};

/** Z2 spins in A1: one coupling. */
export const isingDescription: SymmetryDescription = {
  ...base(settings({})),
  couplings: [coupling('J0', ['A1', 'A1'], single(1, 0, 0, [1, 1, 1, 1]))],
  pattern: [[['J0']]],
};

/** Z2 spins in A1 + E: Eq. 17. The directions turn the vector of E by a quarter each. */
export const vectorDescription: SymmetryDescription = {
  ...base(settings({ spin: 'A1+E' })),
  couplings: [
    coupling('J0', ['A1', 'A1'], single(3, 0, 0, [1, 1, 1, 1])),
    coupling(
      'J1',
      ['A1', 'E'],
      [
        single(3, 0, 1, [1])[0]!,
        single(3, 0, 2, [1])[0]!,
        single(3, 0, 1, [-1])[0]!,
        single(3, 0, 2, [-1])[0]!,
      ],
    ),
    coupling(
      'J2',
      ['E', 'A1'],
      [
        single(3, 1, 0, [1])[0]!,
        single(3, 2, 0, [1])[0]!,
        single(3, 1, 0, [-1])[0]!,
        single(3, 2, 0, [-1])[0]!,
      ],
    ),
    coupling(
      'J3',
      ['E', 'E'],
      [
        single(3, 1, 1, [1])[0]!,
        single(3, 2, 2, [1])[0]!,
        single(3, 1, 1, [1])[0]!,
        single(3, 2, 2, [1])[0]!,
      ],
    ),
    coupling(
      'J4',
      ['E', 'E'],
      [
        single(3, 2, 2, [1])[0]!,
        single(3, 1, 1, [1])[0]!,
        single(3, 2, 2, [1])[0]!,
        single(3, 1, 1, [1])[0]!,
      ],
    ),
  ],
  pattern: [
    [
      ['J0', 'J1', '0'],
      ['J2', 'J3', '0'],
      ['0', '0', 'J4'],
    ],
  ],
  cost: { states: 4096, orbits: 532, stepSeconds: 0.0082, bytes: 2e6, possible: true },
};

/** A choice that the group forbids. */
export const forbiddenDescription: SymmetryDescription = {
  ...base(settings({ internal: 'Z3', spin: 'A1+E' })),
  problem: { message: 'E needs −1 in the group.', remedy: 'Take A1 alone, or Z6.' },
};
