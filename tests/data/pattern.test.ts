import { describe, expect, it } from 'vitest';
import type { NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { periodicWindow, readPattern } from '../../main/data/pattern.ts';
import { resamplePicture } from '../../main/data/picture.ts';
import { normalisePicture } from '../../main/methods/macronet/pictures/normalisation.ts';
import { writeGreyPng } from '../../main/data/png.ts';
import { rejectionOf } from './faults.ts';

/** Values within 0 and 1, different in every cell of a plane and from one plane to the next. */
function stack(shape: number[], from = 0): ShapedArray<Float32Array> {
  const length = shape.reduce((p, q) => p * q, 1);
  return { shape, data: Float32Array.from({ length }, (_, i) => ((from + i * 61) % 1009) / 1009) };
}

const npy = (array: ShapedArray) => writeNpy(array);
const values = (data: NumericArray, start: number, length: number) => [
  ...(data as Float32Array).subarray(start, start + length),
];
const plane = 64 * 64;

/** One of the planes of a stack of them. */
const planeOf = ({ data }: ShapedArray<Float32Array>, index: number) => ({
  shape: [64, 64],
  data: data.slice(index * plane, (index + 1) * plane),
});

const grey = (width: number, height: number) =>
  writeGreyPng(
    width,
    height,
    Uint8Array.from({ length: width * height }, (_, i) => (i * 61) % 256),
  );
const csv = (rows: number, columns: number) =>
  new TextEncoder().encode(
    Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (_value, column) => (row * 7 + column * 3) % 11).join(','),
    ).join('\n'),
  );

describe('fields in a file', () => {
  const pair = stack([2, 64, 64]);
  const a = { shape: [64, 64], data: pair.data.subarray(0, plane) };
  const b = { shape: [64, 64], data: pair.data.subarray(plane) };
  const channelsLast = new Float32Array(2 * plane);
  for (let i = 0; i < plane; i++) channelsLast.set([pair.data[i]!, pair.data[plane + i]!], 2 * i);
  const many = new Float32Array(6 * plane).fill(0.5);
  many.set(pair.data);

  it.each<[string, Uint8Array, RegExp]>([
    ['[2, n, n]', npy(pair), /^64 × 64, both fields$/],
    ['[1, 2, n, n]', npy({ shape: [1, 2, 64, 64], data: pair.data }), /both fields$/],
    ['[m, 2, n, n]', npy({ shape: [3, 2, 64, 64], data: many }), /the first of 3 pairs of fields$/],
    ['[n, n, 2]', npy({ shape: [64, 64, 2], data: channelsLast }), /channels last$/],
    ['float64', npy({ shape: [2, 64, 64], data: Float64Array.from(pair.data) }), /both fields$/],
    ['a and b', writeNpz({ a, b }), /^64 × 64, a and b$/],
    ['A and B beside others', writeNpz({ t: stack([3]), A: a, B: b }), /a and b$/],
    ['one array of an archive', writeNpz({ parameters: stack([4]), state: pair }), /both fields of state$/],
  ])('are read from %s', async (_, file, description) => {
    const pattern = await readPattern('p', file);
    expect(pattern.observation).toBe('fields');
    expect(pattern.array.shape).toEqual([2, 64, 64]);
    expect(pattern.array.data).toEqual(pair.data);
    expect(pattern.description).toMatch(description);
  });

  it('are the first of a shard of a data set', async () => {
    const shard = writeNpz({ a: stack([5, 64, 64], 1), b: stack([5, 64, 64], 2), parameters: stack([5, 4]) });
    const pattern = await readPattern('patterns-000.npz', shard);
    expect(values(pattern.array.data, 0, plane)).toEqual([...stack([64, 64], 1).data]);
    expect(values(pattern.array.data, plane, plane)).toEqual([...stack([64, 64], 2).data]);
    expect(pattern.description).toMatch(/the first of 5 patterns/);
  });

  it('are cut, not scaled, when larger, and continued when smaller', async () => {
    const large = await readPattern('p', npy(stack([2, 100, 80])));
    expect(values(large.array.data, 0, 64)).toEqual(values(stack([100, 80]).data, 18 * 80 + 8, 64));
    expect(large.description).toMatch(/The middle 64 × 64 cells are taken, unscaled/);
    const small = await readPattern('p', npy(stack([2, 32, 32])));
    expect(values(small.array.data, 0, 32)).toEqual(values(small.array.data, 32 * 64 + 32, 32));
    expect(small.description).toMatch(/repeated periodically/);
    expect((await readPattern('p', npy(stack([2, 48, 32])))).description).toMatch(/leaves a seam/);
  });

  it('of the lattice’s own size are left as they are', () => {
    expect(periodicWindow(a, 64)).toEqual(a.data);
  });
});

