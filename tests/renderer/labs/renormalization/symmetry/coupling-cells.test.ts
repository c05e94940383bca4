import { describe, expect, it } from 'vitest';
import {
  couplingCells,
  couplingMeaning,
} from '../../../../../renderer/labs/renormalization/symmetry/coupling-cells.ts';
import { describe as describeAs, vectorDescription } from '../descriptions.ts';

describe('the cells of the coupling editor', () => {
  it('are those of Eq. 17: an input where a coupling first appears, zeros elsewhere', () => {
    const cells = couplingCells(vectorDescription, 0);
    expect(cells.map((row) => row.map(({ coupling }) => coupling))).toEqual([
      [0, 1, null],
      [2, 3, null],
      [null, null, 4],
    ]);
    expect(cells[0]![2]).toEqual({ expression: '0', coupling: null, contains: [] });
  });

  it.each([
    { spin: '2A1+E' },
    { spin: 'A1+B1+E', frame: 'geometric' as const },
    { internal: 'Z4' as const, spin: 'A1+E' },
    { internal: 'D6' as const, spin: '2A1', frame: 'geometric' as const },
  ])('edit every coupling of $spin once', (settings) => {
    const description = describeAs(settings);
    const edited = description.internal.kernels.flatMap((_, kernel) =>
      couplingCells(description, kernel).flatMap((row) =>
        row.flatMap(({ coupling }) => (coupling === null ? [] : [coupling])),
      ),
    );
    expect(edited.toSorted((a, b) => a - b)).toEqual(description.couplings.map((_, index) => index));
  });

  it('say which couplings an entry is made of where it repeats them', () => {
    const description = describeAs({ spin: 'E', frame: 'geometric' });
    for (const { expression, contains } of couplingCells(description, 0).flat()) {
      const named = [...expression.matchAll(/J(\d+)/g)].map(([, index]) => Number(index));
      expect(named).toEqual(contains);
    }
  });
});

describe('the meaning of a coupling', () => {
  it('is what it binds, edge site first', () => {
    expect(vectorDescription.couplings.map(couplingMeaning)).toEqual([
      'scalar → scalar, bare coupling',
      'scalar → vector',
      'vector → scalar',
      'vector → vector',
      'vector → vector',
    ]);
  });
});
