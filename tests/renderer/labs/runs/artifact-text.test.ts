import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../../renderer/components/table-text.ts';
import { csvRows, longestText, lookOf, readableText } from '../../../../renderer/labs/runs/artifact-text.ts';

describe('a file looked at in place', () => {
  it('is a picture, a table, text, or nothing to see', () => {
    expect(['a.png', 'b.csv', 'c.json', 'd.npz', 'png'].map(lookOf)).toEqual([
      'picture',
      'table',
      'text',
      null,
      null,
    ]);
  });

  it('shows JSON indented, what is none as it stands, and long text cut with a word', () => {
    expect(readableText('a.json', '{"a":1}').text).toBe('{\n  "a": 1\n}');
    expect(readableText('a.json', '{"a":').text).toBe('{"a":');
    const long = readableText('a.txt', 'x'.repeat(longestText + 1));
    expect(long).toEqual({ text: 'x'.repeat(longestText), whole: false });
  });

  it('reads back what the workbench writes as CSV', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'ü') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const text = csvOf({ x: rows.map(([x]) => x), y: rows.map(([, y]) => y) });
        expect(csvRows(text)).toEqual({ rows: [['x', 'y'], ...rows], whole: true });
      }),
    );
  });

  it('stops after as many rows as are wanted', () => {
    expect(csvRows('a\n1\n2\n', 2)).toEqual({ rows: [['a'], ['1']], whole: false });
    expect(csvRows('a\n1\n', 2)).toEqual({ rows: [['a'], ['1']], whole: true });
  });
});
