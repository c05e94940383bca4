import { inflateSync, zipSync, type Zippable } from 'fflate';
import { badFile, byteCount } from './bad-file.ts';

/** What an archive may grow to when unpacked. */
export interface ArchiveLimits {
  /** Bytes of all entries together. */
  total: number;
  /** Entries beyond which an archive is refused. */
  entries: number;
}

export const archiveLimits: ArchiveLimits = { total: 2 ** 31, entries: 10_000 };

export interface ZipEntry {
  name: string;
  /** Bytes when unpacked, as declared and held to. */
  size: number;
  read(): Uint8Array;
}

const directoryMark = 0x02014b50;
const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const end64LocatorMark = 0x07064b50;
const localMark = 0x04034b50;
const localHeaderBytes = 30;
const directoryEntryBytes = 46;
const endBytes = 22;

/**
 * Deflate cannot pass 1032:1 and data rarely passes 100:1. Above that, and beyond a size that would not matter, an entry is taken
 * for a bomb.
 */
const bombRatio = 100;
const bombSize = 16 * 2 ** 20;
/** So many entries of that size may be together in an archive that is packed better. */
const mostEntries = 4;

/** Whether an entry claims to unpack to more than data do. */
export function isBomb({ packed, size }: { packed: number; size: number }): boolean {
  return size > bombSize && size > bombRatio * packed;
}

/** Whether entries that would each pass for data unpack, together, to more than data in an archive of this size do. */
export function areBombs(size: number, archiveBytes: number): boolean {
  return size > mostEntries * bombSize && size > bombRatio * archiveBytes;
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * Lists the entries of a zip archive from its central directory (zip64 too). Nothing is unpacked before every declared size has been
 * checked: an archive that would pass the limits, an encrypted one, and names that point outside are refused with HostError
 * 'bad-file'. An entry's `read` unpacks it and checks its length and CRC-32.
 */
export function readZip(bytes: Uint8Array, limits = archiveLimits): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, offset } = findDirectory(view);
  if (count > limits.entries) {
    throw badFile(`The archive holds ${count} files; at most ${limits.entries} are read.`);
  }
  const records = readDirectory(bytes.subarray(offset), count, offset);
  checkNames(records);
  checkSizes(records, bytes.length, limits);
  return records
    .filter(({ name }) => !name.endsWith('/'))
    .map((record) => ({
      name: record.name,
      size: record.size,
      read: () => unpack(bytes, view, record),
    }));
}

/** Writes a zip archive, the same bytes for the same content: all times are the format's first moment. */
export function writeZip(files: Record<string, Uint8Array>, compress: boolean): Uint8Array {
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(files)) {
    entries[name] = [bytes, { level: compress ? 6 : 0, mtime: new Date(1980, 0, 1) }];
  }
  return zipSync(entries);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of zip and PNG (ISO 3309, reflected polynomial EDB88320). */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) value = crcTable[(value ^ bytes[i]!) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** A file in an archive, as the directory declares it. */
export interface DirectoryRecord {
  name: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  /** Offset of the entry's local header. */
  local: number;
  /** Offset of this record of the directory. */
  at: number;
}

/** What is said of an archive whose directory cannot be read. */
export const cutShort = (offset: number) =>
  badFile('The archive is cut short or damaged: its directory cannot be read.', {
    offset,
    remedy: 'Copy or save the file again.',
  });

/** The records of a directory, with which `bytes` begin; they are at `origin` of the file. Throws HostError 'bad-file'. */
export function readDirectory(bytes: Uint8Array, count: number, origin: number): DirectoryRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: DirectoryRecord[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    const { record, next } = readRecord(bytes, view, at, origin);
    records.push(record);
    at = next;
  }
  return records;
}

function findDirectory(view: DataView): { offset: number; count: number } {
  // The record is the last thing in the file but for a comment of up to 65535 bytes.
  const first = Math.max(0, view.byteLength - endBytes - 0xffff);
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) !== endMark) continue;
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (count !== 0xffff && offset !== 0xffffffff) return { count, offset };
    return findDirectory64(view, at - 20);
  }
  throw cutShort(view.byteLength);
}

function findDirectory64(view: DataView, locator: number): { offset: number; count: number } {
  if (locator < 0 || view.getUint32(locator, true) !== end64LocatorMark) throw cutShort(Math.max(0, locator));
  const at = readSize64(view, locator + 8);
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== end64Mark) throw cutShort(at);
  return { count: readSize64(view, at + 32), offset: readSize64(view, at + 48) };
}

function readSize64(view: DataView, offset: number): number {
  return Number(view.getBigUint64(offset, true));
}

