import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../main/compute/random.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { writeGreyPng } from '../../main/data/png.ts';
import { readSpins } from '../../main/data/spins.ts';
import type { NumericArray } from '../../preload/contract/arrays.ts';
import { HostError } from '../../preload/contract/errors.ts';
import { rejectionOf } from './faults.ts';

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures', name)));
const text = (value: string) => new TextEncoder().encode(value);
const lengthOf = (shape: readonly number[]) => shape.reduce((product, extent) => product * extent, 1);

/** 0 and 1, in no order a fault in the reading would keep. */
const spins = (length: number) => Uint8Array.from({ length }, (_, i) => ((i * i * 7 + i) % 11 < 5 ? 1 : 0));
const npy = (shape: number[], data: NumericArray = spins(lengthOf(shape))) => writeNpy({ shape, data });

describe('spin files', () => {
  it('hold the same configurations in every format', async () => {
    const reference = await readSpins('spins-int8.npy', fixture('spins-int8.npy'));
    expect(reference).toMatchObject({ description: '50 configurations of 32×32, stored as ±1', notes: [] });
    expect(reference.spins.shape).toEqual([50, 32, 32]);
    const of = async (name: string) => await readSpins(name, fixture(name));
    expect(await of('spins-bool.npy')).toEqual({
      ...reference,
      description: '50 configurations of 32×32, stored as true and false',
    });
    expect(await of('spins-packed.npz')).toEqual({
      ...reference,
      description: '50 configurations of 32×32, eight to a byte',
    });
    expect(await of('spins.h5')).toEqual({
      ...reference,
      notes: ['Taken from the array ‘ising/spins’, one of 2 in the file.'],
    });
    const first = (count: number) => ({
      shape: [count, 32, 32],
      data: reference.spins.data.slice(0, count * 1024),
    });
    expect(await of('spins.csv')).toEqual({
      spins: first(8),
      description: '8 configurations of 32×32, stored as 0 and 1',
      notes: ['Each row of 1024 values is read as a configuration of 32×32.'],
    });
    expect(await of('spins.png')).toEqual({
      spins: first(1),
      description: '1 configuration of 32×32, white is up, black is down',
      notes: [],
    });
  });

  it.each<[string, Uint8Array, number[]]>([
    ['[L, L]', npy([6, 6]), [1, 6, 6]],
    ['[M, L, L]', npy([3, 8, 8]), [3, 8, 8]],
    ['[M, 1, L, L]', npy([3, 1, 8, 8]), [3, 8, 8]],
    ['[chains, M, L, L]', npy([2, 3, 5, 5]), [6, 5, 5]],
    ['[M, L, L, 1]', npy([3, 8, 8, 1]), [3, 8, 8]],
    ['[M, L²]', npy([3, 64]), [3, 8, 8]],
    ['[L²]', npy([64]), [1, 8, 8]],
    ['[L, L] of a square side', npy([16, 16]), [1, 16, 16]],
  ])('are read from %s', async (_, file, shape) => {
    const { spins: read } = await readSpins('s.npy', file);
    expect(read).toEqual({ shape, data: spins(lengthOf(shape)) });
  });

  it('say how a table was read where it could be read otherwise', async () => {
    expect((await readSpins('s.npy', npy([16, 16]))).notes[0]).toMatch(
      /read as one configuration, not as 16 rows of 4×4/,
    );
    expect((await readSpins('s.npy', npy([8, 8]))).notes).toEqual([]);
    expect((await readSpins('s.npy', npy([3, 64]))).notes[0]).toMatch(/Each row of 64 values is read/);
  });

  it.each<[string, (spins: Uint8Array) => NumericArray, RegExp, RegExp[]]>([
    ['±1', (s) => Int8Array.from(s, (v) => 2 * v - 1), /stored as ±1$/, []],
    ['±1 in floats', (s) => Float64Array.from(s, (v) => 2 * v - 1), /stored as ±1$/, []],
    ['0 and 1', (s) => s, /stored as 0 and 1$/, []],
    ['64-bit integers', (s) => BigInt64Array.from([...s].map(BigInt)), /stored as 0 and 1$/, []],
    [
      '±½',
      (s) => Float32Array.from(s, (v) => v - 0.5),
      /stored as -0\.5 and 0\.5$/,
      [/larger value, 0\.5, is read as up/],
    ],
    ['3 and 7', (s) => s.map((v) => 3 + 4 * v), /stored as 3 and 7$/, [/larger value, 7, is read as up/]],
  ])('hold two values, %s, of which the larger is up', async (_, stored, description, notes) => {
    const read = await readSpins('s.npy', npy([2, 6, 6], stored(spins(72))));
    expect(read.spins.data).toEqual(spins(72));
    expect(read.description).toMatch(description);
    expect(read.notes).toEqual(notes.map((note) => expect.stringMatching(note)));
  });

  it.each([
    [1, 1],
    [0, 0],
    [-1, 0],
  ])('may be ordered: nothing but %i', async (value, spin) => {
    const read = await readSpins('s.npy', npy([4, 4], new Int8Array(16).fill(value)));
    expect(read.spins.data).toEqual(new Uint8Array(16).fill(spin));
    expect(read.notes).toEqual([`All spins are ${spin ? 'up' : 'down'}.`]);
  });

  it('are found among other arrays: by name, then by number', async () => {
    const others = {
      time: { shape: [3], data: Float64Array.of(1, 2, 3) },
      mask: { shape: [20, 20], data: spins(400) },
    };
    const named = writeNpz({ ...others, spins: { shape: [2, 6, 6], data: spins(72) } });
    expect((await readSpins('x.npz', named)).notes).toEqual([
      'Taken from the array ‘spins’, one of 3 in the file.',
    ]);
    const unnamed = writeNpz({ ...others, s: { shape: [9, 8, 8], data: spins(576) } });
    expect((await readSpins('x.npz', unnamed)).description).toMatch(/^9 configurations of 8×8/);
  });

  it('with bits in bytes keep their order, and the bits that fill the last byte are dropped', async () => {
    const packed = Uint8Array.of(0b10000000, 0, 0, 0b1_1111111);
    const file = writeNpz({
      packed: { shape: [1, 4], data: packed },
      size: { shape: [1], data: Int32Array.of(5) },
    });
    const { spins: read } = await readSpins('x.npz', file);
    expect(read.shape).toEqual([1, 5, 5]);
    expect([...read.data].flatMap((spin, i) => (spin ? [i] : []))).toEqual([0, 24]);
  });
});

