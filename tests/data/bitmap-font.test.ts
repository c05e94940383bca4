import { describe, expect, it } from 'vitest';
import { drawText, letterHeight, textWidth } from '../../main/data/bitmap-font.ts';

function drawn(text: string): string[] {
  const rows = Array.from({ length: letterHeight + 2 }, () => Array<string>(textWidth(text)).fill('.'));
  drawText(text, (x, y) => {
    rows[y]![x] = '#';
  });
  return rows.map((row) => row.join(''));
}

describe('bitmap font', () => {
  it('draws letters on one line, some hanging below it', () => {
    expect(drawn('Fp')).toEqual([
      '#####......',
      '#..........',
      '#.....#.##.',
      '####..##..#',
      '#.....#...#',
      '#.....#...#',
      '#.....####.',
      '......#....',
      '......#....',
    ]);
  });

  it('has every letter that captions are made of, each different', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:+-=/()[]#%'];
    const unknown = drawn('\u{1F300}').join();
    const shapes = new Set(letters.map((letter) => drawn(letter).join()));
    expect(shapes.size).toBe(letters.length);
    expect(shapes).not.toContain(unknown);
  });

  it('leaves a blank as wide as a letter', () => {
    expect(textWidth('a b')).toBe(17);
    expect(drawn(' ').join('')).not.toContain('#');
  });
});
