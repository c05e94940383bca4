import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableCsv } from '../../../../renderer/components/export/table-csv.ts';
import { estimateColumn, type TableColumn } from '../../../../renderer/components/export/table.ts';

/** The cells of a CSV file by the rules of RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i]!;
      else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',') {
      rows.at(-1)!.push(cell);
      cell = '';
    } else if (sign === '\r' && text[i + 1] === '\n') {
      rows.at(-1)!.push(cell);
      cell = '';
      rows.push([]);
      i++;
    } else cell += sign;
  }
  return rows.slice(0, -1);
}

describe('a table as CSV', () => {
  it('has the unit in the heading and errors in a column of their own', () => {
    const columns: TableColumn[] = [
      { title: 'L', values: [8, 16] },
      { ...estimateColumn({ title: 'D', unit: 'cm²' }, [{ value: 0.1, error: 1e-7 }, null]) },
    ];
    expect(tableCsv(columns)).toBe('L,D / cm²,"D / cm², standard error"\r\n8,0.1,1e-7\r\n16,,\r\n');
  });

  it('keeps both of two columns with one name', () => {
    const columns = [
      { title: 'x', values: [1] },
      { title: 'x', values: [2] },
      { title: 'x', values: [3] },
    ];
    expect(tableCsv(columns)).toBe('x,x (2),x (3)\r\n1,2,3\r\n');
  });

  it('reads back as the same bits and the same words, whatever they are', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(word, fc.double(), word), { minLength: 1, maxLength: 8 }), (rows) => {
        const [head, ...lines] = parse(
          tableCsv([
            { title: 'a', values: rows.map(([text]) => text) },
            { title: 'b', values: rows.map(([, number]) => number) },
            { title: 'c', values: rows.map(([, , text]) => text) },
          ]),
        );
        expect(head).toEqual(['a', 'b', 'c']);
        expect(lines).toHaveLength(rows.length);
        for (const [index, [first, number, last]] of rows.entries()) {
          expect(lines[index]![0]).toBe(first);
          expect(Object.is(Number(lines[index]![1]), number)).toBe(true);
          expect(lines[index]![2]).toBe(last);
        }
      }),
    );
  });
});