const packedZeros = (bytes: number, size: number) =>
  writeNpz({
    packed: { shape: [1, bytes], data: new Uint8Array(bytes) },
    size: { shape: [1], data: Int32Array.of(size) },
  });

describe('files without spins', () => {
  it.each<[string, Uint8Array, RegExp]>([
    [
      'not square',
      npy([3, 8, 12]),
      /the array is 3 × 8 × 12: a lattice of 8 × 12 is not square.* not periodic/,
    ],
    ['a table of no square number', npy([5, 10]), /10 is no square number of spins in a row/],
    ['configurations last', npy([32, 32, 5]), /numpy\.moveaxis/],
    ['too small', npy([2, 3, 3]), /at least 4 × 4 spins/],
    ['empty', npy([0, 8, 8]), /the array is empty/],
    ['a number', npy([]), /neither a lattice/],
    [
      'three values',
      npy(
        [4, 4],
        Int8Array.from({ length: 16 }, (_, i) => (i % 3) - 1),
      ),
      /has 3 different values, an/,
    ],
    [
      'many values',
      npy(
        [40, 40],
        Float64Array.from({ length: 1600 }, (_, i) => i / 7),
      ),
      /more than 1000 different/,
    ],
    [
      'NaN',
      npy(
        [4, 4],
        Float32Array.from({ length: 16 }, (_, i) => (i === 5 ? Number.NaN : 1)),
      ),
      /holds NaN/,
    ],
    [
      'one unknown value',
      npy([4, 4], new Uint8Array(16).fill(7)),
      /nothing but 7: up or down cannot be told/,
    ],
    [
      'grey levels',
      writeGreyPng(
        8,
        8,
        Uint8Array.from({ length: 64 }, (_, i) => 4 * (i % 37)),
      ),
      /the picture has 37 grey levels, an Ising configuration has two/,
    ],
    [
      'a wide picture',
      writeGreyPng(
        16,
        8,
        spins(128).map((v) => 255 * v),
      ),
      /lattice of 8 × 16 is not square/,
    ],
    [
      'several arrays, none of spins',
      writeNpz({
        x: { shape: [3], data: Float64Array.of(1, 2, 3) },
        y: { shape: [4, 4], data: new Uint8Array(16).fill(5) },
      }),
      /‘x’ is 3, neither .*; ‘y’ holds nothing but 5/,
    ],
    [
      'packed bits of another length',
      packedZeros(10, 8),
      /‘packed’ is 1 × 10; configurations of 8×8 take 8 bytes/,
    ],
    ['packed bits of no size', packedZeros(10, -3), /‘size’ is -3/],
    ['an experiment', text('{"kind": "upscaling"}'), /JSON document, which holds no array/],
    ['words', text('up,down\ndown,up\n'), /./],
  ])('%s', async (_, file, message) => {
    const fault = await rejectionOf(readSpins('it.npy', file));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(/^it\.npy: /);
    expect(fault.message).toMatch(message);
  });

  it('more than 2²⁸ spins', async () => {
    // A byte of packed bits is eight spins: the limit is met before they are unpacked.
    const large = writeNpz({
      packed: { shape: [257, 2 ** 17], data: new Uint8Array(257 * 2 ** 17) },
      size: { shape: [1], data: Int32Array.of(2 ** 10) },
    });
    expect((await rejectionOf(readSpins('x.npz', large))).message).toMatch(
      /holds 257 configurations of 1024×1024; at most 256 of this size/,
    );
  });
});

