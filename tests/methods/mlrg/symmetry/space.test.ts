import { describe, expect, test } from 'vitest';
import type { Coupling, CouplingSpace } from '../../../../main/methods/mlrg/coupling-space.ts';
import { couplingSpace, couplingSpaceBetween } from '../../../../main/methods/mlrg/symmetry/space.ts';
import type { InternalGroup } from '../../../../preload/contract/index.ts';

const ising = (spin: string, frame: 'paper' | 'geometric' = 'paper') =>
  couplingSpace({ internal: 'Z2', spin, frame });

const attempt = (internal: InternalGroup, spin: string) => () =>
  couplingSpace({ internal, spin, frame: 'paper' });

/** The coupling matrix on the representative bond, a name in every entry. */
function pattern({ couplings, edge, vertex }: CouplingSpace): string[][] {
  return Array.from({ length: edge.dimension }, (_, a) =>
    Array.from({ length: vertex.dimension }, (_, b) => entry(couplings, a * vertex.dimension + b)),
  );
}

function entry(couplings: readonly Coupling[], at: number): string {
  const terms = couplings.filter(({ directions }) => directions[0][at] !== 0);
  return terms.map(({ name, directions }) => (directions[0][at] < 0 ? '-' : '') + name).join('+') || '0';
}

describe('couplings of Ising spins', () => {
  test.each([
    ['A1', 1, 1],
    ['A1+E', 5, 5],
    ['2A1+E', 10, 10],
    ['3A1+E', 17, 17],
    // On edge sites of the geometric frame B1 acts as B2, which the mirror keeps from coupling to A1 and B1 of vertices.
    ['A1+B1', 4, 2],
    ['A1+B1+E', 10, 8],
  ])('%s has %i in the paper’s frame and %i in the geometric one', (spin, paper, geometric) => {
    expect(ising(spin).couplings).toHaveLength(paper);
    expect(ising(spin, 'geometric').couplings).toHaveLength(geometric);
  });

  test('have the names and zeros of Eqs. 16 to 18', () => {
    expect(pattern(ising('A1'))).toEqual([['J0']]);
    expect(pattern(ising('A1+E'))).toEqual([
      ['J0', 'J1', '0'],
      ['J2', 'J3', '0'],
      ['0', '0', 'J4'],
    ]);
    expect(pattern(ising('2A1+E'))).toEqual([
      ['J0', 'J1', 'J2', '0'],
      ['J3', 'J4', 'J5', '0'],
      ['J6', 'J7', 'J8', '0'],
      ['0', '0', '0', 'J9'],
    ]);
  });

  test('tie the components of E on geometric edges, which the mirror exchanges', () => {
    expect(pattern(ising('A1+E', 'geometric'))).toEqual([
      ['J0', 'J1', '0'],
      ['J2', 'J3', 'J4'],
      ['J2', 'J3', '-J4'],
    ]);
  });

  test('turn with the bond: A1 ⊗ E points along it, as Eq. 12', () => {
    const { couplings } = couplingSpaceBetween('Z2', 'A1', 'A1+E', 'paper');
    expect(couplings.map(({ between }) => between)).toEqual([
      ['A1', 'A1'],
      ['A1', 'E'],
    ]);
    expect(couplings[1].directions.map((matrix) => [...matrix])).toEqual([
      [0, 1, 0],
      [0, 0, 1],
      [0, -1, 0],
      [0, 0, -1],
    ]);
  });
});

describe('several kernels', () => {
  test('are numbered one after the other, even ones without signs', () => {
    const { couplings, kernels } = couplingSpace({ internal: 'Z4', spin: 'A1+E', frame: 'paper' });
    expect(kernels.map(({ name, parity }) => [name, parity])).toEqual([
      ['cos θ', 'odd'],
      ['sin θ', 'odd'],
      ['cos 2θ', 'even'],
    ]);
    // Signs of E keep 5 of 9 entries; an even kernel sees a mirror that moves nothing and keeps all.
    expect(kernels.map((_, k) => couplings.filter(({ kernel }) => kernel === k).length)).toEqual([5, 5, 9]);
    expect(couplings.map(({ name }) => name)).toEqual(couplings.map((_, m) => `J${m}`));
    expect(couplings.map(({ kernel }) => kernel)).toEqual(
      couplings.map(({ kernel }) => kernel).toSorted((a, b) => a - b),
    );
  });
});

describe('a choice that is not allowed', () => {
  test.each(['Z3', 'S3', 'S4', 'Z5', 'D5', 'S6'] as const)('signs of %s', (internal) => {
    expect(attempt(internal, 'A1+E')).toThrow(`among the ${internal[1]} values of ${internal} no −1`);
    expect(attempt(internal, 'A2')).toThrow('A2 reverses the sign');
    expect(attempt(internal, '2A1')).not.toThrow();
  });

  test('an empty spin, a large one, none at all', () => {
    expect(attempt('Z2', '')).toThrow('without components');
    expect(attempt('Z2', '4A1+E')).toThrow('4A1 ⊕ E has 6 components');
    expect(attempt('Z2', 'T2g')).toThrow('‘T2g’ is no direct sum');
  });

  test('says what to choose instead', () => {
    expect(attempt('S4', 'B1')).toThrow(
      expect.objectContaining({
        code: 'bad-specification',
        where: 'spin',
        remedy: 'Choose a multiple of A1, or an internal group with −1: Z2, Z4, D4, Z6 or D6.',
      }),
    );
  });
});
