import { encode } from 'fast-png';
import { zlibSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPng, writeGreyPng, writeRgbPng } from '../../main/data/png.ts';
import { faultOf } from './faults.ts';
import { pngChunk, pngFile } from './png-files.ts';

const rounded = (values: Iterable<number>) => [...values].map((value) => Math.round(value * 1000) / 1000);

describe('reading PNG', () => {
  it.each([
    ['1 bit', { bits: 1, rows: [[0b10100000], [0b01000000]] }, [1, 0, 1, 0, 1, 0]],
    ['2 bits', { bits: 2, rows: [[0b00011000], [0b11000100]] }, [0, 0.333, 0.667, 1, 0, 0.333]],
    [
      '4 bits',
      {
        bits: 4,
        rows: [
          [0x0f, 0x30],
          [0xf0, 0xc0],
        ],
      },
      [0, 1, 0.2, 1, 0, 0.8],
    ],
    [
      '8 bits',
      {
        bits: 8,
        rows: [
          [0, 51, 102],
          [153, 204, 255],
        ],
      },
      [0, 0.2, 0.4, 0.6, 0.8, 1],
    ],
    [
      '16 bits',
      {
        bits: 16,
        rows: [
          [0, 0, 0x33, 0x33, 0xff, 0xff],
          [0x66, 0x66, 0, 0, 0xcc, 0xcc],
        ],
      },
      [0, 0.2, 1, 0.4, 0, 0.8],
    ],
  ])('reads grey of %s', (_, parts, expected) => {
    const picture = readPng(pngFile({ width: 3, height: 2, ...parts }));
    expect(rounded(picture.luminance)).toEqual(expected);
    expect(picture).toMatchObject({ width: 3, height: 2, bits: parts.bits, colour: 'grey', coloured: false });
  });

  it.each([
    [
      'colour',
      { colourType: 2, rows: [[255, 0, 0, 0, 255, 0, 0, 0, 255, 51, 51, 51]] },
      [0.213, 0.715, 0.072, 0.2],
      true,
    ],
    [
      'colour with transparency',
      { colourType: 6, rows: [[0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 51, 255, 255, 255, 9]] },
      [0, 1, 0.8, 1],
      false,
    ],
    [
      'grey with transparency',
      { colourType: 4, rows: [[0, 255, 0, 0, 51, 255, 0, 102]] },
      [0, 1, 0.2, 0.6],
      false,
    ],
    [
      'palette',
      {
        colourType: 3,
        bits: 2,
        palette: [0, 0, 0, 255, 255, 255, 255, 0, 0],
        transparency: [255, 255, 0],
        rows: [[0b00011000]],
      },
      [0, 1, 1, 0],
      true,
    ],
  ])('reads %s: Rec. 709 luminance, over white', (colour, parts, expected, coloured) => {
    const picture = readPng(pngFile({ width: 4, height: 1, ...parts }));
    expect(rounded(picture.luminance)).toEqual(expected);
    expect(picture).toMatchObject({ colour, coloured });
  });

  it('takes the transparent colour of a picture without an alpha channel as white', () => {
    const grey = pngFile({ width: 2, height: 1, rows: [[0, 51]], transparency: [0, 0] });
    expect(rounded(readPng(grey).luminance)).toEqual([1, 0.2]);
    const colour = pngFile({
      width: 3,
      height: 1,
      colourType: 2,
      rows: [[0, 0, 0, 0, 0, 9, 0, 9, 0]],
      transparency: [0, 0, 0, 0, 0, 0],
    });
    expect(readPng(colour).luminance[0]).toBe(1);
    expect(readPng(colour).luminance[1]).toBeLessThan(0.01);
  });

  it('reads an interlaced picture as the same picture', () => {
    const data = Uint8Array.from({ length: 13 * 7 * 3 }, (_, i) => (i * 37) % 256);
    const plain = encode({ width: 13, height: 7, data, channels: 3 });
    const interlaced = encode({ width: 13, height: 7, data, channels: 3 }, { interlace: 'Adam7' });
    expect(readPng(interlaced)).toEqual(readPng(plain));
  });

  it('does not unpack a colour profile, however large it would be', () => {
    const profile = [...new TextEncoder().encode('p'), 0, 0, ...zlibSync(new Uint8Array(1000)).fill(7, 4)];
    const file = pngFile({ width: 1, height: 1, rows: [[255]], before: pngChunk('iCCP', profile) });
    expect([...readPng(file).luminance]).toEqual([1]);
  });
});