describe('pictures in a file', () => {
  it.each<[string, Uint8Array, number[], RegExp]>([
    ['PNG', grey(64, 64), [64, 64], /^64 × 64, one channel$/],
    ['a large PNG', grey(300, 200), [200, 200], /^300 × 200 → middle 200 × 200 → 64 × 64, one channel$/],
    ['[n, n]', npy(stack([80, 80])), [80, 80], /^80 × 80 → 64 × 64/],
    ['[m, n, n]', npy(stack([7, 32, 32])), [32, 32], /the first of 7 pictures$/],
    ['[n, n, 3]', npy(stack([40, 40, 3])), [40, 40], /luminance of its colours$/],
    [
      'integers',
      npy({ shape: [20, 20], data: Int16Array.from({ length: 400 }, (_, i) => i) }),
      [20, 20],
      /one channel$/,
    ],
    ['CSV', csv(20, 30), [20, 20], /middle 20 × 20/],
    [
      'two fields in other units',
      npy({ shape: [2, 64, 64], data: stack([2, 64, 64]).data.map((v) => 90 * v) }),
      [64, 64],
      /the field b$/,
    ],
  ])('are read from %s', async (_, file, shape, description) => {
    const pattern = await readPattern('p', file);
    expect(pattern.observation).toBe('picture');
    expect(pattern.array.shape).toEqual(shape);
    expect(pattern.description).toMatch(description);
  });

  it('are reduced when very large, which changes nothing for the model', async () => {
    const side = 1100;
    const data = Float32Array.from(
      { length: side ** 2 },
      (_, i) => Math.sin(i / 97) + Math.cos(i / side / 23),
    );
    const { array } = await readPattern('p', npy({ shape: [side, side], data }));
    expect(array.shape).toEqual([1024, 1024]);
    const direct = normalisePicture(resamplePicture({ shape: [side, side], data }, 64));
    const reduced = normalisePicture(resamplePicture(array, 64));
    expect(Math.max(...reduced.map((value, i) => Math.abs(value - direct[i]!)))).toBeLessThan(1e-4);
  });

  it('are b of two fields when asked for', async () => {
    const pattern = await readPattern('p', npy(stack([2, 64, 64])), 'picture');
    expect([...pattern.array.data]).toEqual(values(stack([2, 64, 64]).data, plane, plane));
    expect(pattern.description).toMatch(/the field b/);
  });
});

describe('faults of patterns', () => {
  const withValue = (value: number, at: number) => {
    const array = stack([2, 64, 64]);
    array.data[at] = value;
    return npy(array);
  };

  it.each<[string, Uint8Array, 'auto' | 'fields' | 'picture', RegExp]>([
    [
      'a picture where fields are wanted',
      npy(stack([64, 64])),
      'fields',
      /There are no fields a and b in it: array of float32, 64 × 64/,
    ],
    [
      'values no concentration has',
      withValue(7, plane + 65),
      'fields',
      /b is 7 in row 2, column 2; concentrations lie/,
    ],
    ['NaN in fields', withValue(Number.NaN, 3), 'fields', /a is NaN in row 1, column 4/],
    ['NaN in a picture', withValue(Number.NaN, plane + 3), 'auto', /holds NaN in row 1, column 4/],
    [
      'uniform fields',
      npy({ shape: [2, 64, 64], data: new Float32Array(2 * plane).fill(0.3) }),
      'auto',
      /uniform/,
    ],
    ['uniform picture', npy({ shape: [64, 64], data: new Float32Array(plane) }), 'auto', /uniform/],
    ['no plane', npy(stack([100])), 'auto', /no picture of a pattern in it: array of float32, 100/],
    ['empty', npy({ shape: [0, 64, 64], data: new Float32Array() }), 'auto', /no picture/],
    ['empty pairs', npy({ shape: [0, 2, 64, 64], data: new Float32Array() }), 'auto', /no picture/],
    ['too small', npy(stack([2, 8, 8])), 'auto', /at least 16 × 16/],
    ['an experiment', new TextEncoder().encode('{}'), 'auto', /JSON document, which holds no array/],
    [
      'words under a wrong name',
      new TextEncoder().encode('hello world'),
      'auto',
      /not a NumPy array \(\.npy\): its magic bytes are missing/,
    ],
  ])('%s', async (_, file, observation, message) => {
    const fault = await rejectionOf(readPattern('spots.npy', file, observation));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(/^spots\.npy: /);
    expect(fault.message).toMatch(message);
  });
});

describe('an array that is chosen', () => {
  const [first, second] = [stack([2, 64, 64]), stack([2, 64, 64], 500)];

  it('is the one that is read', async () => {
    const file = writeNpz({ first, second });
    expect(values((await readPattern('p.npz', file)).array.data, 0, 4)).toEqual(values(first.data, 0, 4));
    const read = await readPattern('p.npz', file, 'fields', 'second');
    expect(values(read.array.data, 0, 2 * plane)).toEqual(values(second.data, 0, 2 * plane));
    expect((await rejectionOf(readPattern('p.npz', file, 'auto', 'third'))).message).toMatch(
      /no array ‘third’/,
    );
  });

  it('brings the other field of its group where both are wanted, and stands alone as a picture', async () => {
    const file = writeNpz({
      'run1/a': planeOf(first, 0),
      'run1/b': planeOf(first, 1),
      'run2/a': planeOf(second, 0),
      'run2/b': planeOf(second, 1),
    });
    const fields = await readPattern('p.npz', file, 'fields', 'run2/a');
    expect(values(fields.array.data, 0, 2 * plane)).toEqual(values(second.data, 0, 2 * plane));
    const picture = await readPattern('p.npz', file, 'picture', 'run2/a');
    expect(values(picture.array.data, 0, plane)).toEqual(values(second.data, 0, plane));
  });
});
