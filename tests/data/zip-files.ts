import { crc32 } from '../../main/data/zip.ts';

/** What an entry of an archive says and holds. */
export interface EntryParts {
  name: string;
  content: Uint8Array;
  method?: number;
  packed?: Uint8Array;
  size?: number;
  crc?: number;
  flags?: number;
  /** Sizes as zip64 writes them: all ones, with the true ones in an extra field. */
  wide?: boolean;
}

/** Bytes of a number, lowest first. */
const number = (value: number, width: number) =>
  Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** i) % 256);

/** A zip archive whose every field can be set to something untrue. */
export function zipFile(entries: EntryParts[], { count = entries.length, wideEnd = false } = {}): Uint8Array {
  const bytes: number[] = [];
  const directory: number[] = [];
  for (const { name, content, method = 0, packed = content, size = content.length, ...rest } of entries) {
    const { crc = crc32(content), flags = 0, wide = false } = rest;
    const local = bytes.length;
    const label = [...new TextEncoder().encode(name)];
    const extra = wide
      ? [...number(1, 2), ...number(16, 2), ...number(size, 8), ...number(packed.length, 8)]
      : [];
    const sizes = wide ? Array<number>(8).fill(255) : [...number(packed.length, 4), ...number(size, 4)];
    const common = [...number(flags, 2), ...number(method, 2), ...number(0, 4), ...number(crc, 4), ...sizes];
    const lengths = [...number(label.length, 2), ...number(extra.length, 2)];
    bytes.push(...number(0x04034b50, 4), 20, 0, ...common, ...lengths, ...label, ...extra, ...packed);
    directory.push(...number(0x02014b50, 4), 20, 0, 20, 0, ...common, ...lengths);
    directory.push(...number(0, 10), ...number(local, 4), ...label, ...extra);
  }
  const start = bytes.length;
  bytes.push(...directory);
  if (wideEnd) {
    const end64 = bytes.length;
    bytes.push(...number(0x06064b50, 4), ...number(44, 8), ...number(0, 12), ...number(count, 8));
    bytes.push(...number(count, 8), ...number(directory.length, 8), ...number(start, 8));
    bytes.push(...number(0x07064b50, 4), ...number(0, 4), ...number(end64, 8), ...number(1, 4));
  }
  const [shortCount, shortStart] = wideEnd ? [0xffff, 0xffffffff] : [count, start];
  bytes.push(...number(0x06054b50, 4), ...number(0, 4), ...number(shortCount, 2), ...number(shortCount, 2));
  bytes.push(...number(directory.length, 4), ...number(shortStart, 4), ...number(0, 2));
  return Uint8Array.from(bytes);
}
