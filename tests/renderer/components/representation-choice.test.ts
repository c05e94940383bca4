import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dimensionOf,
  irrepDimension,
  irreps,
  representation,
  type InternalGroup,
} from '../../../preload/contract/index.ts';
import {
  componentWords,
  countAfterKey,
  countsOf,
  isPreset,
  mostCopies,
  representationPresets,
  withCount,
} from '../../../renderer/components/representation-choice.ts';

const count = fc.integer({ min: 0, max: mostCopies });
const counts = fc.record({ A1: count, A2: count, B1: count, B2: count, E: count });

describe('steppers of a representation', () => {
  it('write the sum in the order of Table I, whatever they were turned in', () => {
    expect(withCount('E', 'A1', 2)).toBe('2A1+E');
    expect(withCount('2A1+E', 'E', 0)).toBe('2A1');
    expect(withCount('A1', 'A1', 0)).toBe('');
  });

  it('start over from what cannot be read', () => {
    expect(withCount('', 'B1', 1)).toBe('B1');
    expect(withCount('A1+Q', 'B1', 1)).toBe('B1');
  });

  it('reach every sum that can be written, one by one', () => {
    fc.assert(
      fc.property(counts, (wanted) => {
        const spin = irreps.reduce((sum, irrep) => withCount(sum, irrep, wanted[irrep]), '');
        expect(countsOf(spin)).toEqual(wanted);
        expect(dimensionOf(countsOf(spin))).toBe(
          irreps.reduce((n, irrep) => n + wanted[irrep] * irrepDimension[irrep], 0),
        );
      }),
    );
  });

  it('step with arrows, take digits, empty with Home and Delete, and stay within what can be written', () => {
    expect(['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft'].map((key) => countAfterKey(key, 1))).toEqual([
      2, 2, 0, 0,
    ]);
    expect(countAfterKey('ArrowDown', 0)).toBe(0);
    expect(countAfterKey('ArrowUp', mostCopies)).toBe(mostCopies);
    expect(countAfterKey('3', 0)).toBe(3);
    expect([countAfterKey('Home', 4), countAfterKey('Delete', 4)]).toEqual([0, 0]);
    expect([countAfterKey('Tab', 1), countAfterKey('a', 1)]).toEqual([null, null]);
  });

  it('say how many components there are', () => {
    expect(['', 'A1', '2A1+E'].map(componentWords)).toEqual(['no component', '1 component', '4 components']);
  });
});

/** Titles of the presets that a choice is. */
const presetsOf = (internal: InternalGroup, spin: string) =>
  representationPresets
    .filter((preset) => isPreset({ internal, spin, frame: 'geometric' }, preset))
    .map(({ title }) => title);

describe('presets', () => {
  it('are sums that documents accept', () => {
    for (const { spin } of representationPresets) expect(representation.parse(spin)).toBe(spin);
  });

  it('are recognised however they are written', () => {
    expect(presetsOf('Z2', 'E+A1')).toEqual(['A1⊕E']);
    expect(presetsOf('S3', 'A1')).toEqual(['Potts 3']);
    expect(presetsOf('Z2', 'B1')).toEqual([]);
  });
});
