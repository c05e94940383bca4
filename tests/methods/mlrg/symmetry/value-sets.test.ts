import { describe, expect, test } from 'vitest';
import { composed, permutationGroup, valueSet } from '../../../../main/methods/mlrg/symmetry/value-sets.ts';
import { internalGroups } from '../../../../preload/contract/index.ts';

const orders = { Z2: 2, Z3: 3, S3: 6, Z4: 4, D4: 8, S4: 24, Z5: 5, D5: 10, S5: 120, Z6: 6, D6: 12, S6: 720 };
const halfTurns = {
  Z2: [1, 0],
  Z4: [2, 3, 0, 1],
  D4: [2, 3, 0, 1],
  Z6: [3, 4, 5, 0, 1, 2],
  D6: [3, 4, 5, 0, 1, 2],
};

describe.each(internalGroups)('%s', (group) => {
  const values = valueSet(group);
  const elements = permutationGroup(values.generators, values.size);

  test('has the order its name says', () => {
    expect(values.order).toBe(orders[group]);
    expect(elements[0]).toEqual(Uint8Array.from({ length: values.size }, (_, value) => value));
    for (const element of elements) expect(new Set(element).size).toBe(values.size);
  });

  test('has half a turn as −1 or none', () => {
    const expected = (halfTurns as Partial<Record<string, number[]>>)[group] ?? null;
    expect(values.minusOne && [...values.minusOne]).toEqual(expected);
  });

  test('has no other element that could be −1', () => {
    const candidates = elements.filter(
      (element) =>
        element.every((image, value) => image !== value && element[image] === value) &&
        elements.every((other) => composed(element, other).join() === composed(other, element).join()),
    );
    expect(candidates).toEqual(values.minusOne === null ? [] : [values.minusOne]);
  });
});
