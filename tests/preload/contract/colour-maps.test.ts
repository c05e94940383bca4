import { describe, expect, it } from 'vitest';
import {
  colourCount,
  colourIndex,
  colourMapNames,
  colourTable,
} from '../../../preload/contract/colour-maps.ts';
import { settings } from '../../../preload/contract/workbench.ts';

const colour = (name: (typeof colourMapNames)[number], index: number) => [
  ...colourTable(name).subarray(3 * index, 3 * index + 3),
];

describe('colour tables', () => {
  it('has a table for every map the settings offer', () => {
    expect([...colourMapNames].toSorted()).toEqual([...settings.shape.colourMap.unwrap().options].toSorted());
    for (const name of colourMapNames) expect(colourTable(name)).toHaveLength(3 * colourCount);
  });

  // Middle and end colours of matplotlib's full tables, none of which is an anchor in the middle.
  it.each([
    ['magma', 128, [183, 55, 121]],
    ['viridis', 128, [33, 145, 140]],
    ['cividis', 128, [125, 124, 120]],
    ['grey', 128, [128, 128, 128]],
    ['magma', 255, [252, 253, 191]],
    ['viridis', 0, [68, 1, 84]],
  ] as const)('%s at %i is close to the published colour', (name, index, expected) => {
    for (const [channel, value] of colour(name, index).entries())
      expect(Math.abs(value - expected[channel]!)).toBeLessThanOrEqual(3);
  });

  it.each(colourMapNames)('%s grows lighter all the way', (name) => {
    const lightness = Array.from({ length: colourCount / 8 }, (_, step) => {
      const [red, green, blue] = colour(name, 8 * step) as [number, number, number];
      return 0.2126 * (red / 255) ** 2.2 + 0.7152 * (green / 255) ** 2.2 + 0.0722 * (blue / 255) ** 2.2;
    });
    expect(lightness).toEqual([...lightness].toSorted((p, q) => p - q));
  });
});

describe('colour index', () => {
  it('spreads the range over the table and clamps beyond it', () => {
    expect(colourIndex(0, 0, 1)).toBe(0);
    expect(colourIndex(0.5, 0, 1)).toBe(128);
    expect(colourIndex(1, 0, 1)).toBe(255);
    expect(colourIndex(-3, 0, 1)).toBe(0);
    expect(colourIndex(7, 0, 1)).toBe(255);
  });

  it('takes the middle of an empty range and the darkest colour for NaN', () => {
    expect(colourIndex(4, 4, 4)).toBe(128);
    expect(colourIndex(Number.NaN, 0, 1)).toBe(0);
  });
});
