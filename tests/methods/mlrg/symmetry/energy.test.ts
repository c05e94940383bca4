import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import type { CouplingSpace } from '../../../../main/methods/mlrg/coupling-space.ts';
import {
  bondEnergy,
  crossEnergy,
  crossMirror,
  moved,
  quarterTurn,
  squareEnergy,
  squareMirror,
  transformed,
  type Spin,
} from '../../../../main/methods/mlrg/symmetry/energy.ts';
import { product } from '../../../../main/methods/mlrg/symmetry/signed-permutation.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import type { SymmetrySettings } from '../../../../preload/contract/index.ts';
import { allowedChoices } from './arbitraries.ts';

interface Case {
  choice: SymmetrySettings;
  seed: number;
}
const cases: fc.Arbitrary<Case> = fc.record({ choice: allowedChoices(4), seed: fc.integer() });

/** Random couplings and spins of a plaquette. */
function plaquette(space: CouplingSpace, seed: number) {
  const random = new RandomStream(seed, 'plaquette');
  const spin = (n: number): Spin => Uint8Array.from({ length: n }, () => random.integer(space.values.size));
  const four = (n: number) => Array.from({ length: 4 }, () => spin(n));
  return {
    strengths: space.couplings.map(() => random.normal()),
    /** Square graph: visible vertices between hidden edge sites. */
    square: { visible: four(space.vertex.dimension), hidden: four(space.edge.dimension) },
    /** Cross graph: visible edge sites around a hidden vertex. */
    cross: { visible: four(space.edge.dimension), hidden: spin(space.vertex.dimension) },
  };
}

/** One-component spins with these signs. */
const signs = (values: readonly number[]): Spin[] => values.map((s) => Uint8Array.of(s > 0 ? 0 : 1));

type Plaquette = ReturnType<typeof plaquette>;
type Change = (space: CouplingSpace, before: Plaquette) => Pick<Plaquette, 'square' | 'cross'>;

/** The larger change of the energies of both graphs under something that may be a symmetry. */
function energyChange({ choice, seed }: Case, change: Change): number {
  const space = couplingSpace(choice);
  const before = plaquette(space, seed);
  const energies = ({ square, cross }: ReturnType<Change>) => [
    squareEnergy(space, before.strengths, square.hidden, square.visible),
    crossEnergy(space, before.strengths, cross.hidden, cross.visible),
  ];
  const after = energies(change(space, before));
  return Math.max(...energies(before).map((energy, i) => Math.abs(after[i] - energy)));
}

describe('energies of both graphs stay the same', () => {
  const symmetries: Record<string, Change> = {
    'the internal group': ({ values }, { square, cross }) => {
      const element = values.generators[values.generators.length - 1];
      const mapped = (spin: Spin) => spin.map((value) => element[value]);
      return {
        square: { visible: square.visible.map(mapped), hidden: square.hidden.map(mapped) },
        cross: { visible: cross.visible.map(mapped), hidden: mapped(cross.hidden) },
      };
    },
    'a quarter turn': ({ values, edge, vertex }, { square, cross }) => ({
      square: {
        visible: moved(square.visible, quarterTurn.corners, vertex.rotation, values),
        hidden: moved(square.hidden, quarterTurn.edges, edge.rotation, values),
      },
      cross: {
        visible: moved(cross.visible, quarterTurn.corners, edge.rotation, values),
        hidden: transformed(vertex.rotation, cross.hidden, values),
      },
    }),
    'the mirror that keeps the representative bond of each': (
      { values, edge, vertex },
      { square, cross },
    ) => ({
      square: {
        visible: moved(square.visible, squareMirror.corners, vertex.mirror, values),
        hidden: moved(square.hidden, squareMirror.edges, edge.mirror, values),
      },
      cross: {
        visible: moved(cross.visible, crossMirror.corners, edge.mirror, values),
        hidden: transformed(vertex.mirror, cross.hidden, values),
      },
    }),
  };

  test.each(Object.keys(symmetries))('under %s', (name) => {
    fc.assert(
      fc.property(cases, (drawn) => {
        expect(energyChange(drawn, symmetries[name])).toBeLessThan(1e-12);
      }),
      { numRuns: 60 },
    );
  });

  test('but not under a quarter turn that leaves the components alone', () => {
    const drawn = { choice: { internal: 'Z2', spin: 'A1+E', frame: 'paper' }, seed: 1 } as const;
    const change = energyChange(drawn, (_, { square, cross }) => ({
      square,
      cross: { ...cross, visible: quarterTurn.corners.map((corner) => cross.visible[corner]) },
    }));
    expect(change).toBeGreaterThan(0.1);
  });
});

test('in the geometric frame teacher and student share the mirror: the cross’s is a quarter turn after the square’s', () => {
  fc.assert(
    fc.property(allowedChoices(4), (choice) => {
      const { edge, vertex } = couplingSpace({ ...choice, frame: 'geometric' });
      expect(edge.mirror).toEqual(product(vertex.rotation, vertex.mirror));
      expect(edge.rotation).toEqual(vertex.rotation);
    }),
  );
});

test('the energy of bare Ising spins is Eq. 10', () => {
  const space = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
  const [z, x] = [
    [1, -1, 1, 1],
    [1, 1, -1, 1],
  ];
  const expected = -0.7 * z.reduce((sum, s, k) => sum + s * (x[k] + x[(k + 1) % 4]), 0);
  expect(squareEnergy(space, [0.7], signs(z), signs(x))).toBeCloseTo(expected, 14);
  const [zero] = signs([-1]);
  expect(crossEnergy(space, [0.7], zero, signs(x))).toBeCloseTo(0.7 * 2, 14);
});

test('the energy of a Potts bond rewards equal colours', () => {
  const space = couplingSpace({ internal: 'S3', spin: 'A1', frame: 'paper' });
  const bond = (s: number, other: number) =>
    bondEnergy(space, [1.5], 0, Uint8Array.of(s), Uint8Array.of(other));
  expect(bond(1, 1)).toBeCloseTo(-1, 14);
  expect(bond(1, 2)).toBeCloseTo(0.5, 14);
});
