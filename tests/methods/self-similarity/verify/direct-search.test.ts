import { expect, it } from 'vitest';
import { searchDirectly } from '../../../../main/methods/self-similarity/verify/direct-search.ts';

it('finds by hand what the identity, the complement and rule 0 have', () => {
  // Every map commutes with the identity: the middle block stays what it is.
  const identity = searchDirectly(204, 2, true);
  expect(identity).toMatchObject({ maps: 14, fewest: 0 });
  expect(identity.into.reduce((sum, maps) => sum + maps, 0)).toBe(14);
  // Two complements are none: every macro state stays too, and never what rule 51 asks for.
  const complement = searchDirectly(51, 2, true);
  expect(complement).toMatchObject({ maps: 0, fewest: 64 });
  expect(complement.into[204]).toBe(14);
  // Maps that give 0 where all cells are 0 turn rule 0 into itself, the others into rule 255.
  const nothing = searchDirectly(0, 2, false);
  expect(nothing).toMatchObject({ maps: 7, fewest: null });
  expect(nothing.into[255]).toBe(7);
});
