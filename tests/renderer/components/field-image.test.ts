import { describe, expect, it } from 'vitest';
import { colourIndex, colourMapNames, colourTable } from '../../../preload/contract/colour-maps.ts';
import { finiteRange, paintField } from '../../../renderer/components/field-image.ts';

describe('finiteRange', () => {
  it('spans the finite values', () => {
    expect(finiteRange(Float32Array.of(0.5, Number.NaN, -2, Infinity, 1))).toEqual([-2, 1]);
  });
  it('is [0, 1] where there is none', () => {
    expect(finiteRange(Float32Array.of(Number.NaN))).toEqual([0, 1]);
    expect(finiteRange([])).toEqual([0, 1]);
  });
});

describe.each(colourMapNames)('a field in %s', (map) => {
  it('has the colour of the table at every value, the ends beyond its range', () => {
    const values = Float32Array.from({ length: 401 }, (_, i) => -1 + i / 100);
    const pixels = new Uint32Array(values.length);
    paintField(values, pixels, [0, 2], map);
    const channels = new Uint8Array(pixels.buffer);
    const table = colourTable(map);
    for (const [i, value] of values.entries()) {
      const index = colourIndex(value, 0, 2);
      expect([...channels.subarray(4 * i, 4 * i + 4)]).toEqual([
        ...table.subarray(3 * index, 3 * index + 3),
        255,
      ]);
    }
  });

  it('is one colour where it is uniform, and transparent where it is not finite', () => {
    const pixels = new Uint32Array(3);
    paintField(Float32Array.of(0.4, 0.4, Number.NaN), pixels, [0.4, 0.4], map);
    expect(pixels[0]).toBe(pixels[1]);
    expect(pixels[2]).toBe(0);
  });
});
