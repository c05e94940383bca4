import { zlibSync } from 'fflate';
import { crc32 } from '../../main/data/zip.ts';

const big = (value: number, width = 4) =>
  Array.from({ length: width }, (_, i) => Math.floor(value / 256 ** (width - 1 - i)) % 256);

export function pngChunk(type: string, content: Iterable<number>): number[] {
  const body = [...new TextEncoder().encode(type), ...content];
  return [...big(body.length - 4), ...body, ...big(crc32(Uint8Array.from(body)))];
}

export interface PngParts {
  width: number;
  height: number;
  bits?: number;
  colourType?: number;
  interlaced?: boolean;
  /** One array of packed bytes for each row; written with filter 0. */
  rows: number[][];
  palette?: number[];
  transparency?: number[];
  /** Chunks put in before the pixels. */
  before?: number[];
  /** Pixel data in place of the rows, zlib-packed. */
  packed?: Uint8Array;
}

/** A PNG put together by hand, so that its every part can be wrong. */
export function pngFile(parts: PngParts): Uint8Array {
  const { width, height, bits = 8, colourType = 0, interlaced = false, rows } = parts;
  const raw = Uint8Array.from(rows.flatMap((row) => [0, ...row]));
  return Uint8Array.from([
    0x89,
    ...new TextEncoder().encode('PNG\r\n\x1a\n'),
    ...pngChunk('IHDR', [...big(width), ...big(height), bits, colourType, 0, 0, interlaced ? 1 : 0]),
    ...(parts.before ?? []),
    ...(parts.palette === undefined ? [] : pngChunk('PLTE', parts.palette)),
    ...(parts.transparency === undefined ? [] : pngChunk('tRNS', parts.transparency)),
    ...pngChunk('IDAT', parts.packed ?? zlibSync(raw)),
    ...pngChunk('IEND', []),
  ]);
}
