import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspectFile } from '../../main/data/inspect.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { writeGreyPng, writeRgbPng } from '../../main/data/png.ts';
import { rejectionOf } from './faults.ts';

const text = (value: string) => new TextEncoder().encode(value);
const field = (shape: number[]) => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((p, q) => p * q, 1) }, (_, i) => (i % 5) / 4),
});
const changed = (shape: number[], values: Record<number, number>) => {
  const array = field(shape);
  for (const [at, value] of Object.entries(values)) array.data[Number(at)] = value;
  return array;
};

const parameters = 'Da,Db,F,k\n0.16,0.08,0.035,0.06\n0.15,0.07,0.03,0.058';

const shown = async (shape: number[]) =>
  (await inspectFile('x.npy', writeNpy(field(shape)))).previews.map(
    ({ width, height, label }) => `${label}: ${width} × ${height}`,
  );
const start = (bytes: number[] | string) =>
  Uint8Array.from(
    { length: 64 },
    (_, i) => (typeof bytes === 'string' ? bytes.charCodeAt(i) : bytes[i])! || 0,
  );

const chess = (length: number, low = 0, high = 1) =>
  Int8Array.from({ length }, (_, i) => (i % 3 ? low : high));
const blackAndWhite = (side: number) =>
  writeGreyPng(
    side,
    side,
    Uint8Array.from({ length: side * side }, (_, i) => (i % 3 ? 0 : 255)),
  );

