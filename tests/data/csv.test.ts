import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv, writeCsv } from '../../main/data/csv.ts';
import { faultOf } from './faults.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const nan = Number.NaN;

describe('reading CSV', () => {
  it.each<[string, string, string[] | null, number, number[]]>([
    ['commas', '1,2\n3,4', null, 2, [1, 2, 3, 4]],
    ['a header', 'x,y\r\n1,2\r\n', ['x', 'y'], 2, [1, 2]],
    ['semicolons and decimal commas', 'x;y\n1,5;2,25\n3,5;4', ['x', 'y'], 2, [1.5, 2.25, 3.5, 4]],
    ['semicolons and decimal points', '1.5;2\n3;4', null, 2, [1.5, 2, 3, 4]],
    ['tabs', 'x\ty\n1\t2', ['x', 'y'], 2, [1, 2]],
    ['blanks in columns', '  1.0   2\n 10.5  -3 ', null, 2, [1, 2, 10.5, -3]],
    ['blanks after commas', '1, 2,  3\n4, 5, 6', null, 3, [1, 2, 3, 4, 5, 6]],
    ['one column', '1\n2\n3', null, 1, [1, 2, 3]],
    ['one line', '1;2;3', null, 3, [1, 2, 3]],
    ['one line of decimal commas', '0,5;2', null, 2, [0.5, 2]],
    ['gaps', 'a,b\n1,\n,nan\nNA,2', ['a', 'b'], 2, [1, nan, nan, nan, nan, 2]],
    ['infinities', '1,inf\n-Infinity,2', null, 2, [1, Infinity, -Infinity, 2]],
    ['exponents, Fortran’s too', '1e3,2.5D-2\n+.5,−7.', null, 2, [1000, 0.025, 0.5, -7]],
    ['comments with the header in the last', '# made today\n# x y\n1 2\n3 4', ['x', 'y'], 2, [1, 2, 3, 4]],
    ['comments that are no header', '# made today by me\n1 2\n3 4', null, 2, [1, 2, 3, 4]],
    ['quotes', '"x, in m","the ""y"""\n"1",2', ['x, in m', 'the "y"'], 2, [1, 2]],
    ['a byte order mark', '\uFEFF1,2', null, 2, [1, 2]],
    ['empty lines', '\n1,2\n\n3,4\n\n', null, 2, [1, 2, 3, 4]],
    ['text columns, passed over', 'name,x\nspots,1\nstripes,2', ['x'], 1, [1, 2]],
  ])('reads %s', (_, text, columns, width, values) => {
    const table = readCsv(bytes(text));
    expect(table.columns).toEqual(columns);
    expect(table.width).toBe(width);
    expect([...table.data]).toEqual(values);
    expect(table.rows).toBe(values.length / width);
  });

  it('names the columns it passed over', () => {
    expect(readCsv(bytes('name,x\nspots,1')).passedOver).toEqual(['name']);
  });

  it('reads UTF-16 and, for the words of a header, Latin-1', () => {
    const wide = new Uint8Array([0xff, 0xfe, ...new Uint8Array(new Uint16Array([49, 44, 50]).buffer)]);
    expect([...readCsv(wide).data]).toEqual([1, 2]);
    expect(readCsv(Uint8Array.from([0xe4, 44, 0xfc, 10, 49, 44, 50])).columns).toEqual(['ä', 'ü']);
  });
});

describe('faults of CSV', () => {
  it.each<[string, string, RegExp, string]>([
    ['empty', '', /empty/, 'byte 0'],
    ['only comments', '# x y\n# z\n', /empty/, 'byte 0'],
    ['ragged', '1,2,3\n4,5', /ragged: row 2 has 2 columns, expected 3 as in row 1/, 'line 2'],
    ['ragged after a comment', '# c\nx,y\n1,2\n1', /row 3 has 1 column, expected 2 as in row 1/, 'line 4'],
    ['a word among numbers', 'x,y\n1,2\n3,four', /Row 3, y: ‘four’ is not a number/, 'line 3, column 2'],
    ['a word without header', '1,2\n3,4\n5,x1', /Row 3, column 2: ‘x1’/, 'line 3, column 2'],
    ['text', 'It was a dark night.\nIt rained.', /text, not a table|columns/, 'line 2'],
  ])('%s', (_, text, message, where) => {
    const fault = faultOf(() => readCsv(bytes(text)));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
    expect(fault.where).toBe(where);
  });
});

describe('writing CSV', () => {
  it('quotes where RFC 4180 asks for it and ends lines with CRLF', () => {
    expect(
      writeCsv(
        ['a', 'b, c', 'd'],
        [
          [1, 'say "x"', true],
          [-0.5, ' y', Number.NaN],
        ],
      ),
    ).toBe('a,"b, c",d\r\n1,"say ""x""",1\r\n-0.5," y",nan\r\n');
  });

  it('is undone by reading, bit for bit', () => {
    const row = fc.tuple(fc.double(), fc.double(), fc.integer());
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const table = readCsv(bytes(writeCsv(['first', 'second, with comma', 'third'], rows)));
        expect(table.columns).toEqual(['first', 'second, with comma', 'third']);
        // Text has one zero only.
        expect([...table.data].map((value) => value + 0)).toEqual(rows.flat().map((value) => value + 0));
      }),
    );
  });
});

describe('CSV made to be slow or large', () => {
  it('looks at every letter of a long cell only once', () => {
    const fault = faultOf(() => readCsv(bytes(`1,2\n${'1'.repeat(1_000_000)}x,2\n3,4`)));
    expect(fault.message).toMatch(/^Row 2, column 1: ‘1{40}’ is not a number/);
  });

  it('refuses a row of millions of columns before it takes them apart', () => {
    const fault = faultOf(() => readCsv(new Uint8Array(2 ** 20 + 1).fill(44)));
    expect(fault.message).toBe('A row has 1048578 columns; up to 1048576 are read.');
  });
});
