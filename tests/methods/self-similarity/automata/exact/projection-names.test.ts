import { describe, expect, it } from 'vitest';
import {
  namedProjections,
  nameProjection,
} from '../../../../../main/methods/self-similarity/automata/exact/projection-names.ts';

describe('nameProjection', () => {
  it.each([
    [2, 'row', '0011', 'keeps the 1st cell'],
    [2, 'row', '0101', 'keeps the 2nd cell'],
    [2, 'row', '1010', 'complement of the 2nd cell'],
    [2, 'row', '0110', 'parity'],
    [2, 'row', '0001', 'all are 1 (AND)'],
    [2, 'row', '0111', 'some are 1 (OR)'],
    [2, 'row', '1110', 'not all are 1 (NAND)'],
    [2, 'row', '1000', 'all are 0 (NOR)'],
    [2, 'row', '0100', 'the cells are 01'],
    [2, 'row', '0000', 'constant 0'],
    [3, 'row', '00010111', 'majority'],
    [3, 'row', '01011010', 'parity of cells 1, 3'],
    [3, 'row', '00110000', 'cells 1, 2 are 01'],
    [3, 'row', '01101000', 'exactly 1 is 1'],
    [4, 'row', '0001011101111111', 'at least 2 are 1'],
    [2, 'patch', '0000000011111111', 'keeps the 1st cell of the 1st row'],
    [2, 'patch', '0011001100110011', 'keeps the 1st cell of the 2nd row'],
    [2, 'patch', '0000000000110011', 'cells a1, b1 are 1 (AND)'],
    [3, 'row', '01110010', null],
  ] as const)('N = %d, %s: %s is %s', (size, mask, table, name) => {
    expect(nameProjection(size, mask, table)).toBe(name);
  });

  it('names what patches of nine cells have in common, and leaves larger ones without names', () => {
    const parity = Array.from({ length: 512 }, (_, state) =>
      [...state.toString(2)].reduce((sum, digit) => sum ^ Number(digit), 0),
    ).join('');
    expect(nameProjection(3, 'patch', parity)).toBe('parity');
    expect(nameProjection(4, 'patch', '0'.repeat(65_536))).toBe(null);
  });

  it('gives every map of two cells a name, and no name twice', () => {
    expect(namedProjections(2, 'row').size).toBe(16);
    for (const size of [2, 3, 4]) {
      const names = [...namedProjections(size, 'row').values()];
      expect(new Set(names).size).toBe(names.length);
    }
  });
});
