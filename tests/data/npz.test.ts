import { deflateSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { writeNpy } from '../../main/data/npy.ts';
import { listNpz, readNpz, writeNpz } from '../../main/data/npz.ts';
import { readZip } from '../../main/data/zip.ts';
import { faultOf } from './faults.ts';
import { zipFile, type EntryParts } from './zip-files.ts';

const array = (...values: number[]) => ({ shape: [values.length], data: new Float32Array(values) });
const npy = (...values: number[]) => writeNpy(array(...values));

describe('reading .npz', () => {
  const content = npy(1, 2, 3);

  it.each<[string, Uint8Array]>([
    ['stored', zipFile([{ name: 'x.npy', content }])],
    ['deflated', zipFile([{ name: 'x.npy', content, method: 8, packed: deflateSync(content) }])],
    ['zip64 sizes', zipFile([{ name: 'x.npy', content, wide: true }])],
    ['zip64 end', zipFile([{ name: 'x.npy', content }], { wideEnd: true })],
    ['by another writer', zipSync({ 'x.npy': content })],
  ])('reads an archive that is %s', (_, file) => {
    expect(listNpz(file)).toEqual(['x']);
    expect([...readNpz(file).x!.data]).toEqual([1, 2, 3]);
  });

  it('reads only the arrays asked for and leaves the others packed', () => {
    const file = zipFile([
      { name: 'good.npy', content },
      { name: 'damaged.npy', content, crc: 0 },
      { name: 'notes.txt', content: new Uint8Array(3) },
    ]);
    expect(Object.keys(readNpz(file, { only: ['good'] }))).toEqual(['good']);
    expect(faultOf(() => readNpz(file)).message).toMatch(/damaged\.npy’ is damaged: its checksum/);
  });
});

/** Number of arrays read, or the code of the error. */
const outcome = (file: Uint8Array) => {
  try {
    return Object.keys(readNpz(file, { limit: 1e6 })).length;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};

describe('faults of .npz', () => {
  const content = npy(1, 2, 3);
  const good = zipFile([{ name: 'x.npy', content }]);
  const entry = (parts: Partial<EntryParts>) => zipFile([{ name: 'x.npy', content, ...parts }]);
  const zeros = new Uint8Array(20 * 2 ** 20);

  it.each<[string, Uint8Array, RegExp]>([
    ['no archive', content, /not an \.npz file/],
    ['cut before the directory', good.subarray(0, 60), /cut short or damaged/],
    ['directory count wrong', zipFile([{ name: 'x.npy', content }], { count: 2 }), /cut short or damaged/],
    ['too many files', zipFile([], { count: 20_000 }), /holds 20000 files/],
    ['path upwards', entry({ name: '../../evil.npy' }), /points outside/],
    ['path upwards in Windows', entry({ name: String.raw`a\..\..\evil.npy` }), /points outside/],
    ['absolute path', entry({ name: '/etc/evil.npy' }), /points outside/],
    ['drive', entry({ name: 'C:evil.npy' }), /points outside/],
    ['prototype', entry({ name: '__proto__.npy' }), /impossible name/],
    ['control character', entry({ name: 'a\0b.npy' }), /impossible name/],
    [
      'twice the same',
      zipFile([
        { name: 'x.npy', content },
        { name: 'x.npy', content },
      ]),
      /two files named ‘x\.npy’/,
    ],
    ['encrypted', entry({ flags: 1 }), /encrypted/],
    ['unknown method', entry({ method: 12 }), /method 12/],
    ['bomb', entry({ method: 8, packed: deflateSync(zeros), content: zeros }), /decompression bomb/],
    [
      'bomb of a zip64 size',
      entry({ size: 3e9, wide: true, packed: new Uint8Array(3e9 / 1e6) }),
      /decompression bomb/,
    ],
    [
      'more than declared',
      entry({ method: 8, packed: deflateSync(zeros), size: 1000 }),
      /does not unpack to the 1 kB/,
    ],
    ['less than declared', entry({ method: 8, packed: deflateSync(content), size: 1000 }), /does not unpack/],
    ['no deflate', entry({ method: 8, packed: new Uint8Array(20).fill(255) }), /cannot be unpacked/],
    ['checksum', entry({ crc: 1 }), /checksum is wrong/],
    ['bad array', entry({ content: new Uint8Array(20) }), /x\.npy: This is not an \.npy file/],
  ])('%s', (_, file, message) => {
    const fault = faultOf(() => readNpz(file));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
  });

  it('refuses what would pass the limit before unpacking any of it', () => {
    const file = zipFile([
      { name: 'a.npy', content: npy(...Array<number>(40).fill(1)) },
      { name: 'b.npy', content: npy(...Array<number>(40).fill(1)) },
    ]);
    expect(faultOf(() => readNpz(file, { limit: 500 })).message).toMatch(
      /unpacks to 576 bytes; at most 500 bytes/,
    );
    expect(faultOf(() => readZip(file, { total: 1e6, entries: 1 })).message).toMatch(/2 files; at most 1/);
  });

  it('survives any damage to a good file', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const damaged = good.slice();
          for (const [at, byte] of changes) damaged[at] = byte;
          expect(['bad-file', 0, 1]).toContain(outcome(damaged));
        },
      ),
    );
  });
});

describe('writing .npz', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_/.-]{0,20}$/).filter((word) => !word.includes('..'));

  it.each([true, false])('is undone by reading, compressed %s', (compress) => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.float64Array({ maxLength: 30 }), { maxKeys: 4 }), (columns) => {
        const arrays = Object.fromEntries(
          Object.entries(columns).map(([key, data]) => [key, { shape: [data.length, 1], data }]),
        );
        if (Object.keys(arrays).length === 0) return;
        const read = readNpz(writeNpz(arrays, { compress }));
        expect(Object.keys(read)).toEqual(Object.keys(arrays));
        for (const key of Object.keys(arrays)) {
          expect(read[key]!.data).toEqual(arrays[key]!.data);
          expect(read[key]!.shape).toEqual(arrays[key]!.shape);
        }
      }),
    );
  });

  it('writes the same bytes at another time', () => {
    const arrays = { a: array(1, 2), b: array(3) };
    const first = writeNpz(arrays, { compress: true });
    vi.useFakeTimers({ now: Date.now() + 86_400_000 });
    const second = writeNpz(arrays, { compress: true });
    vi.useRealTimers();
    expect(second).toEqual(first);
  });
});
