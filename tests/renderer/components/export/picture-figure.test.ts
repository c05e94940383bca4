import { expect, it } from 'vitest';
import { pictureFigure } from '../../../../renderer/components/export/picture-figure.ts';
import type { TextMark } from '../../../../renderer/components/figure.ts';

// Only its place in the figure matters here, not its pixels.
const image = {} as HTMLCanvasElement;
const cells = { width: 10, height: 5 };
const words = (text: string) => ({ colour: '#0b6c77' as const, words: text });
const imageOf = (width: number, entries: readonly string[]) => {
  const key = { type: 'words' as const, entries: entries.map(words) };
  const figure = pictureFigure({ width, height: 300 }, cells, image, null, key);
  return {
    picture: figure.marks.find((mark) => mark.type === 'image')!,
    labels: figure.marks.filter((mark): mark is TextMark => mark.type === 'text'),
  };
};

it('breaks a key that is wider than the figure into lines above the cells', () => {
  const entries = ['standing pattern', 'moving pattern', 'uniform, with b'];
  const { picture, labels } = imageOf(335, entries);
  expect(labels.map(({ text }) => text)).toEqual(entries);
  expect(new Set(labels.map(({ y }) => y)).size).toBe(2);
  for (const { x, y, text } of labels) {
    expect(x + 6.6 * text.length).toBeLessThan(335);
    expect(y).toBeLessThan(picture.y);
    expect(y).toBeGreaterThan(8);
  }
  expect(new Set(imageOf(700, entries).labels.map(({ y }) => y)).size).toBe(1);
});

it('places marks over the cells they are meant for', () => {
  const places: { x: number; y: number }[] = [];
  const figure = pictureFigure({ width: 400, height: 300 }, cells, image, null, null, (at) => {
    places.push(at(0, 0), at(10, 5), at(5, 2.5));
    return [];
  });
  const { x, y, width, height } = figure.marks.find((mark) => mark.type === 'image')!;
  const expected = [
    [x, y],
    [x + width, y + height],
    [x + width / 2, y + height / 2],
  ];
  for (const [index, place] of places.entries()) {
    expect(place.x).toBeCloseTo(expected[index]![0]!);
    expect(place.y).toBeCloseTo(expected[index]![1]!);
  }
});
