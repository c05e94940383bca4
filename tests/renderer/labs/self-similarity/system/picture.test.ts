import { describe, expect, it } from 'vitest';
import { filledTo, seriesPicture } from '../../../../../renderer/labs/self-similarity/system/picture.ts';

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
