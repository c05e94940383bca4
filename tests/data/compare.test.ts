import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareFiles } from '../../main/data/compare.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { writeGreyPng, writeRgbPng } from '../../main/data/png.ts';
import { writeNpz } from '../../main/data/npz.ts';
import type { ArrayDifference, NumericArray } from '../../preload/contract/index.ts';

const file = (name: string, data: NumericArray, shape = [data.length]) => ({
  name,
  bytes: writeNpy({ shape, data }),
});
const text = (name: string, content: string) => ({ name, bytes: new TextEncoder().encode(content) });

describe('one array', () => {
  it('is told by its figures, first rows and planes', async () => {
    const data = Float32Array.of(0, 1, 2, 3, 4, 5, 6, Number.NaN, 8, 9, 10, 11);
    const { arrays, edges } = await compareFiles([file('x.npy', data, [2, 2, 3])]);
    expect(arrays[0]).toMatchObject({
      file: 'x.npy',
      array: 'array',
      shape: [2, 2, 3],
      type: 'float32',
      min: 0,
      max: 11,
      values: 12,
      notFinite: 1,
      planeCount: 2,
      difference: null,
      firstRows: { columns: null, rows: 4, width: 3 },
    });
    const finite = [...data].filter(Number.isFinite);
    const mean = finite.reduce((a, b) => a + b) / finite.length;
    const variance = finite.reduce((sum, x) => sum + (x - mean) ** 2, 0) / finite.length;
    expect(arrays[0]!.mean).toBeCloseTo(mean, 12);
    expect(arrays[0]!.deviation).toBeCloseTo(Math.sqrt(variance), 12);
    expect(arrays[0]!.firstRows.values).toEqual([
      [0, 1, 2],
      [3, 4, 5],
      [6, Number.NaN, 8],
      [9, 10, 11],
    ]);
    expect(arrays[0]!.planes.map(({ label, data: plane }) => [label, [...plane]])).toEqual([
      ['array [0]', [0, 1, 2, 3, 4, 5]],
      ['array [1]', [6, Number.NaN, 8, 9, 10, 11]],
    ]);
    // Whole numbers: a bin for each, its edges halfway between.
    expect([...edges]).toEqual(Array.from({ length: 13 }, (_, edge) => edge - 0.5));
    expect([...arrays[0]!.counts]).toEqual([1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1]);
  });

  it('has a mean and a deviation also near the largest and the smallest doubles', async () => {
    const large = await compareFiles([file('x.npy', Float64Array.of(1.6e308, 1.7e308, 1.6e308, 1.7e308))]);
    expect(large.arrays[0]!.mean / 1.65e308).toBeCloseTo(1, 12);
    expect(large.arrays[0]!.deviation / 5e306).toBeCloseTo(1, 9);
    const small = await compareFiles([file('x.npy', Float64Array.of(1e-200, 3e-200))]);
    expect(small.arrays[0]!.deviation / 1e-200).toBeCloseTo(1, 12);
  });

  it('of a picture has the values that are in the file, of every channel', async () => {
    const grey = await compareFiles([
      { name: 'g.png', bytes: writeGreyPng(2, 1, Uint16Array.of(7, 40_000)) },
      file('same.npy', Uint16Array.of(7, 40_000), [1, 2]),
    ]);
    expect(grey.arrays[0]).toMatchObject({ shape: [1, 2], type: 'uint16', min: 7, max: 40_000 });
    expect(grey.arrays[1]!.difference).toMatchObject({ largest: 0, unequal: 0 });
    const rgb = { name: 'c.png', bytes: writeRgbPng(1, 2, Uint8Array.of(1, 2, 3, 4, 5, 6)) };
    expect((await compareFiles([rgb])).arrays[0]).toMatchObject({ shape: [2, 1, 3], type: 'uint8', max: 6 });
  });

  it('is the one that is named, else the largest', async () => {
    const bytes = writeNpz({
      few: { shape: [2], data: Int8Array.of(1, 2) },
      many: { shape: [3], data: Int8Array.of(1, 2, 3) },
    });
    expect((await compareFiles([{ name: 'a.npz', bytes }])).arrays[0]!.array).toBe('many');
    expect((await compareFiles([{ name: 'a.npz', bytes, array: 'few' }])).arrays[0]!.shape).toEqual([2]);
    await expect(compareFiles([{ name: 'a.npz', bytes, array: 'none' }])).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no array ‘none’ in a.npz.',
    });
  });

  it('of a table has rows with names, and no picture', async () => {
    const { arrays } = await compareFiles([text('t.csv', 'Da;F\n0,1;2\n0,3;4\nnan;4\n')]);
    expect(arrays[0]).toMatchObject({
      planes: [],
      planeCount: 0,
      firstRows: {
        columns: ['Da', 'F'],
        values: [
          [0.1, 2],
          [0.3, 4],
          [Number.NaN, 4],
        ],
      },
      columns: [
        { name: 'Da', min: 0.1, max: 0.3, notFinite: 1 },
        { name: 'F', min: 2, max: 4, notFinite: 0, edges: Float64Array.of(1.5, 2.5, 3.5, 4.5) },
      ],
    });
    expect(arrays[0]!.columns[0]!.mean).toBeCloseTo(0.2, 12);
    expect([...arrays[0]!.columns[1]!.counts]).toEqual([1, 0, 2]);
  });

  it('of colours has a plane for each channel; a long one is squeezed to fit', async () => {
    const colours = Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => i % 3);
    const { planes, planeCount } = (await compareFiles([file('c.npy', colours, [8, 8, 3])])).arrays[0]!;
    expect(planeCount).toBe(3);
    expect(planes.map(({ data }) => new Set(data))).toEqual([new Set([0]), new Set([1]), new Set([2])]);
    const line = (await compareFiles([file('l.npy', new Float64Array(5000 * 4).fill(3), [5000, 4])]))
      .arrays[0]!;
    expect(line.planes[0]).toMatchObject({ width: 4, height: 125 });
    expect(new Set(line.planes[0]!.data)).toEqual(new Set([3]));
  });

  it('without a finite value has neither range nor bins', async () => {
    const { arrays, edges } = await compareFiles([file('n.npy', Float64Array.of(Number.NaN, Infinity))]);
    expect(edges).toHaveLength(0);
    expect(arrays[0]).toMatchObject({ min: Number.NaN, deviation: Number.NaN, notFinite: 2 });
    expect(arrays[0]!.counts).toHaveLength(0);
    const empty = await compareFiles([file('e.npy', new Float64Array(0), [0, 3])]);
    expect(empty.arrays[0]!.firstRows).toMatchObject({ values: [], rows: 0, width: 3 });
  });
});

