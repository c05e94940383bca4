import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { badFile, byteCount } from '../../data/bad-file.ts';
import { isBomb } from '../../data/zip.ts';
import { pieceBytes } from './zip-writer.ts';

/** A file in an archive, as the directory declares it. */
export interface ArchiveEntry {
  name: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  /** Where its header begins. */
  offset: number;
}

/** Entries of a packed run; a run of a year with all its checkpoints has some dozens. */
const mostEntries = 10_000;
const largestDirectory = 8 * 2 ** 20;
const wide = 0xffff_ffff;

const damaged = (offset: number) =>
  badFile('The archive is cut short or damaged: its directory cannot be read.', {
    offset,
    remedy: 'Copy the file again, or pack the run again.',
  });

/**
 * A zip archive in a file, of which only the directory and one piece are ever in memory. Everything the directory declares is
 * checked before anything is unpacked.
 */
export class Archive {
  readonly entries: readonly ArchiveEntry[];
  readonly #path: string;

  private constructor(path: string, entries: readonly ArchiveEntry[]) {
    this.#path = path;
    this.entries = entries;
  }

  /** Reads the directory. Throws HostError 'bad-file' that names the fault. */
  static async open(path: string): Promise<Archive> {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const entries = await readDirectory(file, size);
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
  async unpack(entry: ArchiveEntry, take: (piece: Uint8Array) => Promise<void>): Promise<void> {
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
  async #contentOf({ name, offset, packed }: ArchiveEntry): Promise<number> {
    const file = await open(this.#path, 'r');
    try {
      const { size } = await file.stat();
      const header = await readAt(file, offset, 30);
      if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) {
        throw badFile(`‘${name}’ is not where the archive’s directory says.`, { offset });
      }
      const begin = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
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

async function readDirectory(file: FileHandle, fileBytes: number): Promise<ArchiveEntry[]> {
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
  if (at < 0 || at + 22 > tail.length) throw damaged(fileBytes);
  let count = tail.readUInt16LE(at + 10);
  let size = tail.readUInt32LE(at + 12);
  let start = tail.readUInt32LE(at + 16);
  if (count === 0xffff || size === wide || start === wide) {
    if (at < 20 || tail.readUInt32LE(at - 20) !== 0x07064b50) throw damaged(tailStart + at);
    const record = await readAt(file, Number(tail.readBigUInt64LE(at - 12)), 56);
    if (record.length < 56 || record.readUInt32LE(0) !== 0x06064b50) throw damaged(tailStart + at);
    count = Number(record.readBigUInt64LE(32));
    size = Number(record.readBigUInt64LE(40));
    start = Number(record.readBigUInt64LE(48));
  }
  if (count > mostEntries || size > largestDirectory) {
    throw badFile(`The archive declares ${count} files; a packed run has at most ${mostEntries}.`);
  }
  if (start + size > tailStart + at) throw damaged(start);
  const directory = await readAt(file, start, size);
  const entries: ArchiveEntry[] = [];
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const { entry, next } = readEntry(directory, offset, start);
    entries.push(entry);
    offset = next;
  }
  return entries;
}

function readEntry(directory: Buffer, at: number, start: number): { entry: ArchiveEntry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== 0x02014b50) throw damaged(start + at);
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
  const next = extraEnd + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw damaged(start + at);
  const name = directory.toString('utf8', at + 46, nameEnd);
  const entry: ArchiveEntry = {
    name,
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    packed: directory.readUInt32LE(at + 20),
    size: directory.readUInt32LE(at + 24),
    offset: directory.readUInt32LE(at + 42),
  };
  if (directory.readUInt16LE(at + 8) & 1) throw badFile(`‘${name}’ in the archive is encrypted.`);
  if (entry.method !== 0 && entry.method !== 8) {
    throw badFile(`‘${name}’ is compressed by method ${entry.method}; packed runs are stored or deflated.`);
  }
  // Zip64: those of size, packed size and offset that did not fit, in this order.
  for (let field = nameEnd; field + 4 <= extraEnd; field += 4 + directory.readUInt16LE(field + 2)) {
    if (directory.readUInt16LE(field) !== 1) continue;
    let value = field + 4;
    for (const key of ['size', 'packed', 'offset'] as const) {
      if (entry[key] !== wide || value + 8 > extraEnd) continue;
      entry[key] = Number(directory.readBigUInt64LE(value));
      value += 8;
    }
  }
  return { entry, next };
}

/** No two entries may share bytes of the file, nor claim what no archive of this size holds. */
function checkEntries(entries: readonly ArchiveEntry[], fileBytes: number): void {
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    const { name, packed, size, offset, method } = entry;
    if (isBomb(entry)) {
      throw badFile(
        `‘${name}’ claims to unpack from ${byteCount(packed)} to ${byteCount(size)}, as a decompression bomb does. It is refused.`,
      );
    }
    if (offset < end || offset + 30 + packed > fileBytes || (method === 0 && packed !== size)) {
      throw badFile(`The archive’s directory lies about ‘${name}’: its bytes are not all in the file.`, {
        offset,
      });
    }
    end = offset + 30 + packed;
  }
}
