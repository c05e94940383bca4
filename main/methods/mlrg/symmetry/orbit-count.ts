import type { SpinRepresentation, ValueSet } from '../coupling-space.ts';
import { product, signedIdentity } from './signed-permutation.ts';
import { permutationGroup } from './value-sets.ts';

/** Corners of a plaquette. */
const corners = 4;

/**
 * Configurations of the four visible spins and how many of them C4 × G does not map to each other, by Burnside's lemma: the mean number
 * of configurations that an element leaves as they are.
 */
export function visibleStates({ values, edge }: { values: ValueSet; edge: SpinRepresentation }): {
  states: number;
  orbits: number;
} {
  const elements = permutationGroup(values.generators, values.size);
  let fixed = 0;
  let turn = signedIdentity(edge.dimension);
  for (let quarters = 0; quarters < corners; quarters++) {
    const cycles = slotCycles(turn.image, turn.sign, quarters);
    for (const element of elements) {
      const powers = cycles.map(({ length, sign }) => fixedValues(element, length, sign, values.minusOne));
      fixed += powers.reduce((product, count) => product * count, 1);
    }
    turn = product(edge.rotation, turn);
  }
  return {
    states: values.size ** (corners * edge.dimension),
    orbits: fixed / (corners * elements.length),
  };
}

/** Cycles of a turn among the components of all corners: their lengths, and the sign that a value comes back with. */
function slotCycles(
  image: Uint8Array,
  sign: Int8Array,
  quarters: number,
): { length: number; sign: number }[] {
  const n = image.length;
  const seen = new Uint8Array(corners * n);
  const cycles: { length: number; sign: number }[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start]) continue;
    const cycle = { length: 0, sign: 1 };
    for (let slot = start; !seen[slot];) {
      seen[slot] = 1;
      const [corner, component] = [Math.floor(slot / n), slot % n];
      cycle.length++;
      cycle.sign *= sign[component];
      slot = ((corner + corners - quarters) % corners) * n + image[component];
    }
    cycles.push(cycle);
  }
  return cycles;
}

/** Values that sign · element^power leaves as they are. */
function fixedValues(element: Uint8Array, power: number, sign: number, minusOne: Uint8Array | null): number {
  let count = 0;
  for (let value = 0; value < element.length; value++) {
    let end = value;
    for (let i = 0; i < power; i++) end = element[end];
    if (sign < 0) {
      if (minusOne === null) throw new RangeError('a sign without −1 among the values');
      end = minusOne[end];
    }
    if (end === value) count++;
  }
  return count;
}
