import { describe, expect, it } from 'vitest';
import { readJson } from '../../main/data/json.ts';
import { faultOf } from './faults.ts';

const read = (text: string) => readJson(new TextEncoder().encode(text));
const numbers = (text: string) => {
  const found = read(text);
  if (found.kind !== 'numbers') throw new Error('expected numbers');
  return {
    columns: found.columns,
    warnings: found.warnings,
    arrays: found.arrays.map(({ name, shape, type, data }) => [name, shape, type, [...data].map(Number)]),
  };
};

describe('numbers in JSON', () => {
  it.each<[string, string, unknown[]]>([
    ['a list', '[1, 2.5, -3e2]', ['array', [3], 'float64', [1, 2.5, -300]]],
    ['nested lists', '[[1, 2, 3], [4, 5, 6]]', ['array', [2, 3], 'float64', [1, 2, 3, 4, 5, 6]]],
    ['truth values', '[[true], [false]]', ['array', [2, 1], 'bool', [1, 0]]],
    [
      'null and Python’s words',
      '[null, NaN, Infinity, -Infinity]',
      ['array', [4], 'float64', [NaN, NaN, Infinity, -Infinity]],
    ],
    ['nothing', '[]', ['array', [0], 'float64', []]],
    ['a byte order mark', '\uFEFF[1]', ['array', [1], 'float64', [1]]],
  ])('%s', (_, text, array) => {
    expect(numbers(text)).toEqual({ columns: null, warnings: [], arrays: [array] });
  });

  it('takes lists of an object by their names, those of objects in it by their paths', () => {
    expect(numbers('{"dt": 0.1, "u": [[1, 2]], "run": {"v": [3], "words": ["a"]}}')).toEqual({
      columns: null,
      arrays: [
        ['u', [1, 2], 'float64', [1, 2]],
        ['run/v', [1], 'float64', [3]],
      ],
      warnings: [
        '‘dt’ is no list and is passed over.',
        '‘run/words’ holds text or records and is passed over.',
      ],
    });
  });

  it('takes lists of one length for the columns of a table, and records for its rows', () => {
    const table = { columns: ['x', 'y'], warnings: [], arrays: [['table', [2, 2], 'float64', [1, 2, 3, 4]]] };
    expect(numbers('{"x": [1, 3], "y": [2, 4]}')).toEqual(table);
    expect(numbers('[{"x": 1, "y": 2}, {"y": 4, "x": 3}]')).toEqual(table);
    expect(numbers('[{"x": null, "name": "a"}, {"x": 2, "name": "b"}]')).toEqual({
      columns: ['x'],
      warnings: ['‘name’ holds text and is passed over.'],
      arrays: [['table', [2, 1], 'float64', [NaN, 2]]],
    });
  });

  it('leaves documents to others: what has a kind, and what has no list', () => {
    expect(read('{"kind": "turing-hybrid", "list": [1]}').kind).toBe('document');
    expect(read('{"seed": 3}').kind).toBe('document');
    expect(read('7').kind).toBe('document');
  });
});

describe('faults of JSON', () => {
  it.each<[string, string, RegExp, string | undefined]>([
    ['broken', '{"kind": ', /not valid JSON/, undefined],
    ['broken after NaN', '[NaN, 1', /not valid JSON/, undefined],
    ['ragged', '[[1, 2], [3]]', /The list \[1\] has 1 values, expected 2 as in the first/, '[1]'],
    ['a number among lists', '{"u": [[1], 2]}', /^u\[1\] is not a list/, 'u[1]'],
    ['a word among numbers', '[1, "two"]', /^\[1\] is not a number/, '[1]'],
    ['a list among numbers', '[1, [2]]', /^\[1\] is not a number/, '[1]'],
    ['nine levels', '[[[[[[[[[1]]]]]]]]]', /nested 9 deep; up to 8/, ''],
    ['very deep', '['.repeat(100_000), /nested deeper than 64/, 'byte 64'],
    [
      'records of other names',
      '[{"x": 1}, {"z": 1}]',
      /Record 2 has a ‘z’, which the first has not/,
      '[1].z',
    ],
    [
      'records with gaps',
      '[{"x": 1, "y": 2}, {"x": 1}]',
      /Record 2 has no ‘y’, which the first has/,
      '[1].y',
    ],
    ['a word in a column', '[{"x": 1}, {"x": "one"}]', /Record 2, x: not a number/, '[1].x'],
    ['records of words', '[{"x": "a"}]', /hold no numbers/, '[0]'],
    ['lists of words', '{"x": ["a"]}', /no list of numbers/, 'x'],
  ])('%s', (_, text, message, where) => {
    const fault = faultOf(() => read(text));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
    expect(fault.where).toBe(where);
  });

  it('makes no room for what ragged lists seem to claim', () => {
    const wide = `[${'0,'.repeat(7999)}0]`;
    const fault = faultOf(() => read(`[${wide}${',[]'.repeat(7999)}]`));
    expect(fault.message).toMatch(/The list \[1\] has 0 values, expected 8000/);
  });
});