describe('inspecting a file', () => {
  it.each<[string, Uint8Array, Record<string, unknown>]>([
    [
      'fields.npy',
      writeNpy(field([2, 64, 64])),
      {
        format: 'npy',
        guess: 'pattern-fields',
        readings: ['pattern-fields', 'pattern-picture', 'array'],
        description: 'Array of float32, 2 × 64 × 64',
        warnings: [],
      },
    ],
    [
      'fields.npz',
      writeNpz({ a: field([64, 64]), b: field([64, 64]) }),
      { format: 'npz', guess: 'pattern-fields', description: '2 arrays: a (64 × 64), b (64 × 64)' },
    ],
    [
      'square.png',
      writeGreyPng(300, 300, new Uint8Array(90_000)),
      { format: 'png', guess: 'pattern-picture', description: '8-bit grey picture, 300 × 300', warnings: [] },
    ],
    [
      'wide.png',
      writeGreyPng(30, 20, new Uint16Array(600)),
      { description: '16-bit grey picture, 30 × 20', warnings: [expect.stringMatching(/not square/)] },
    ],
    [
      'colour.png',
      writeRgbPng(16, 16, new Uint8Array(768).fill(9, 0, 1).fill(20, 3, 6)),
      { description: '8-bit colour picture, 16 × 16', warnings: [expect.stringMatching(/in colour/)] },
    ],
    [
      'wrong.npy',
      writeGreyPng(20, 20, new Uint8Array(400)),
      {
        format: 'png',
        guess: 'pattern-picture',
        warnings: [
          'The name is that of a NumPy array (.npy), but by its content this is a PNG picture; it is read as that.',
        ],
      },
    ],
    [
      'parameters.csv',
      text(parameters),
      {
        format: 'csv',
        guess: 'parameters',
        readings: ['parameters', 'array'],
        description: 'Table of 2 rows and 4 columns: Da, Db, F, k',
      },
    ],
    [
      'table.txt',
      text('1,5;2\n3,5;4'),
      { format: 'csv', guess: 'array', description: 'Table of 2 rows and 2 columns, decimal commas' },
    ],
    [
      'design.json',
      text('{"kind": "turing-hybrid", "seed": 7}'),
      {
        format: 'json',
        guess: 'experiment',
        readings: ['experiment'],
        description: 'Experiment of kind turing-hybrid, seed 7',
      },
    ],
    ['no ending', writeNpy(field([3])), { format: 'npy', guess: 'array', readings: ['array'], warnings: [] }],
    [
      'large.npy',
      writeNpy(field([2, 128, 128])),
      { guess: 'pattern-fields', warnings: [expect.stringMatching(/middle 64 × 64 cells/)] },
    ],
    [
      'other-units.npy',
      writeNpy(changed([2, 64, 64], { 70: 200 })),
      {
        guess: 'pattern-picture',
        warnings: [
          'The fields are no concentrations: a is 200 in row 2, column 7; concentrations lie between 0 and 1.',
        ],
      },
    ],
    [
      'gaps.npy',
      writeNpy(changed([3, 4], { 6: Number.NaN, 7: Infinity })),
      { warnings: ['‘array’ holds 2 values that are not finite: NaN at [1, 2].'] },
    ],
    [
      'empty.npy',
      writeNpy(field([0, 4])),
      { guess: 'array', warnings: ['‘array’ is empty: there is nothing in it to analyse.'] },
    ],
    [
      'words.csv',
      text('name,x\nspots,1\n'),
      { warnings: ['The column ‘name’ holds text and is passed over.'] },
    ],
    [
      'two.npy',
      Uint8Array.from([...writeNpy(field([3])), 1, 2]),
      { warnings: ['2 bytes after the array are not looked at.'] },
    ],
  ])('%s', async (name, bytes, expected) => {
    expect(await inspectFile(name, bytes)).toMatchObject({ name, bytes: bytes.length, ...expected });
  });

  it.each<[string, Uint8Array, Record<string, unknown>]>([
    [
      'spins.npy',
      writeNpy({ shape: [7, 32, 32], data: chess(7 * 1024, -1) }),
      { guess: 'spins', readings: ['spins', 'pattern-picture', 'array'], warnings: [] },
    ],
    ['pair.npy', writeNpy({ shape: [2, 16, 16], data: chess(512) }), { guess: 'spins', warnings: [] }],
    ['small.npy', writeNpy({ shape: [5, 8, 8], data: chess(320) }), { readings: ['spins', 'array'] }],
    [
      'rows.csv',
      text(Array.from({ length: 3 }, () => chess(64).join(',')).join('\n')),
      { guess: 'spins', warnings: [expect.stringMatching(/Each row of 64 values/)] },
    ],
    [
      'lattice.png',
      blackAndWhite(32),
      { guess: 'spins', readings: ['spins', 'pattern-picture', 'spacetime', 'array'] },
    ],
    [
      'picture.png',
      blackAndWhite(30),
      { guess: 'pattern-picture', readings: ['pattern-picture', 'spins', 'spacetime', 'array'] },
    ],
    [
      'ordered.npy',
      writeNpy({ shape: [4, 4], data: chess(16, 1, 1) }),
      { guess: 'spins', readings: ['spins', 'array'] },
    ],
    [
      'wide.npy',
      writeNpy({ shape: [64, 128], data: chess(8192) }),
      { guess: 'spacetime', readings: ['spacetime', 'pattern-picture', 'array'] },
    ],
    [
      'spins.h5',
      new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/spins.h5'))),
      {
        format: 'hdf5',
        guess: 'spins',
        description:
          '2 data sets: coupling (1), ising/spins (50 × 32 × 32); 50 configurations of 32×32, stored as ±1',
        warnings: [
          '‘comment’ holds text and is passed over.',
          expect.stringMatching(/from the array ‘ising\/spins’/),
        ],
      },
    ],
  ])('knows spins by their two values: %s', async (name, bytes, expected) => {
    expect(await inspectFile(name, bytes)).toMatchObject(expected);
  });

  it('shows the first configurations of spins as ±1', async () => {
    const { previews } = await inspectFile('s.npy', writeNpy({ shape: [7, 4, 4], data: chess(112) }));
    expect(previews).toHaveLength(3);
    expect(previews[0]).toMatchObject({ width: 4, height: 4, label: 'spin, 1' });
    expect([...previews[0]!.data.subarray(0, 6)]).toEqual([1, -1, -1, 1, -1, -1]);
  });

  it('measures every array by its finite values', async () => {
    const bytes = writeNpz({
      x: { shape: [4], data: new Float64Array([1, Number.NaN, 3, -1]) },
      n: { shape: [2], data: new BigInt64Array([2n ** 40n, 0n]) },
      none: { shape: [0], data: new Int8Array() },
    });
    const { arrays } = await inspectFile('x.npz', bytes);
    expect(arrays).toMatchObject([
      { name: 'x', shape: [4], type: 'float64', min: -1, max: 3, mean: 1, finite: false, notFinite: 1 },
      {
        name: 'n',
        shape: [2],
        type: 'int64',
        min: 0,
        max: 2 ** 40,
        mean: 2 ** 39,
        finite: true,
        notFinite: 0,
      },
      { name: 'none', shape: [0], type: 'int8', min: NaN, max: NaN, mean: NaN, finite: true, notFinite: 0 },
    ]);
    expect(arrays.map(({ histogram }) => histogram?.length)).toEqual([64, 64, undefined]);
    expect([0, 32, 63].map((bin) => arrays[0]!.histogram![bin])).toEqual([1, 1, 1]);
  });

  it('shows fields of up to 128² as means over blocks', async () => {
    const checks = Float32Array.from({ length: 300 * 260 }, (_, i) => (i + Math.floor(i / 260)) % 2);
    const [preview] = (await inspectFile('x.npy', writeNpy({ shape: [300, 260], data: checks }))).previews;
    expect(preview).toMatchObject({ width: 86, height: 100 });
    expect(Math.max(...preview!.data.map((value) => Math.abs(value - 0.5)))).toBeLessThan(0.06);
  });

  it('shows both fields, the first planes of a stack, the luminance of colours', async () => {
    expect(await shown([2, 64, 64])).toEqual(['a: 64 × 64', 'b: 64 × 64']);
    expect(await shown([9, 16, 20])).toEqual([1, 2, 3, 4].map((index) => `value, ${index}: 20 × 16`));
    expect(await shown([32, 32, 3])).toEqual(['value: 32 × 32']);
    expect(await shown([7])).toEqual([]);
  });
});

describe('files that are not read', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['empty', new Uint8Array(), /The file is empty/],
    ['JPEG', start([0xff, 0xd8, 0xff, 0xe0]), /a JPEG picture, which is not read/],
    ['TIFF', start([0x49, 0x49, 0x2a, 0x00]), /a TIFF picture/],
    ['WebP', start('RIFF....WEBPVP8 '), /a WebP picture/],
    ['HDF5 cut short', start([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]), /cut short or damaged/],
    ['gzip', start([0x1f, 0x8b]), /a gzip file/],
    ['SVG', text('<svg xmlns="x"/>'), /an SVG drawing/],
    ['bytes', Uint8Array.from({ length: 64 }, (_, i) => i), /no kind of file that is read/],
    ['zip without arrays', writeNpz({}), /zip archive without arrays/],
    ['broken JSON', text('{"kind": '), /not valid JSON/],
    ['JSON without numbers', text('{"a": "b"}'), /no experiment: ‘kind’/],
    ['unknown experiment', text('{"kind": "astrology"}'), /no experiment: ‘kind’/],
    ['experiment with a mistake', text('{"kind": "turing-hybrid", "seed": -4}'), /‘seed’: .*>=0/],
  ])('%s', async (_, bytes, message) => {
    const fault = await rejectionOf(inspectFile('it', bytes));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
    expect(fault.message).toMatch(/^it: /);
  });
});
