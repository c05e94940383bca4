import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { Archive } from '../../../main/host/packing/archive.ts';
import { ZipWriter } from '../../../main/host/packing/zip-writer.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

const text = (value: string) => new TextEncoder().encode(value);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** An archive of one deflated and one stored file. `said`: the sizes that are expected of them before they are read. */
async function archiveOf(said = 10): Promise<string> {
  const path = join(temporaryFolder(), 'x.zip');
  const zip = await ZipWriter.create(path);
  await zip.add('a/table.csv', () => once(text('1,2\n'.repeat(100))), { deflate: true, bytes: said });
  await zip.add('a/noise.bin', () => once(Uint8Array.from({ length: 300 }, (_, i) => (i * 73) % 256)), {
    deflate: false,
    bytes: said,
  });
  await zip.end();
  return path;
}

async function contents(path: string): Promise<Record<string, Uint8Array>> {
  const archive = await Archive.open(path);
  const files: Record<string, Uint8Array> = {};
  for (const entry of archive.entries) {
    const pieces: Uint8Array[] = [];
    await archive.unpack(entry, async (piece) => void pieces.push(piece));
    files[entry.name] = new Uint8Array(Buffer.concat(pieces));
  }
  return files;
}

test('what is written is read back, by others, too', async () => {
  const path = await archiveOf();
  expect(await contents(path)).toEqual(unzipSync(new Uint8Array(readFileSync(path))));
});

test('files announced as larger than 4 GB get headers of 64 bits, and are read the same', async () => {
  const [small, large] = [await archiveOf(), await archiveOf(5e9)];
  expect(readFileSync(large).length).toBe(readFileSync(small).length + 2 * 20);
  expect(await contents(large)).toEqual(await contents(small));
  expect(unzipSync(new Uint8Array(readFileSync(large)))).toEqual(await contents(small));
});

/** The same archive, every number of its directory and end moved into the fields of 64 bits. */
function widened(bytes: Buffer): Buffer {
  const end = bytes.length - 22;
  const [count, start] = [bytes.readUInt16LE(end + 10), bytes.readUInt32LE(end + 16)];
  const records: Buffer[] = [];
  for (let at = start, i = 0; i < count; i++) {
    const name = bytes.readUInt16LE(at + 28);
    const record = Buffer.from(bytes.subarray(at, at + 46 + name));
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    [record.readUInt32LE(24), record.readUInt32LE(20), record.readUInt32LE(42)].forEach((value, field) =>
      extra.writeBigUInt64LE(BigInt(value), 4 + 8 * field),
    );
    for (const offset of [20, 24, 42]) record.writeUInt32LE(0xffffffff, offset);
    record.writeUInt16LE(28, 30);
    records.push(record, extra);
    at += 46 + name;
  }
  const directory = Buffer.concat(records);
  const last64 = Buffer.alloc(56);
  last64.writeUInt32LE(0x06064b50, 0);
  last64.writeBigUInt64LE(44n, 4);
  for (const [value, offset] of [
    [count, 24],
    [count, 32],
    [directory.length, 40],
    [start, 48],
  ] as const) {
    last64.writeBigUInt64LE(BigInt(value), offset);
  }
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + directory.length), 8);
  const last = Buffer.from(bytes.subarray(end));
  last.writeUInt16LE(0xffff, 8);
  last.writeUInt16LE(0xffff, 10);
  last.writeUInt32LE(0xffffffff, 12);
  last.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([bytes.subarray(0, start), directory, last64, locator, last]);
}

test('a directory of 64 bits is read', async () => {
  const path = await archiveOf();
  const before = await contents(path);
  writeFileSync(path, widened(readFileSync(path)));
  expect(await contents(path)).toEqual(before);
});

test('a directory of 64 bits that is said to lie beyond the end is refused', async () => {
  const path = await archiveOf();
  const bytes = widened(readFileSync(path));
  bytes.writeBigUInt64LE(2n ** 60n, bytes.length - 22 - 12);
  writeFileSync(path, bytes);
  await expect(Archive.open(path)).rejects.toMatchObject({ code: 'bad-file' });
});

test('many files that are a bomb only together are refused, and never written', async () => {
  const folder = temporaryFolder();
  const zeros = new Uint8Array(14 * 2 ** 20);
  const names = ['a', 'b', 'c', 'd', 'e'];
  const [bomb, ours] = [join(folder, 'bomb.zip'), join(folder, 'ours.zip')];
  writeFileSync(bomb, zipSync(Object.fromEntries(names.map((name) => [name, zeros]))));
  await expect(Archive.open(bomb)).rejects.toThrow(/decompression bomb/);
  const zip = await ZipWriter.create(ours);
  for (const name of names) await zip.add(name, () => once(zeros), { deflate: true, bytes: zeros.length });
  await zip.end();
  expect((await Archive.open(ours)).entries.map(({ size }) => size)).toEqual(names.map(() => zeros.length));
});

test.each([
  [
    'two entries in one place',
    (bytes: Buffer, directory: number) =>
      bytes.copy(bytes, directory + 46 + 11 + 42, directory + 42, directory + 46),
  ],
  [
    'an entry beyond the end',
    (bytes: Buffer, directory: number) => bytes.writeUInt32LE(bytes.length, directory + 42),
  ],
  [
    'a stored file of two sizes',
    (bytes: Buffer, directory: number) => bytes.writeUInt32LE(299, directory + 46 + 11 + 24),
  ],
  ['a method nobody has', (bytes: Buffer, directory: number) => bytes.writeUInt16LE(99, directory + 10)],
  ['a password', (bytes: Buffer, directory: number) => bytes.writeUInt16LE(1, directory + 8)],
  ['more files than there can be', (bytes: Buffer) => bytes.writeUInt16LE(20_000, bytes.length - 12)],
])('%s is refused before anything is unpacked', async (_what, spoil) => {
  const path = await archiveOf();
  const bytes = readFileSync(path);
  spoil(bytes, bytes.readUInt32LE(bytes.length - 6));
  writeFileSync(path, bytes);
  await expect(Archive.open(path)).rejects.toMatchObject({ code: 'bad-file' });
});

test('an entry that unpacks to more than it declares is stopped there', async () => {
  const path = await archiveOf();
  const bytes = readFileSync(path);
  bytes.writeUInt32LE(100, bytes.readUInt32LE(bytes.length - 6) + 24);
  writeFileSync(path, bytes);
  const archive = await Archive.open(path);
  let taken = 0;
  const unpacking = archive.unpack(archive.entries[0]!, async (piece) => void (taken += piece.length));
  await expect(unpacking).rejects.toThrow(/unpacks to more than the 100 bytes/);
  expect(taken).toBe(0);
});
