import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CouplingSpace } from '../../../../main/methods/mlrg/coupling-space.ts';
import { moved, quarterTurn } from '../../../../main/methods/mlrg/symmetry/energy.ts';
import { visibleStates } from '../../../../main/methods/mlrg/symmetry/orbit-count.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { allowedChoices } from '../arbitraries.ts';

/** Orbits counted by walking them. */
function walkedOrbits({ values, edge }: CouplingSpace): number {
  const { size, generators } = values;
  const n = edge.dimension;
  const spinsOf = (state: number) =>
    Array.from({ length: 4 }, (_, corner) =>
      Uint8Array.from(
        { length: n },
        (_, a) => Math.floor(state / size ** (4 * n - 1 - corner * n - a)) % size,
      ),
    );
  const stateOf = (spins: Uint8Array[]) =>
    spins.flatMap((spin) => [...spin]).reduce((state, value) => state * size + value, 0);
  const images = [
    (spins: Uint8Array[]) => moved(spins, quarterTurn.corners, edge.rotation, values),
    ...generators.map((g) => (spins: Uint8Array[]) => spins.map((spin) => spin.map((value) => g[value]))),
  ];
  const seen = new Set<number>();
  let orbits = 0;
  for (let state = 0; state < size ** (4 * n); state++) {
    if (seen.has(state)) continue;
    orbits++;
    seen.add(state);
    const reached = [state];
    for (const from of reached) {
      for (const image of images) {
        const next = stateOf(image(spinsOf(from)));
        if (seen.has(next)) continue;
        seen.add(next);
        reached.push(next);
      }
    }
  }
  return orbits;
}

describe('visible states', () => {
  test.each([
    ['A1', 16, 4],
    ['A1+E', 4096, 532],
    ['2A1+E', 65_536, 8264],
    ['3A1+E', 2 ** 20, 131_344],
  ])('of Ising spins %s', (spin, states, orbits) => {
    expect(visibleStates(couplingSpace({ internal: 'Z2', spin, frame: 'paper' }))).toEqual({
      states,
      orbits,
    });
  });

  test('of large choices are whole numbers still', () => {
    for (const internal of ['S6', 'Z6'] as const) {
      const { states, orbits } = visibleStates(couplingSpace({ internal, spin: '5A1', frame: 'paper' }));
      expect(states).toBe(6 ** 20);
      expect(Number.isSafeInteger(orbits)).toBe(true);
    }
  });

  test('have as many orbits as are found by walking them', () => {
    const small = allowedChoices(3)
      .map((choice) => couplingSpace(choice))
      .filter(({ values, edge }) => values.size ** (4 * edge.dimension) <= 5000);
    fc.assert(
      fc.property(small, (space) => {
        expect(visibleStates(space).orbits).toBe(walkedOrbits(space));
      }),
      { numRuns: 40 },
    );
  });
});
