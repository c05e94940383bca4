import { decode, encode } from 'fast-png';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pngWith } from '../../../../renderer/components/export/png-file.ts';

const pixels = Uint8Array.of(0, 60, 120, 180, 240, 255);
const png = encode({ width: 3, height: 2, channels: 1, depth: 8, data: pixels });

/** Types and contents of the chunks; each with a right checksum, or decode() below would refuse the file. */
function chunks(bytes: Uint8Array): { type: string; content: Uint8Array }[] {
  const found = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 8; at < bytes.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(bytes.subarray(at + 4, at + 8));
    found.push({ type, content: bytes.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return found;
}

describe('a PNG file', () => {
  it('says its resolution in dots per metre', () => {
    const [header, resolution] = chunks(pngWith(png, {}, 300));
    expect(header!.type).toBe('IHDR');
    expect(resolution!.type).toBe('pHYs');
    const view = new DataView(resolution!.content.slice().buffer);
    expect([view.getUint32(0), view.getUint32(4), view.getUint8(8)]).toEqual([11811, 11811, 1]);
  });

  it('keeps its pixels and carries words in any language', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (words) => {
        const file = pngWith(png, { Title: words }, 600);
        expect(decode(file, { checkCrc: true }).data).toEqual(pixels);
        const { content } = chunks(file).find(({ type }) => type === 'iTXt')!;
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
        expect(text).toBe(`Title\0\0\0\0\0${words.toWellFormed()}`);
      }),
    );
  });
});
