/** Pieces of a PNG file that a canvas does not write: resolution and words. */

const signatureLength = 8;
/** Length, type and checksum around the content of a chunk. */
const chunkOverhead = 12;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function checksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = table[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + chunkOverhead);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, checksum(bytes.subarray(4, 8 + content.length)));
  return bytes;
}

function resolutionChunk(dotsPerInch: number): Uint8Array {
  const content = new Uint8Array(9);
  const view = new DataView(content.buffer);
  const perMetre = Math.round(dotsPerInch / 0.0254);
  view.setUint32(0, perMetre);
  view.setUint32(4, perMetre);
  content[8] = 1;
  return chunk('pHYs', content);
}

/** An international text chunk: keyword in Latin letters, text in UTF-8, not compressed. */
function textChunk(keyword: string, text: string): Uint8Array {
  return chunk('iTXt', new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`));
}

/**
 * Writes resolution and words into a PNG file, right after its header.
 * @param words keywords of the PNG specification with their texts: Title, Description, Source
 * @param dotsPerInch without it the file says nothing of its size on paper
 */
export function pngWith(
  png: Uint8Array,
  words: Readonly<Record<string, string>>,
  dotsPerInch?: number,
): Uint8Array {
  const headerLength = new DataView(png.buffer, png.byteOffset).getUint32(signatureLength) + chunkOverhead;
  const cut = signatureLength + headerLength;
  const parts = [
    png.subarray(0, cut),
    ...(dotsPerInch === undefined ? [] : [resolutionChunk(dotsPerInch)]),
    ...Object.entries(words).map(([keyword, text]) => textChunk(keyword, text)),
    png.subarray(cut),
  ];
  const bytes = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