describe('faults of PNG', () => {
  const good = pngFile({
    width: 2,
    height: 2,
    rows: [
      [0, 255],
      [255, 0],
    ],
  });
  const damaged = good.slice();
  damaged[46]! ^= 0xff;
  const one = {
    width: 2,
    height: 2,
    rows: [
      [0, 0],
      [0, 0],
    ],
  };

  it.each<[string, Uint8Array, RegExp]>([
    ['no PNG', new Uint8Array(30), /not a PNG/],
    ['nothing but the mark', good.subarray(0, 8), /cut short/],
    ['cut short', good.subarray(0, -13), /cut short/],
    ['damaged', damaged, /checksum of its part IDAT is wrong/],
    [
      'no header',
      Uint8Array.from([...good.subarray(0, 8), ...pngChunk('IEND', [])]),
      /does not begin with its header/,
    ],
    ['short header', Uint8Array.from([...good.subarray(0, 8), ...pngChunk('IHDR', [0])]), /wrong length/],
    ['unknown kind', pngFile({ ...one, colourType: 5 }), /unknown kind of pixel \(type 5, 8 bits\)/],
    ['impossible bits', pngFile({ ...one, colourType: 2, bits: 4 }), /type 2, 4 bits/],
    ['no pixels', pngFile({ ...one, width: 0 }), /claims 0 × 2/],
    [
      'huge claim',
      pngFile({ ...one, width: 2 ** 31 - 1, height: 2 ** 31 - 1 }),
      /claims 2147483647 × 2147483647/,
    ],
    [
      'more than memory should hold',
      pngFile({ ...one, width: 8192, height: 8192, colourType: 2 }),
      /8192 × 8192 pixels take 201 MB unpacked; up to 100 MB/,
    ],
    ['interlaced bits', pngFile({ ...one, bits: 1, interlaced: true }), /Interlaced pictures of 1 bits/],
    [
      'fewer pixels than claimed',
      pngFile({ ...one, height: 3 }),
      /unpacks to less \(6 bytes\) than the 9 bytes/,
    ],
    ['more pixels than claimed', pngFile({ ...one, height: 1 }), /unpacks to more/],
    ['bomb', pngFile({ ...one, packed: zlibSync(new Uint8Array(30 * 2 ** 20)) }), /unpacks to more/],
    ['no zlib', pngFile({ ...one, packed: new Uint8Array(9).fill(9) }), /cannot be unpacked/],
    [
      'no filter',
      pngFile({ ...one, packed: zlibSync(Uint8Array.from([9, 0, 0, 9, 0, 0])) }),
      /Unsupported filter/,
    ],
    [
      'colour not in the palette',
      pngFile({
        ...one,
        colourType: 3,
        palette: [0, 0, 0],
        rows: [
          [0, 1],
          [0, 0],
        ],
      }),
      /colour 1 of a palette of 1/,
    ],
  ])('%s', (_, file, message) => {
    const fault = faultOf(() => readPng(file));
    expect(fault.code).toBe('bad-file');
    expect(fault.message).toMatch(message);
  });
});

describe('writing PNG', () => {
  it('keeps every grey value of 8 and 16 bits', () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(size, fc.boolean(), fc.nat(), ([width, height], wide, start) => {
        const length = width * height;
        const data = wide ? new Uint16Array(length) : new Uint8Array(length);
        for (let i = 0; i < length; i++) data[i] = start * 7919 + i * 104_729;
        const { luminance } = readPng(writeGreyPng(width, height, data));
        const top = wide ? 65535 : 255;
        expect([...luminance].map((value) => Math.round(value * top))).toEqual([...data]);
      }),
    );
  });

  it('writes colours', () => {
    const { luminance, coloured } = readPng(writeRgbPng(2, 1, Uint8Array.from([255, 255, 255, 255, 0, 0])));
    expect(rounded(luminance)).toEqual([1, 0.213]);
    expect(coloured).toBe(true);
  });
});
