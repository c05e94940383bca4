import { describe, expect, it } from 'vitest';
import { readPng } from '../../main/data/png.ts';
import { pngFile, type PngParts } from './png-files.ts';

describe('the values of a PNG as they are stored', () => {
  it.each<[string, Omit<PngParts, 'width' | 'height'>, number[], number[]]>([
    ['grey of 2 bits', { bits: 2, rows: [[0b00011011]] }, [1, 4], [0, 1, 2, 3]],
    ['grey of 16 bits', { bits: 16, rows: [[1, 2, 0, 3, 4, 0, 255, 255]] }, [1, 4], [258, 3, 1024, 65535]],
    [
      'grey and transparency',
      { colourType: 4, rows: [[1, 2, 3, 4, 5, 6, 7, 8]] },
      [1, 4, 2],
      [1, 2, 3, 4, 5, 6, 7, 8],
    ],
    [
      'colour, 16 bits',
      { colourType: 2, bits: 16, rows: [Array.from({ length: 24 }, (_, i) => i)] },
      [1, 4, 3],
      Array.from({ length: 12 }, (_, i) => 2 * i * 256 + 2 * i + 1),
    ],
    [
      'a palette',
      { colourType: 3, bits: 2, palette: [1, 2, 3, 4, 5, 6], rows: [[0b00010001]] },
      [1, 4, 3],
      [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6],
    ],
    [
      'a palette with transparency',
      { colourType: 3, palette: [1, 2, 3, 4, 5, 6], transparency: [9], rows: [[0, 1, 0, 1]] },
      [1, 4, 4],
      [1, 2, 3, 9, 4, 5, 6, 255, 1, 2, 3, 9, 4, 5, 6, 255],
    ],
    ['a transparent grey', { transparency: [0, 7], rows: [[7, 8, 7, 9]] }, [1, 4], [7, 8, 7, 9]],
  ])('%s', (_, parts, shape, values) => {
    const { samples } = readPng(pngFile({ width: 4, height: 1, ...parts }));
    expect([samples.shape, [...samples.data]]).toEqual([shape, values]);
  });
});
