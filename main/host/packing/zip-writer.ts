import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { areBombs, isBomb } from '../../data/zip.ts';

/** Files are read and written in pieces of this size. */
export const pieceBytes = 2 ** 20;

/** From here on the fields of 32 bits do not do. A little room, because deflated noise is larger than noise. */
const large = 0xfff0_0000;
const wide = 0xffff_ffff;
/** 1 January 1980, the first moment the format knows, so that the same content gives the same bytes. */
const firstDate = 0x21;

interface Entry {
  name: Buffer;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/**
 * Writes a zip archive into a file piece by piece: nothing is held in memory, and deflating is done on the threads of zlib. Sizes
 * are written into the headers afterwards, so the archive can be read from its beginning as well. Zip64 where it has to be.
 */
export class ZipWriter {
  readonly #file: FileHandle;
  readonly #entries: Entry[] = [];
  #offset = 0;
  /** Bytes of all entries, unpacked. */
  #bytes = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Opens a file that is not there yet. */
  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'wx'));
  }

  /**
   * Adds a file. `read` is called again when deflating made it, or all files together, so small that a reader would take the
   * archive for a bomb: then it is stored.
   * `bytes` is its size, as far as known. Returns its true size and sha256.
   */
  async add(
    name: string,
    read: () => AsyncIterable<Uint8Array>,
    options: { deflate: boolean; bytes: number },
  ): Promise<{ bytes: number; sha256: string }> {
    const start = this.#offset;
    const { entry, sha256 } = await this.#write(name, read(), options);
    // Twice as strict as readers, who may meet any number of small files after it.
    if (options.deflate && (isBomb(entry) || areBombs(2 * (this.#bytes + entry.size), this.#offset))) {
      this.#offset = start;
      return await this.add(name, read, { ...options, deflate: false });
    }
    this.#entries.push(entry);
    this.#bytes += entry.size;
    return { bytes: entry.size, sha256 };
  }

  /** Writes the directory, and everything to the disk. */
  async end(): Promise<void> {
    const offset = this.#offset;
    for (const entry of this.#entries) await this.#put(directoryRecord(entry));
    await this.#put(endOfDirectory(this.#entries.length, offset, this.#offset));
    await this.#file.truncate(this.#offset);
    await this.#file.sync();
    await this.close();
  }

  /** Closes the file, whole or not. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(
    name: string,
    source: AsyncIterable<Uint8Array>,
    { deflate, bytes }: { deflate: boolean; bytes: number },
  ): Promise<{ entry: Entry; sha256: string }> {
    const entry: Entry = {
      name: Buffer.from(name, 'utf8'),
      method: deflate ? 8 : 0,
      crc: 0,
      packed: 0,
      size: 0,
      offset: this.#offset,
    };
    const zip64 = bytes > large;
    const hash = createHash('sha256');
    await this.#put(localHeader(entry, zip64));
    const begin = this.#offset;
    const measured = async function* () {
      for await (const piece of source) {
        hash.update(piece);
        entry.crc = crc32(piece, entry.crc);
        entry.size += piece.byteLength;
        yield piece;
      }
    };
    const put = async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) await this.#put(piece);
    };
    if (deflate) await pipeline(measured, createDeflateRaw({ chunkSize: pieceBytes }), put);
    else await put(measured());
    entry.packed = this.#offset - begin;
    if (!zip64 && Math.max(entry.size, entry.packed) >= wide)
      throw new RangeError(`${name} grew while it was packed`);
    const header = localHeader(entry, zip64);
    await this.#file.write(header, 0, header.length, entry.offset);
    return { entry, sha256: hash.digest('hex') };
  }

  async #put(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.byteLength;) {
      const { bytesWritten } = await this.#file.write(bytes, done, bytes.byteLength - done, this.#offset);
      done += bytesWritten;
      this.#offset += bytesWritten;
    }
  }
}

/** Names are UTF-8. */
const flags = 0x0800;

function localHeader({ name, method, crc, packed, size }: Entry, zip64: boolean): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(zip64 ? 45 : 20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(firstDate, 12);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(zip64 ? wide : packed, 18);
  header.writeUInt32LE(zip64 ? wide : size, 22);
  header.writeUInt16LE(name.length, 26);
  const extra = zip64 ? wideField([size, packed]) : Buffer.alloc(0);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, name, extra]);
}

function directoryRecord({ name, method, crc, packed, size, offset }: Entry): Buffer {
  const record = Buffer.alloc(46);
  const extra = wideField([size, packed, offset].filter((value) => value >= wide));
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(extra.length > 0 ? 45 : 20, 4);
  record.writeUInt16LE(extra.length > 0 ? 45 : 20, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(method, 10);
  record.writeUInt16LE(firstDate, 14);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(Math.min(packed, wide), 20);
  record.writeUInt32LE(Math.min(size, wide), 24);
  record.writeUInt16LE(name.length, 28);
  record.writeUInt16LE(extra.length, 30);
  record.writeUInt32LE(Math.min(offset, wide), 42);
  return Buffer.concat([record, name, extra]);
}

/** The extra field of zip64 with the values that passed 32 bits. */
function wideField(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, i) => field.writeBigUInt64LE(BigInt(value), 4 + 8 * i));
  return field;
}

function endOfDirectory(count: number, start: number, end: number): Buffer {
  const size = end - start;
  const needsWide = count >= 0xffff || start >= wide || size >= wide;
  const pieces: Buffer[] = [];
  if (needsWide) {
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeUInt16LE(45, 12);
    record.writeUInt16LE(45, 14);
    record.writeBigUInt64LE(BigInt(count), 24);
    record.writeBigUInt64LE(BigInt(count), 32);
    record.writeBigUInt64LE(BigInt(size), 40);
    record.writeBigUInt64LE(BigInt(start), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(end), 8);
    locator.writeUInt32LE(1, 16);
    pieces.push(record, locator);
  }
  const last = Buffer.alloc(22);
  last.writeUInt32LE(0x06054b50, 0);
  last.writeUInt16LE(Math.min(count, 0xffff), 8);
  last.writeUInt16LE(Math.min(count, 0xffff), 10);
  last.writeUInt32LE(Math.min(size, wide), 12);
  last.writeUInt32LE(Math.min(start, wide), 16);
  return Buffer.concat([...pieces, last]);
}