describe('an array that is chosen', () => {
  const file = writeNpz({
    small: { shape: [2, 4, 4], data: spins(32) },
    large: { shape: [3, 8, 8], data: spins(192) },
    noise: { shape: [4, 4], data: Float64Array.from({ length: 16 }, (_, i) => i) },
  });

  it('is read, and no likelier one', async () => {
    expect((await readSpins('a.npz', file)).spins.shape).toEqual([3, 8, 8]);
    expect((await readSpins('a.npz', file, 'small')).spins.shape).toEqual([2, 4, 4]);
    expect((await readSpins('p.npz', fixture('spins-packed.npz'), 'packed')).spins.shape).toEqual([
      50, 32, 32,
    ]);
  });

  it('is refused where it holds no spins, or is not there', async () => {
    expect((await rejectionOf(readSpins('a.npz', file, 'noise'))).message).toMatch(
      /‘noise’ has 16 different/,
    );
    expect(await rejectionOf(readSpins('a.npz', file, 'spins'))).toMatchObject({
      message: 'a.npz: There is no array ‘spins’ in it.',
      remedy: 'It holds small, large, noise.',
    });
  });
});

describe('damaged spin files', () => {
  it.each(['spins-int8.npy', 'spins-packed.npz', 'spins.csv', 'spins.png', 'spins.h5'])(
    '%s, cut or with flipped bits, is read or refused',
    async (name) => {
      const whole = fixture(name);
      const random = new RandomStream(5, name);
      const outcomes = { read: 0, refused: 0 };
      for (let trial = 0; trial < 80; trial++) {
        let bytes = whole.slice();
        if (trial % 3 === 0) bytes = bytes.slice(0, random.integer(bytes.length));
        else
          for (let flip = 0; flip < 3; flip++)
            bytes[random.integer(Math.min(bytes.length, 2000))]! ^= 1 << random.integer(8);
        try {
          const { spins: read } = await readSpins(name, bytes);
          expect(read.data.length).toBe(lengthOf(read.shape));
          expect(read.data.every((spin) => spin <= 1)).toBe(true);
          outcomes.read++;
        } catch (error) {
          if (!(error instanceof HostError) || error.code !== 'bad-file') throw error;
          outcomes.refused++;
        }
      }
      expect(outcomes.refused).toBeGreaterThan(20);
    },
  );
});
