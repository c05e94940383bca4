import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { badFile, byteCount } from '../../data/bad-file.ts';
import { areBombs, cutShort, isBomb, readDirectory, type DirectoryRecord } from '../../data/zip.ts';
import { pieceBytes } from './zip-writer.ts';

/** Entries of a packed run; a run of a year with all its checkpoints has some dozens. */
const mostEntries = 10_000;
const largestDirectory = 8 * 2 ** 20;
const wide = 0xffff_ffff;

/**
 * A zip archive in a file, of which only the directory and one piece are ever in memory. Everything the directory declares is
 * checked before anything is unpacked.
 */
export class Archive {
  readonly entries: readonly DirectoryRecord[];
  readonly #path: string;

  private constructor(path: string, entries: readonly DirectoryRecord[]) {
    this.#path = path;
    this.entries = entries;
  }

  /** Reads the directory. Throws HostError 'bad-file' that names the fault. */
  static async open(path: string): Promise<Archive> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const entries = await entriesOf(file, size);
      checkEntries(entries, size);
      return new Archive(path, entries);
    } finally {
      await file.close();
    }
  }

  /**
   * Unpacks an entry piece by piece into `take`, and never more than it declares. Throws HostError 'bad-file' when it ends early,
   * goes on, or its CRC-32 is another one.
   */
  async unpack(entry: DirectoryRecord, take: (piece: Uint8Array) => Promise<void>): Promise<void> {
    const { name, size, packed } = entry;
    const begin = await this.#contentOf(entry);
    let crc = 0;
    let bytes = 0;
    const receive = async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) {
        bytes += piece.byteLength;
        if (bytes > size) throw badFile(`‘${name}’ unpacks to more than the ${byteCount(size)} it declares.`);
        crc = crc32(piece, crc);
        await take(piece);
      }
    };
    const source =
      packed === 0
        ? []
        : createReadStream(this.#path, { start: begin, end: begin + packed - 1, highWaterMark: pieceBytes });
    try {
      if (entry.method === 8) await pipeline(source, createInflateRaw({ chunkSize: pieceBytes }), receive);
      else await pipeline(source, receive);
    } catch (error) {
      if (!String((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_')) throw error;
      throw badFile(`‘${name}’ is damaged: it cannot be unpacked.`, { offset: begin, cause: error });
    }
    if (bytes === size && crc === entry.crc) return;
    throw badFile(
      bytes === size
        ? `‘${name}’ is damaged: its checksum is wrong.`
        : `‘${name}’ ends after ${byteCount(bytes)} of ${byteCount(size)}.`,
      { offset: begin, remedy: 'Copy the file again, or pack the run again.' },
    );
  }

  /** Where the bytes of an entry begin: its local header may be longer than the directory's record. */
  async #contentOf({ name, local, packed }: DirectoryRecord): Promise<number> {
    const file = await open(this.#path, 'r');
    try {
      const { size } = await file.stat();
      const header = await readAt(file, local, 30);
      if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) {
        throw badFile(`‘${name}’ is not where the archive’s directory says.`, { offset: local });
      }
      const begin = local + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
      if (begin + packed > size) throw badFile(`The archive ends within ‘${name}’.`, { offset: size });
      return begin;
    } finally {
      await file.close();
    }
  }
}

async function readAt(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

async function entriesOf(file: FileHandle, fileBytes: number): Promise<DirectoryRecord[]> {
  const first = await readAt(file, 0, 4);
  if (first.length < 4 || first.readUInt32LE(0) !== 0x04034b50) {
    throw badFile('This is no packed run: it does not begin like a zip archive.', {
      offset: 0,
      remedy: 'Take a file that "macroscope export" or the list of runs has written.',
    });
  }
  // The last record ends the file but for a comment of up to 65535 bytes.
  const tailStart = Math.max(0, fileBytes - 22 - 0xffff);
  const tail = await readAt(file, tailStart, fileBytes - tailStart);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || at + 22 > tail.length) throw cutShort(fileBytes);
  let count = tail.readUInt16LE(at + 10);
  let size = tail.readUInt32LE(at + 12);
  let start = tail.readUInt32LE(at + 16);
  if (count === 0xffff || size === wide || start === wide) {
    if (at < 20 || tail.readUInt32LE(at - 20) !== 0x07064b50) throw cutShort(tailStart + at);
    const place = Number(tail.readBigUInt64LE(at - 12));
    if (place + 56 > fileBytes) throw cutShort(tailStart + at);
    const record = await readAt(file, place, 56);
    if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw cutShort(place);
    count = Number(record.readBigUInt64LE(32));
    size = Number(record.readBigUInt64LE(40));
    start = Number(record.readBigUInt64LE(48));
  }
  if (count > mostEntries || size > largestDirectory) {
    throw badFile(`The archive declares ${count} files; a packed run has at most ${mostEntries}.`);
  }
  if (start + size > tailStart + at) throw cutShort(start);
  return readDirectory(await readAt(file, start, size), count, start);
}

/** No two entries may share bytes of the file, nor claim what no archive of this size holds. */
function checkEntries(entries: readonly DirectoryRecord[], fileBytes: number): void {
  let end = 0;
  let total = 0;
  for (const entry of entries.toSorted((a, b) => a.local - b.local)) {
    const { name, packed, size, local, method } = entry;
    if (method !== 0 && method !== 8) {
      throw badFile(`‘${name}’ is compressed by method ${method}; packed runs are stored or deflated.`);
    }
    if (isBomb(entry)) {
      throw badFile(
        `‘${name}’ claims to unpack from ${byteCount(packed)} to ${byteCount(size)}, as a decompression bomb does. It is refused.`,
      );
    }
    if (local < end || local + 30 + packed > fileBytes || (method === 0 && packed !== size)) {
      throw badFile(`The archive’s directory lies about ‘${name}’: its bytes are not all in the file.`, {
        offset: local,
      });
    }
    end = local + 30 + packed;
    total += size;
  }
  if (areBombs(total, fileBytes)) {
    throw badFile(
      `The archive claims to unpack from ${byteCount(fileBytes)} to ${byteCount(total)}, as a decompression bomb does. It is refused.`,
    );
  }
}
