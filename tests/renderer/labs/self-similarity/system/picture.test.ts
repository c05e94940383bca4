import { describe, expect, it } from 'vitest';
import {
  clippedRange,
  filledTo,
  seriesPicture,
} from '../../../../../renderer/labs/self-similarity/system/picture.ts';

describe('a live picture', () => {
  it('has as many rows as when it is full, those to come being nothing', () => {
    const { width, height, data } = filledTo(4, {
      width: 2,
      height: 2,
      data: Uint8Array.of(1, 0, 0, 1),
      label: 'state',
    });
    expect([width, height]).toEqual([2, 4]);
    expect([...data]).toEqual([1, 0, 0, 1, NaN, NaN, NaN, NaN]);
  });
});

/** Values say where they are: run · 1000 + time · 100 + field · 10 … in steps of one through space. */
function series(runs: number, times: number, fields: number, height: number, width: number) {
  const data = Float32Array.from({ length: runs * times * fields * height * width }, (_, i) => i);
  return {
    spacetime: { shape: [runs, times, fields, height, width], data },
    fields: Array.from({ length: fields }, (_, i) => `field ${i + 1}`),
  };
}

describe('the picture of a series', () => {
  it('has cells to the right and time downwards, of one run and field', () => {
    const picture = seriesPicture(series(2, 3, 2, 1, 4), { run: 1, field: 1, step: 0 });
    expect([picture.width, picture.height, picture.label]).toEqual([4, 3, 'field 2']);
    // Run 1 begins at 24; a state is 8 values, the second field its last 4.
    expect([...picture.data]).toEqual([28, 29, 30, 31, 36, 37, 38, 39, 44, 45, 46, 47]);
  });

  it('is one step of a planar lattice', () => {
    const picture = seriesPicture(series(1, 3, 2, 2, 3), { run: 0, field: 1, step: 2 });
    expect([picture.width, picture.height]).toEqual([3, 2]);
    expect([...picture.data]).toEqual([30, 31, 32, 33, 34, 35]);
  });

  it('is cut to what a page can show', () => {
    const picture = seriesPicture(series(1, 2, 1, 1, 1500), { run: 0, field: 0, step: 0 });
    expect([picture.width, picture.height]).toEqual([1024, 2]);
    expect(picture.data[1024]).toBe(1500);
  });
});

describe('the colours of a cloud', () => {
  it('end where only a hundredth of the values is higher', () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => (i < 5 ? 1 : i / 10_000));
    const { range, clipped } = clippedRange(values);
    expect(clipped).toBe(true);
    expect(range[0]).toBeCloseTo(0.0005, 6);
    expect(range[1]).toBeLessThan(0.1);
    const above = values.filter((value) => value > range[1]).length;
    expect(above).toBeLessThanOrEqual(10);
    expect(above).toBeGreaterThan(5);
  });

  it('are all of the values where there is no tail, and have a width where they are one', () => {
    const ramp = Float32Array.from({ length: 100 }, (_, i) => i);
    expect(clippedRange(ramp)).toEqual({ range: [0, 99], clipped: false });
    expect(clippedRange(new Float32Array(9))).toEqual({ range: [0, 1], clipped: false });
  });
});
