import { encode } from 'fast-png';
import type { FileInspection } from '../../../preload/contract/files.ts';
import { writeNpy } from '../../../main/data/npy.ts';
import { writeNpz } from '../../../main/data/npz.ts';
import { writeZip } from '../../../main/data/zip.ts';
import { writeHdf5 } from '../../data/hdf5-files.ts';
import { bytesOf, npyFile } from '../../data/npy-files.ts';
import { pngFile } from '../../data/png-files.ts';

export type Format = FileInspection['format'];

export const formats: readonly Format[] = ['npy', 'npz', 'hdf5', 'png', 'csv', 'json', 'zip'];

const text = (value: string) => new TextEncoder().encode(value);
const bytes = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 37) % 256);
const wave = (length: number) => Float32Array.from({ length }, (_, i) => (1 + Math.sin(i * i)) / 2);
const spins = (length: number) => Int8Array.from({ length }, (_, i) => ((i * 7919) % 3 === 0 ? 1 : -1));

/** Good files of one format, small, as many kinds of each as there are. */
export async function seedsOf(format: Format): Promise<Uint8Array[]> {
  switch (format) {
    case 'npy':
      return [
        writeNpy({ shape: [2, 16, 16], data: wave(512) }),
        writeNpy({ shape: [3, 8, 8], data: spins(192) }),
        writeNpy({ shape: [12, 20, 4], data: wave(960) }),
        npyFile("'>f8'", '(4, 5)', new Uint8Array(160), { order: 'True', version: 2 }),
        npyFile("'<f2'", '(16, 16)', new Uint8Array(512).fill(60), { version: 3 }),
        npyFile("'|b1'", '(64,)', new Uint8Array(64).fill(1, 20)),
        npyFile("'<i8'", '(2, 3, 4)', bytesOf(BigInt64Array.from({ length: 24 }, (_, i) => BigInt(i) ** 9n))),
        npyFile("'<u2'", '()', [1, 2]),
      ];
    case 'npz':
      return [
        writeNpz({ a: { shape: [16, 16], data: wave(256) }, b: { shape: [16, 16], data: wave(256) } }),
        writeNpz(
          { u: { shape: [9, 12], data: wave(108) }, 'group/v': { shape: [9, 12], data: spins(108) } },
          { compress: true },
        ),
        writeZip(
          { 'note.txt': text('made by hand'), 'x.npy': writeNpy({ shape: [4], data: wave(4) }) },
          true,
        ),
        writeNpz({
          packed: { shape: [3, 8], data: new Uint8Array(24).fill(90) },
          size: { shape: [1], data: Int32Array.of(8) },
        }),
      ];
    case 'hdf5':
      return await Promise.all([smallHdf5(undefined), smallHdf5('latest')]);
    case 'png':
      return pngSeeds();
    case 'csv':
      return [
        'Da,Db,F,k\n0.16,0.08,0.035,0.06\n0.15,0.07,0.03,0.058\n',
        'x;y\n1,5;2,25\n3,5;4\n',
        '# t x y\n0 1.5 -2\n1 1.6D-3 inf\n2 nan 7\n',
        `${Array.from({ length: 12 }, (_, row) =>
          spins(16)
            .map((s, i) => (s * (row + i)) % 2)
            .join('\t'),
        ).join('\n')}\n`,
        'name,"the ""x"", in m"\r\nspots,1\r\nstripes,2\r\n',
      ].map(text);
    case 'json':
      return [
        JSON.stringify(Array.from({ length: 10 }, (_, i) => Array.from(wave(12 + 0 * i)))),
        '{"u": [[1, 2, 3], [4, 5, 6]], "run": {"v": [1, null, NaN], "words": ["a"]}, "dt": 0.1}',
        '{"x": [1, 2, 3], "y": [4, 5, 6]}',
        '[{"Da": 0.16, "name": "spots"}, {"Da": 0.1, "name": "stripes"}]',
        '{"kind": "turing-hybrid", "seed": 7}',
        '{"kind": "turing-sweep", "seed": 7}',
      ].map(text);
    case 'zip':
      return [packedRun(false), packedRun(true)];
  }
}

async function smallHdf5(libver: 'latest' | undefined): Promise<Uint8Array> {
  return await writeHdf5(
    (file) => {
      const group = file.create_group('run1');
      group.create_attribute('dt', 0.05);
      group.create_dataset({
        name: 'fields',
        data: wave(512),
        shape: [2, 16, 16],
        chunks: [1, 8, 16],
        compression: 4,
      });
      file.create_dataset({ name: 'spins', data: spins(64), shape: [1, 8, 8] });
      file.create_dataset({ name: 'words', data: ['a', 'bc'], dtype: 'S' });
      file.create_attribute('title', 'waves');
    },
    libver === undefined ? {} : { libver },
  );
}

function pngSeeds(): Uint8Array[] {
  const [width, height] = [18, 17];
  return [
    encode({ width, height, data: bytes(width * height), channels: 1 }),
    encode({
      width,
      height,
      data: new Uint16Array(bytes(2 * width * height).buffer),
      channels: 1,
      depth: 16,
    }),
    encode({ width, height, data: bytes(3 * width * height), channels: 3 }),
    encode({ width, height, data: bytes(4 * width * height), channels: 4 }),
    pngFile({ width: 16, height: 16, bits: 1, rows: Array.from({ length: 16 }, (_, i) => [i * 11, 170]) }),
    pngFile({
      width: 4,
      height: 4,
      bits: 2,
      colourType: 3,
      palette: [0, 0, 0, 255, 255, 255, 9, 8, 7],
      transparency: [255, 10],
      rows: [[0b00011000], [0b01000001], [0b10101010], [0b00000110]],
    }),
    pngFile({
      width: 8,
      height: 8,
      interlaced: true,
      rows: [[0], [7], [1, 2], [3, 4], [5, 6], ...Array.from({ length: 8 }, () => [1, 2, 3, 4, 5, 6, 7, 8])],
    }),
  ];
}

function packedRun(compress: boolean): Uint8Array {
  const id = '2026-01-02-turing-hybrid-abc123';
  const record = { id, name: 'Spots', state: 'done', spec: { kind: 'turing-hybrid', seed: 7 } };
  return writeZip(
    {
      [`${id}/run.json`]: text(JSON.stringify(record)),
      [`${id}/metrics.jsonl`]: text('{"name":"loss","step":1,"value":0.5}\n'),
      [`${id}/artifacts/result.json`]: text('{}'),
    },
    compress,
  );
}