const difference = async (a: NumericArray, b: NumericArray) =>
  (await compareFiles([file('a.npy', a), file('b.npy', b)])).arrays[1]!.difference as ArrayDifference;

describe('differences from the first', () => {
  it('follow their definitions', async () => {
    const a = Float64Array.of(1, 2, 3, 4);
    const b = Float64Array.of(1, 2.5, 2, 4);
    const found = await difference(a, b);
    expect(found).toMatchObject({ largest: 1, at: [2], unequal: 2, pairs: 4 });
    expect(found.rms).toBeCloseTo(Math.sqrt((0.25 + 1) / 4), 14);
    // Pearson's r of these by hand: Σ(a − 2.5)(b − 2.375) = 4.25; Σ(a − 2.5)² = 5; Σ(b − 2.375)² = 4.6875.
    expect(found.correlation).toBeCloseTo(4.25 / Math.sqrt(5 * 4.6875), 12);
  });

  it('leave out pairs that are not finite, and count them when they differ', async () => {
    const found = await difference(
      Float32Array.of(Number.NaN, 1, Number.NaN, 2),
      Float32Array.of(Number.NaN, Infinity, 3, 2),
    );
    expect(found).toMatchObject({ largest: 0, rms: 0, unequal: 2, pairs: 1 });
    expect(found.correlation).toBeNaN();
  });

  it('are exact beyond 2⁵³ and between types', async () => {
    const large = 2n ** 53n;
    expect((await difference(BigInt64Array.of(large), BigInt64Array.of(large + 1n))).unequal).toBe(1);
    expect((await difference(BigInt64Array.of(large + 1n), Float64Array.of(2 ** 53))).unequal).toBe(1);
    expect((await difference(Int8Array.of(-1, 1), Float32Array.of(-1, 1))).unequal).toBe(0);
  });

  it('say why there are none between shapes', async () => {
    const { arrays } = await compareFiles([
      file('a.npy', new Int8Array(6), [2, 3]),
      file('b.npy', new Int8Array(6), [3, 2]),
    ]);
    expect(arrays[1]!.difference).toBe('its shape is 3 × 2, that of the first 2 × 3');
  });

  test('every finite value is in one bin, and an array is correlated with itself and against its negative', async () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(fc.array(finite, { minLength: 1, maxLength: 40 }), async (values) => {
        const a = Float64Array.from(values);
        const { arrays, edges } = await compareFiles([
          file('a.npy', a),
          file(
            'b.npy',
            a.map((x) => x / 2),
          ),
        ]);
        for (const { counts } of arrays) expect(counts.reduce((x, y) => x + y, 0)).toBe(values.length);
        expect(edges[0]).toBeLessThanOrEqual(Math.min(...values));
        expect(edges.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
        expect([...edges]).toEqual([...edges].toSorted((x, y) => x - y));
      }),
      { seed: 6, numRuns: 200 },
    );
    const waves = Float64Array.from({ length: 50 }, (_, i) => Math.sin(i));
    expect(
      (
        await difference(
          waves,
          waves.map((x) => 2 - 3 * x),
        )
      ).correlation,
    ).toBeCloseTo(-1, 12);
    expect((await difference(waves, waves)).correlation).toBeCloseTo(1, 12);
  });
});

test.each([
  ['no file', [], 'bad-argument', /1 to 8/],
  ['nine files', Array.from({ length: 9 }, () => file('x.npy', Int8Array.of(1))), 'bad-argument', /9 files/],
  ['a bad file', [file('x.npy', Int8Array.of(1)), text('bad.npy', '\u0093NUMPY')], 'bad-file', /^bad\.npy: /],
  ['a document', [text('x.json', '{"kind": "oscillator"}')], 'bad-file', /^x\.json: .*JSON/],
] as const)('%s is refused', async (_, files, code, message) => {
  await expect(compareFiles(files)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});
