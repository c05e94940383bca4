import { decode, encode, type DecodedPng } from 'fast-png';
import { Unzlib } from 'fflate';
import { badFile, byteCount } from './bad-file.ts';
import { pixelsOf, type Pixels } from './png-pixels.ts';
import { crc32 } from './zip.ts';

/** A PNG: its values as they are stored, and as one channel. */
export interface Picture extends Pixels {
  width: number;
  height: number;
  /** Bits per channel. */
  bits: number;
  colour: 'grey' | 'grey with transparency' | 'colour' | 'colour with transparency' | 'palette';
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** 8192². */
const mostPixels = 2 ** 26;
/** Of unpacked pixels. Three times as much is in memory while they are put together, and then four bytes a pixel for its luminance. */
const mostBytes = 100e6;

export function isPng(bytes: Uint8Array): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/**
 * Reads a PNG of any colour type and bit depth. All sizes are checked before anything is unpacked. Throws HostError 'bad-file' for anything else.
 */
export function readPng(bytes: Uint8Array): Picture {
  const { header, essential, packed } = readChunks(bytes);
  checkPixels(packed, header);
  let decoded: DecodedPng;
  try {
    decoded = decode(essential);
  } catch (cause) {
    throw badFile(
      `The picture is damaged: ${cause instanceof Error ? cause.message : 'it cannot be unpacked'}.`,
      {
        remedy: 'Copy or save the file again.',
        cause,
      },
    );
  }
  const { width, height, colourType, bits } = header;
  return { width, height, bits, colour: colourNames[colourType]!, ...pixelsOf(decoded) };
}

/** Writes a grey PNG; `data` holds height · width values, 8 or 16 bits each. */
export function writeGreyPng(width: number, height: number, data: Uint8Array | Uint16Array): Uint8Array {
  return encode({ width, height, data, channels: 1, depth: data instanceof Uint16Array ? 16 : 8 });
}

/** Writes a colour PNG; `data` holds height · width · 3 bytes: red, green, blue. */
export function writeRgbPng(width: number, height: number, data: Uint8Array): Uint8Array {
  return encode({ width, height, data, channels: 3, depth: 8 });
}

interface Header {
  width: number;
  height: number;
  bits: number;
  colourType: number;
  interlaced: boolean;
  /** Bytes of the unpacked image data, filter bytes included. */
  rawBytes: number;
}

const colourNames: Record<number, Picture['colour']> = {
  0: 'grey',
  2: 'colour',
  3: 'palette',
  4: 'grey with transparency',
  6: 'colour with transparency',
};
const channelsOf: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const bitsOf: Record<number, number[]> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/**
 * Walks the chunks and keeps only those that make the pixels: colour profiles and texts could unpack to any size, and a palette is
 * only a suggestion in a picture that is not of palette type.
 */
function readChunks(bytes: Uint8Array): { header: Header; essential: Uint8Array; packed: Uint8Array[] } {
  if (!isPng(bytes)) {
    throw badFile('This is not a PNG: it does not begin with PNG’s mark.', { offset: 0 });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, signature.length)];
  const packed: Uint8Array[] = [];
  let header: Header | undefined;
  for (let offset = signature.length; ;) {
    const length = offset + 8 <= bytes.length ? view.getUint32(offset) : Number.NaN;
    const end = offset + 12 + length;
    if (!(end <= bytes.length)) {
      throw badFile('The picture is cut short.', {
        offset: bytes.length,
        remedy: 'Copy or save the file again.',
      });
    }
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    const content = bytes.subarray(offset + 8, end - 4);
    if (header === undefined && type !== 'IHDR')
      throw badFile('The picture does not begin with its header.', { offset });
    if (type === 'IHDR') header = readHeader(view, offset + 8, length);
    const wanted =
      ['IHDR', 'IDAT', 'IEND'].includes(type) ||
      (['PLTE', 'tRNS'].includes(type) && (header!.colourType === 3 || type === 'tRNS'));
    if (wanted) {
      if (crc32(bytes.subarray(offset + 4, end - 4)) !== view.getUint32(end - 4)) {
        throw badFile(`The picture is damaged: the checksum of its part ${type} is wrong.`, {
          offset,
          remedy: 'Copy or save the file again.',
        });
      }
      kept.push(bytes.subarray(offset, end));
      if (type === 'IDAT') packed.push(content);
    }
    if (type === 'IEND') return { header: header!, essential: joined(kept), packed };
    offset = end;
  }
}

function readHeader(view: DataView, offset: number, length: number): Header {
  if (length !== 13) throw badFile('The picture’s header is of a wrong length.', { offset });
  const width = view.getUint32(offset);
  const height = view.getUint32(offset + 4);
  const bits = view.getUint8(offset + 8);
  const colourType = view.getUint8(offset + 9);
  const interlaced = view.getUint8(offset + 12) === 1;
  const channels = channelsOf[colourType];
  if (channels === undefined || !bitsOf[colourType]!.includes(bits)) {
    throw badFile(`The picture’s header names an unknown kind of pixel (type ${colourType}, ${bits} bits).`, {
      offset: offset + 8,
    });
  }
  if (width === 0 || height === 0 || width * height > mostPixels) {
    throw badFile(
      `The picture’s header claims ${width} × ${height} pixels; up to ${mostPixels / 2 ** 20} million are read.`,
      {
        offset,
        remedy: 'Scale or crop the picture first.',
      },
    );
  }
  if (interlaced && bits < 8) {
    throw badFile(`Interlaced pictures of ${bits} bits a pixel are not read.`, {
      offset: offset + 12,
      remedy: 'Save the picture without interlacing.',
    });
  }
  // An upper bound when interlaced: the seven passes have fewer filter bytes than seven for every row.
  const rows = interlaced ? 7 * height : height;
  const rawBytes = height * Math.ceil((width * channels * bits) / 8) + rows;
  if (rawBytes > mostBytes) {
    throw badFile(
      `The picture’s ${width} × ${height} pixels take ${byteCount(rawBytes)} unpacked; up to ${byteCount(mostBytes)} are read.`,
      { offset, remedy: 'Save it in grey with 8 bits, or scale or crop it first.' },
    );
  }
  return { width, height, bits, colourType, interlaced, rawBytes };
}

/** Unpacks the pixels piece by piece without keeping them: they must be as many as the header says before room is made for them. */
function checkPixels(packed: readonly Uint8Array[], { rawBytes, interlaced }: Header): void {
  let count = 0;
  const stream = new Unzlib((piece) => {
    count += piece.length;
  });
  try {
    for (const piece of pieces(packed)) {
      stream.push(piece);
      if (count > rawBytes) break;
    }
  } catch (cause) {
    throw badFile('The picture is damaged: its pixels cannot be unpacked.', {
      remedy: 'Copy or save the file again.',
      cause,
    });
  }
  if (count > rawBytes || (count < rawBytes && !interlaced)) {
    const relation = count > rawBytes ? 'more' : `less (${byteCount(count)})`;
    throw badFile(
      `The picture is damaged: it unpacks to ${relation} than the ${byteCount(rawBytes)} its size asks for.`,
      { remedy: 'Copy or save the file again.' },
    );
  }
}

/** Small enough that none unpacks to more than 16 MB at once. */
function* pieces(packed: readonly Uint8Array[]): Generator<Uint8Array> {
  const length = 1 << 14;
  for (const chunk of packed) {
    for (let start = 0; start < chunk.length; start += length) yield chunk.subarray(start, start + length);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
