import { describe, expect, it } from 'vitest';
import { contextsOf } from '../../../../../main/methods/self-similarity/automata/exact/contexts.ts';
import {
  differentMaps,
  isConstantOn,
  laterStates,
  mapOf,
  occurringStates,
  projectionOf,
} from '../../../../../main/methods/self-similarity/automata/exact/maps.ts';

describe('maps', () => {
  it('go to projections and back', () => {
    const projection = projectionOf(0b1010, 2, 'row');
    expect(projection).toEqual({ size: 2, mask: 'row', table: '0101', name: 'keeps the 2nd cell' });
    expect(mapOf(projection)).toBe(0b1010);
  });

  it('are all listed once, the plainest first', () => {
    const maps = differentMaps(contextsOf(60, 3, 'row'));
    expect(maps.length).toBe(254);
    expect(new Set(maps).size).toBe(254);
    expect([...maps.subarray(0, 4)].map((map) => projectionOf(map, 3, 'row').name)).toEqual([
      'keeps the 1st cell',
      'keeps the 2nd cell',
      'keeps the 3rd cell',
      'complement of the 1st cell',
    ]);
  });

  it('are told apart by the patches that occur only', () => {
    // Rule 204 keeps four patches: 2^4 − 2 functions on them are not constant.
    const contexts = contextsOf(204, 2, 'patch');
    const maps = differentMaps(contexts);
    expect(maps.length).toBe(14);
    const states = occurringStates(contexts);
    expect(new Set(Array.from(maps, (map) => map & states)).size).toBe(14);
  });

  it('know on which states they are constant', () => {
    expect(isConstantOn(0b0110, 0b1001)).toBe(true);
    expect(isConstantOn(0b0110, 0b0110)).toBe(true);
    expect(isConstantOn(0b0110, 0b0011)).toBe(false);
    // After rule 0 all cells are 0.
    expect(laterStates(contextsOf(0, 3, 'row'))).toBe(1);
  });
});
