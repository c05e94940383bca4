import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RandomStream } from '../../main/compute/random.ts';
import { isHdf5, readHdf5 } from '../../main/data/hdf5.ts';
import { HostError } from '../../preload/contract/errors.ts';
import { rejectionOf } from './faults.ts';
import { metadataChecksum, writeHdf5 } from './hdf5-files.ts';

const ramp = (length: number) => Float64Array.from({ length }, (_, i) => i - 3);

/** A data set of chunks that were never written, which cost the file nothing. */
const empty = (shape: number[], chunks: number[]) =>
  writeHdf5((file) => {
    const x = file.create_dataset({
      name: 'x',
      data: new Uint8Array(1),
      shape: shape.map(() => 1),
      maxshape: shape.map(() => null),
      chunks,
      compression: 'gzip',
    });
    x.resize(shape);
  });

/** A group, chunks, and text. */
const fill: Parameters<typeof writeHdf5>[0] = (file) => {
  file.create_group('g');
  file.create_dataset({ name: 'g/x', data: ramp(500), shape: [5, 100], chunks: [2, 30], compression: 4 });
  file.create_dataset({ name: 'y', data: ramp(40) });
  file.create_dataset({ name: 's', data: ['a', 'bc'], dtype: 'S' });
};

/** Reads, or is refused; anything else fails. */
async function outcome(bytes: Uint8Array): Promise<'read' | 'refused'> {
  try {
    await readHdf5(bytes);
    return 'read';
  } catch (error) {
    if (error instanceof HostError && error.code === 'bad-file') return 'refused';
    throw error;
  }
}

