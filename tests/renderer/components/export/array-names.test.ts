import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayCsv } from '../../../../renderer/components/export/array-csv.ts';
import { arrayName, arraysOf } from '../../../../renderer/components/export/array-names.ts';

describe('names of arrays', () => {
  it.each([
    ['k / rad', 'k_rad'],
    ['L = 8: G(r)', 'L_8_G_r'],
    ['χ²', 'χ²'],
    ['η', 'η'],
    ['../../etc', 'etc'],
    ['—', 'column'],
  ])('%j is %s', (heading, name) => expect(arrayName(heading)).toBe(name));

  it('are never twice the same, and never a path', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 8 }), (headings) => {
        const columns = Object.fromEntries(headings.map((heading) => [`h${heading}`, [1, 2]]));
        const { arrays, names } = arraysOf([{ title: 'a', columns }]);
        expect(Object.keys(arrays)).toHaveLength(Object.keys(columns).length);
        for (const { name } of names) expect(name).toMatch(/^[^/\\\p{Cc}]{1,120}$/u);
      }),
    );
  });
});

describe('columns as arrays', () => {
  it('keep their type, are 64-bit floats else, and leave words out', () => {
    const { arrays, names } = arraysOf([
      { title: 'one', columns: { x: Float32Array.of(0.1), y: [1, 2], word: ['a'] } },
      { title: 'two', columns: { x: [3] } },
    ]);
    expect(Object.keys(arrays)).toEqual(['one_x', 'one_y', 'two_x']);
    expect(arrays['one_x']).toEqual({ shape: [1], data: Float32Array.of(0.1) });
    expect(arrays['one_y']).toEqual({ shape: [2], data: Float64Array.of(1, 2) });
    expect(names[0]).toEqual({ heading: 'x', name: 'one_x' });
  });
});

it('an array of 32-bit floats reads back from CSV as the same bits and shape', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }).chain((width) =>
        fc.tuple(
          fc.constant(width),
          fc.array(fc.array(fc.float(), { minLength: width, maxLength: width }), {
            minLength: 1,
            maxLength: 4,
          }),
        ),
      ),
      ([width, rows]) => {
        const data = Float32Array.from(rows.flat());
        const lines = arrayCsv({ shape: [rows.length, width], data })
          .split('\r\n')
          .slice(0, -1);
        expect(lines).toHaveLength(rows.length);
        const back = Float32Array.from(lines.flatMap((line) => line.split(',').map(Number)));
        // Of a zero the sign is not written.
        expect(back).toEqual(data.map((value) => value + 0));
      },
    ),
  );
});