function readRecord(bytes: Uint8Array, view: DataView, offset: number, origin: number) {
  const at = origin + offset;
  if (offset + directoryEntryBytes > view.byteLength || view.getUint32(offset, true) !== directoryMark) {
    throw cutShort(at);
  }
  const nameEnd = offset + directoryEntryBytes + view.getUint16(offset + 28, true);
  const extraEnd = nameEnd + view.getUint16(offset + 30, true);
  const next = extraEnd + view.getUint16(offset + 32, true);
  if (next > view.byteLength) throw cutShort(at);
  const name = new TextDecoder().decode(bytes.subarray(offset + directoryEntryBytes, nameEnd));
  if (view.getUint16(offset + 8, true) & 1) {
    throw badFile(`‘${name}’ in the archive is encrypted.`, {
      offset: at,
      remedy: 'Unpack it and save it without a password.',
    });
  }
  const record: DirectoryRecord = {
    name,
    method: view.getUint16(offset + 10, true),
    crc: view.getUint32(offset + 16, true),
    packed: view.getUint32(offset + 20, true),
    size: view.getUint32(offset + 24, true),
    local: view.getUint32(offset + 42, true),
    at,
  };
  widen(record, view, nameEnd, extraEnd);
  return { record, next };
}

/** Takes the 64-bit sizes of a zip64 extra field for those that did not fit. */
function widen(record: DirectoryRecord, view: DataView, start: number, end: number): void {
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    const fieldEnd = Math.min(end, at + 4 + view.getUint16(at + 2, true));
    let value = at + 4;
    for (const key of ['size', 'packed', 'local'] as const) {
      if (record[key] !== 0xffffffff || value + 8 > fieldEnd) continue;
      record[key] = readSize64(view, value);
      value += 8;
    }
  }
}

function checkNames(records: readonly DirectoryRecord[]): void {
  const seen = new Set<string>();
  for (const { name, at } of records) {
    const outside = name.split(/[/\\]/).includes('..') || /^([/\\]|[a-z]:)/i.test(name);
    // Control characters have no business in a name; __proto__ would be taken for something else than a name.
    if (outside || name === '' || name.length > 400 || /\p{Cc}/u.test(name) || /^__proto__\b/.test(name)) {
      throw badFile(
        outside
          ? `The archive holds a file whose name points outside of it: ‘${name}’.`
          : 'The archive holds a file with an impossible name.',
        { offset: at, remedy: 'Make the archive again with numpy.savez.' },
      );
    }
    if (seen.has(name)) throw badFile(`The archive holds two files named ‘${name}’.`, { offset: at });
    seen.add(name);
  }
}

function checkSizes(records: readonly DirectoryRecord[], fileBytes: number, limits: ArchiveLimits): void {
  let total = 0;
  let packed = 0;
  for (const record of records) {
    if (isBomb(record)) {
      throw badFile(
        `‘${record.name}’ claims to unpack from ${byteCount(record.packed)} to ${byteCount(record.size)}: its compression ratio, ` +
          `${Math.round(record.size / Math.max(1, record.packed))}, is over the limit of ${bombRatio}, as that of a decompression bomb.`,
        { offset: record.at, remedy: 'If the data are yours, save them uncompressed: numpy.savez.' },
      );
    }
    total += record.size;
    packed += record.packed;
  }
  if (total > limits.total) {
    throw badFile(
      `The archive unpacks to ${byteCount(total)}; at most ${byteCount(limits.total)} are read at once.`,
      { offset: records[0]!.at, remedy: 'Split it into several files.' },
    );
  }
  if (areBombs(total, fileBytes)) {
    throw badFile(
      `The archive claims to unpack from ${byteCount(fileBytes)} to ${byteCount(total)}: its compression ratio is over the limit of ` +
        `${bombRatio}, as that of a decompression bomb.`,
      { offset: records[0]!.at, remedy: 'If the data are yours, save them uncompressed: numpy.savez.' },
    );
  }
  if (packed > fileBytes) {
    throw badFile('The sizes in the archive’s directory add up to more than the file.', {
      remedy: 'Copy or save the file again.',
    });
  }
}

function unpack(bytes: Uint8Array, view: DataView, record: DirectoryRecord): Uint8Array {
  const { local, name, packed, size } = record;
  if (local + localHeaderBytes > bytes.length || view.getUint32(local, true) !== localMark) {
    throw badFile(`‘${name}’ is not where the archive’s directory says.`, { offset: local });
  }
  // The local name and extra field may differ in length from the directory's.
  const start =
    local + localHeaderBytes + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) {
    throw badFile(`The archive ends within ‘${name}’.`, {
      offset: bytes.length,
      remedy: 'Copy or save the file again.',
    });
  }
  const content = inflate(bytes.subarray(start, start + packed), record);
  if (content.length !== size || crc32(content) !== record.crc) {
    throw badFile(
      content.length === size
        ? `‘${name}’ is damaged: its checksum is wrong.`
        : `‘${name}’ does not unpack to the ${byteCount(size)} the archive declares.`,
      { offset: start, remedy: 'Copy or save the file again.' },
    );
  }
  return content;
}

function inflate(packed: Uint8Array, { name, method, size }: DirectoryRecord): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) {
    throw badFile(`‘${name}’ is compressed by method ${method}; stored and deflated files are read.`, {
      remedy: 'Save with numpy.savez_compressed.',
    });
  }
  try {
    // One byte more than declared shows an entry that unpacks to more; what passes the buffer is dropped, not stored.
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch (cause) {
    throw badFile(`‘${name}’ is damaged: it cannot be unpacked.`, {
      remedy: 'Copy or save the file again.',
      cause,
    });
  }
}