describe('HDF5', () => {
  it('is known by its mark, at the beginning or after a block of the writer’s own', async () => {
    const bytes = await writeHdf5((file) => file.create_dataset({ name: 'x', data: ramp(4) }));
    const shifted = new Uint8Array(512 + bytes.length);
    shifted.set(new TextEncoder().encode('MATLAB 7.3 MAT-file'));
    shifted.set(bytes, 512);
    expect([bytes, shifted, bytes.subarray(1), new Uint8Array()].map(isHdf5)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect((await readHdf5(shifted)).arrays[0]!.data).toEqual(ramp(4));
  });

  it.each<[string, string, (length: number) => Parameters<typeof Array.from>[0]]>([
    ['int8', '<b', (n) => Int8Array.from(ramp(n))],
    ['uint8', '<B', (n) => Uint8Array.from(ramp(n))],
    ['int16', '<h', (n) => Int16Array.from(ramp(n))],
    ['uint16', '<H', (n) => Uint16Array.from(ramp(n))],
    ['int32', '<i', (n) => Int32Array.from(ramp(n))],
    ['uint32', '<I', (n) => Uint32Array.from(ramp(n))],
    ['int64', '<q', (n) => BigInt64Array.from([...ramp(n)].map(BigInt))],
    ['uint64', '<Q', (n) => BigUint64Array.from([...ramp(n)].map(BigInt))],
    ['float32', '<f', (n) => Float32Array.from(ramp(n))],
    ['float64', '<d', ramp],
  ])('reads %s', async (type, dtype, make) => {
    const data = make(24) as Float64Array;
    const bytes = await writeHdf5((file) =>
      file.create_dataset({ name: 'x', data, shape: [2, 3, 4], dtype }),
    );
    expect(await readHdf5(bytes)).toMatchObject({
      arrays: [{ name: 'x', shape: [2, 3, 4], data, type }],
      warnings: [],
    });
  });

  it.each(['earliest', 'latest'] as const)(
    'reads chunks, gzip and groups in the format %s',
    async (libver) => {
      const data = ramp(3000);
      const bytes = await writeHdf5(
        (file) => {
          file.create_group('run');
          file.create_group('run/inner');
          file.create_dataset({
            name: 'run/inner/x',
            data,
            shape: [30, 100],
            chunks: [7, 40],
            compression: 6,
          });
          file.create_dataset({ name: 'scalar', data: Float64Array.of(2.5), shape: [] });
          file.create_dataset({ name: 'none', data: new Float64Array(), shape: [0, 4] });
          file.create_soft_link('/run/inner/x', 'again');
          file.create_external_link('/etc/passwd', 'x', 'elsewhere');
        },
        { libver },
      );
      expect(await readHdf5(bytes)).toMatchObject({
        arrays: [
          { name: 'none', shape: [0, 4], data: new Float64Array(), type: 'float64' },
          { name: 'run/inner/x', shape: [30, 100], data, type: 'float64' },
          { name: 'scalar', shape: [], data: Float64Array.of(2.5), type: 'float64' },
        ],
        warnings: ['‘elsewhere’ leads to another file and is passed over.'],
      });
    },
  );

  it('passes over what is no number, with a reason', async () => {
    const bytes = await writeHdf5((file) => {
      file.create_dataset({ name: 'label', data: ['hot', 'cold'], dtype: 'S' });
      file.create_dataset({ name: 'x', data: ramp(2) });
    });
    const { arrays, warnings } = await readHdf5(bytes);
    expect(arrays.map(({ name }) => name)).toEqual(['x']);
    expect(warnings).toEqual(['‘label’ holds text and is passed over.']);
  });

  it.each<[string, Parameters<typeof writeHdf5>[0], RegExp]>([
    ['nothing', (file) => void file.create_group('empty'), /holds no data set/],
    [
      'text',
      (file) => void file.create_dataset({ name: 'label', data: ['hot'], dtype: 'S' }),
      /no numbers that are read: ‘label’ holds text/,
    ],
    [
      'complex numbers',
      (file) =>
        void file.create_dataset({
          name: 'psi',
          data: new Map([
            ['r', ramp(3)],
            ['i', ramp(3)],
          ]),
          shape: [3],
          dtype: [
            ['r', '<d'],
            ['i', '<d'],
          ],
        }),
      /‘psi’ holds complex numbers/,
    ],
    [
      'records',
      (file) =>
        void file.create_dataset({
          name: 'table',
          data: new Map([
            ['x', ramp(3)],
            ['y', ramp(3)],
          ]),
          shape: [3],
          dtype: [
            ['x', '<d'],
            ['y', '<d'],
          ],
        }),
      /‘table’ holds records of several values/,
    ],
    [
      'too many dimensions',
      (file) => void file.create_dataset({ name: 'x', data: ramp(1), shape: [1, 1, 1, 1, 1, 1, 1, 1, 1] }),
      /‘x’ has 9 dimensions; up to 8/,
    ],
  ])('refuses a file with %s only', async (_, fill, message) => {
    const fault = await rejectionOf(readHdf5(await writeHdf5(fill)));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
  });

  it('refuses claims that the file cannot hold before it makes room for them', async () => {
    const huge = await rejectionOf(readHdf5(await empty([2 ** 20, 2 ** 20], [16, 16])));
    expect(huge.message).toMatch(/claims 1\.1 TB \(1048576 × 1048576\); at most 2²⁸ values/);
    const bomb = await rejectionOf(readHdf5(await empty([2 ** 13, 2 ** 13], [16, 16])));
    expect(bomb.message).toMatch(/claims 67 MB \(8192 × 8192\), more than a file of .* can hold/);
  });

  it('refuses filters the library has not, by their number', async () => {
    const bytes = await writeHdf5((file) =>
      file.create_dataset({ name: 'x', data: ramp(64), chunks: [64], compression: 'gzip' }),
    );
    const text = new TextDecoder('latin1').decode(bytes);
    // The data set's header, the second: 4 letters, version, flags, 16 bytes of times, its length in a byte; checksum behind it.
    const header = text.indexOf('OHDR', text.indexOf('OHDR') + 4);
    expect(bytes[header + 5]! & 3).toBe(1);
    const end = header + 24 + bytes[header + 22]! + 256 * bytes[header + 23]!;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    expect(view.getUint32(end, true)).toBe(metadataChecksum(bytes.subarray(header, end)));
    // Its message of filters: version 2, one filter, number 1, optional, one value: level 4.
    const filters = text.indexOf('\x02\x01\x01\x00', header);
    expect(filters).toBeLessThan(end);
    bytes[filters + 2] = 200;
    view.setUint32(end, metadataChecksum(bytes.subarray(header, end)), true);
    expect((await rejectionOf(readHdf5(bytes))).message).toMatch(
      /‘x’ is compressed by filter 200, which is not/,
    );
  });
});

describe('damaged HDF5 files', () => {
  const files: Uint8Array[] = [
    new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/spins.h5'))),
  ];
  beforeAll(async () => {
    files.push(await writeHdf5(fill), await writeHdf5(fill, { libver: 'latest' }));
  });

  it('are refused wherever they are cut', async () => {
    const cuts = files.flatMap((bytes) =>
      Array.from({ length: 40 }, (_, i) => bytes.slice(0, (bytes.length * i) / 40)),
    );
    const outcomes = [];
    for (const bytes of cuts) outcomes.push(await outcome(bytes));
    expect(outcomes).toHaveLength(cuts.length);
    expect(new Set(outcomes)).toEqual(new Set(['refused']));
  });

  it('with flipped bits are refused or read, and harm no file after them', async () => {
    const random = new RandomStream(11, 'flips');
    const outcomes = { read: 0, refused: 0 };
    for (let trial = 0; trial < 400; trial++) {
      const bytes = files[trial % files.length]!.slice();
      // Most of them where the structure is.
      const reach = random.uniform() < 0.7 ? Math.min(bytes.length, 4000) : bytes.length;
      for (let flips = random.integer(4); flips >= 0; flips--)
        bytes[random.integer(reach)]! ^= 1 << random.integer(8);
      outcomes[await outcome(bytes)]++;
    }
    expect(outcomes.read).toBeGreaterThan(20);
    expect(outcomes.refused).toBeGreaterThan(20);
    expect((await readHdf5(files[0]!)).arrays.map(({ name }) => name)).toEqual(['coupling', 'ising/spins']);
  });
});
