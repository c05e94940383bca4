import { expect, test } from 'vitest';
import { compareFiles } from '../../main/data/difference.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { writeZip } from '../../main/data/zip.ts';

const text = (value: string) => new TextEncoder().encode(value);
const json = (value: unknown) => text(JSON.stringify(value));
const npz = (values: number[], shape = [values.length]) =>
  writeNpz({ a: { shape, data: Float64Array.from(values) }, b: { shape: [1], data: Int32Array.of(8) } });

const cases: [string, string, Uint8Array, Uint8Array, object][] = [
  [
    'arrays, by the largest value',
    'x.npz',
    npz([1, 4]),
    npz([1, 2]),
    { same: false, relativeDifference: 2 / 8 },
  ],
  [
    'whole numbers that no float tells apart',
    'x.npz',
    writeNpz({ a: { shape: [1], data: BigInt64Array.of(2n ** 60n) } }),
    writeNpz({ a: { shape: [1], data: BigInt64Array.of(2n ** 60n + 1n) } }),
    { same: false, relativeDifference: 2 ** -60 },
  ],
  [
    'what is no number, of two kinds',
    'x.npz',
    writeNpz({ a: { shape: [1], data: new Float64Array(Uint32Array.of(1, 0x7ff80000).buffer) } }),
    writeNpz({ a: { shape: [1], data: new Float64Array(Uint32Array.of(2, 0x7ff80000).buffer) } }),
    { same: false, relativeDifference: 0 },
  ],
  [
    'the same numbers of two types',
    'x.npz',
    writeNpz({ a: { shape: [1], data: Float32Array.of(1) } }),
    writeNpz({ a: { shape: [1], data: Float64Array.of(1) } }),
    { same: false, relativeDifference: 0 },
  ],
  [
    'archives of something else',
    'x.npz',
    writeZip({ 'a.txt': text('one') }, false),
    writeZip({ 'a.txt': text('two') }, false),
    { same: false, relativeDifference: 0 },
  ],
  ['arrays of other shapes', 'x.npz', npz([1, 4]), npz([1, 4], [2, 1]), { same: false }],
  ['zeros of two signs', 'x.npz', npz([0]), npz([-0]), { same: false, relativeDifference: 0 }],
  [
    'what is no number on one side',
    'x.npz',
    npz([1]),
    npz([Number.NaN]),
    { same: false, relativeDifference: Infinity },
  ],
  [
    'what is no number on both',
    'x.npz',
    npz([Number.NaN, 2]),
    npz([Number.NaN, 1]),
    { same: false, relativeDifference: 1 / 8 },
  ],
  [
    'documents',
    'x.json',
    json({ a: [1, 10], b: 'x' }),
    json({ a: [2, 10], b: 'x' }),
    { same: false, relativeDifference: 0.1 },
  ],
  [
    'documents but for the clock',
    'x.json',
    json({ a: 1, seconds: 3 }),
    json({ a: 1, seconds: 4 }),
    { same: true, clock: true },
  ],
  [
    'documents in another order of entries',
    'x.json',
    json({ a: 1, b: 2 }),
    json({ b: 2, a: 1 }),
    { same: true },
  ],
  ['words', 'x.json', json({ a: 1, b: 'x' }), json({ a: 1, b: 'y' }), { same: false, relativeDifference: 0 }],
  ['an entry more', 'x.json', json({ a: 1 }), json({ a: 1, b: 2 }), { same: false }],
  ['a list more', 'x.json', json([1, 2]), json([1, 2, 3]), { same: false }],
  ['a number and nothing', 'x.json', json({ a: 1 }), json({ a: null }), { same: false }],
  ['tables', 'x.csv', text('a,b\n1,5\n'), text('a,b\n2,5\n'), { same: false, relativeDifference: 0.2 }],
  [
    'tables but for the clock',
    'x.csv',
    text('a,seconds\n1,5\n'),
    text('a,seconds\n1,6\n'),
    { same: true, clock: true },
  ],
  [
    'tables with a row of the clock',
    'x.csv',
    text('name,value\nseconds,5\n'),
    text('name,value\nseconds,6\n'),
    { same: true },
  ],
  ['files that are not what they are called', 'x.npz', text('one'), text('two'), { same: false }],
  ['pictures', 'x.png', text('one'), text('two'), { same: false }],
];

test.each(cases)('compares %s', (_what, name, a, b, expected) => {
  const difference = compareFiles(name, a, b);
  expect(difference).toMatchObject(expected);
  expect('relativeDifference' in difference).toBe('relativeDifference' in expected || difference.same);
});
