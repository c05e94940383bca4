import { colourCount, colourTable, type ColourMapName } from '../../../preload/contract/colour-maps.ts';
import { px, type Figure, type ImageMark, type Mark, type TextMark } from '../figure.ts';
import { significant, typed } from '../numbers.ts';
import { ticks } from '../ticks.ts';

/** What is written around a picture of cells. */
export interface PictureAxes {
  /** Names of the axes: "cell", "step". */
  across: string;
  down: string;
  /** Numbers of the first column and row. */
  origin: readonly [number, number];
  /** Numbers from one column or row to the next. */
  step?: readonly [number, number];
  /** Upwards instead of downwards. */
  upwards?: boolean;
}

/** What the colours mean: a range with a map, or words for single colours. */
export type PictureKey =
  | { type: 'bar'; map: ColourMapName; range: readonly [number, number]; label: string; unit?: string }
  | { type: 'words'; entries: readonly { colour: `#${string}`; words: string }[] };

const margin = { left: 48, top: 12, right: 14, bottom: 38 };
const bar = { gap: 14, width: 12, labels: 46, name: 16 };
const keyLine = 18;
/** Pixels between two labels, about. */
const apart = { across: 56, down: 36 };

const words = (value: number) => typed(value).replace('-', '−');
const label = (x: number, y: number, text: string, anchor: TextMark['anchor']): TextMark => ({
  type: 'text',
  x,
  y,
  text,
  ink: 'muted',
  ...(anchor ? { anchor } : {}),
});

/** Marks over the cells; `at` answers the place of a column and row, which need not be whole, rows counted from the top. */
export type PictureOverlay = (
  at: (column: number, row: number) => { x: number; y: number },
  side: number,
) => readonly Mark[];

/** Where the cells are: as large as the layout lets them be, square, in the middle of what is left. */
function place(
  layout: { width: number; height: number },
  cells: { width: number; height: number },
  key: PictureKey | null,
) {
  const right = key?.type === 'bar' ? bar.gap + bar.width + bar.labels + bar.name : margin.right;
  const top = margin.top + (key?.type === 'words' ? keyLine * keyLines(key.entries, layout.width).length : 0);
  const free = {
    width: Math.max(20, layout.width - margin.left - right),
    height: Math.max(20, layout.height - top - margin.bottom),
  };
  const side = Math.min(free.width / cells.width, free.height / cells.height);
  const [width, height] = [side * cells.width, side * cells.height];
  return {
    left: margin.left + (free.width - width) / 2,
    top: top + (free.height - height) / 2,
    width,
    height,
    side,
  };
}

/**
 * A picture of cells with axes and a key to its colours.
 * @param image the cells, any number of pixels for each
 */
export function pictureFigure(
  layout: { width: number; height: number },
  cells: { width: number; height: number },
  image: HTMLCanvasElement,
  axes: PictureAxes | null,
  key: PictureKey | null,
  overlay?: PictureOverlay,
): Figure {
  const box = place(layout, cells, key);
  const { left, top, width, height } = box;
  const marks: (Mark | ImageMark)[] = [
    { type: 'image', x: left, y: top, width, height, image },
    { type: 'path', d: `M${px(left)} ${px(top)}h${px(width)}v${px(height)}h${px(-width)}Z`, stroke: 'muted' },
  ];
  if (overlay) {
    marks.push(
      ...overlay((column, row) => ({ x: left + box.side * column, y: top + box.side * row }), box.side),
    );
  }
  if (axes) marks.push(...axisMarks(box, cells, axes));
  if (key?.type === 'bar') marks.push(...barMarks(box, key));
  if (key?.type === 'words') marks.push(...wordMarks(layout, box, key.entries));
  return { ...layout, marks };
}

type Box = ReturnType<typeof place>;

/** Numbers along an axis that are those of a cell, with the middle of their cells. */
const numbered = (count: number, first: number, step: number, room: number) =>
  ticks({ low: first, high: first + step * (count - 1) }, room)
    .map((value) => ({ value, at: (value - first) / step + 0.5 }))
    .filter(({ at }) => Math.abs(at - 0.5 - Math.round(at - 0.5)) < 1e-6);

/** Ticks at the middle of cells. */
function axisMarks(box: Box, cells: { width: number; height: number }, axes: PictureAxes): Mark[] {
  const { left, top, width, height, side } = box;
  const [stepX, stepY] = axes.step ?? [1, 1];
  const bottom = top + height;
  const columns = numbered(cells.width, axes.origin[0], stepX, width / apart.across);
  const rows = numbered(cells.height, axes.origin[1], stepY, height / apart.down);
  const rowAt = (at: number) => (axes.upwards ? bottom - side * at : top + side * at);
  return [
    {
      type: 'path',
      d: [
        ...columns.map(({ at }) => `M${px(left + side * at)} ${px(bottom)}v4`),
        ...rows.map(({ at }) => `M${px(left)} ${px(rowAt(at))}h-4`),
      ].join(''),
      stroke: 'muted',
    },
    ...columns.map(({ value, at }) => label(left + side * at, bottom + 15, words(value), 'middle')),
    ...rows.map(({ value, at }) => label(left - 7, rowAt(at) + 4, words(value), 'end')),
    label(left + width / 2, bottom + 30, axes.across, 'middle'),
    { ...label(left - 38, top + height / 2, axes.down, 'middle'), vertical: true },
  ];
}

function barMarks({ left, top, width, height }: Box, key: PictureKey & { type: 'bar' }): Mark[] {
  const table = colourTable(key.map);
  const x = left + width + bar.gap;
  const step = height / colourCount;
  const colour = (index: number): `#${string}` =>
    `#${[0, 1, 2].map((channel) => table[3 * index + channel]!.toString(16).padStart(2, '0')).join('')}`;
  const [low, high] = key.range;
  const at = (value: number) =>
    top + height - (high > low ? (height * (value - low)) / (high - low) : height / 2);
  const values = high > low ? ticks({ low, high }, Math.max(2, height / apart.down)) : [low];
  const name = key.unit ? `${key.label} / ${key.unit}` : key.label;
  return [
    ...Array.from({ length: colourCount }, (_, index): Mark => ({
      type: 'path',
      // A little higher than a step, so that no light comes through between two.
      d: `M${px(x)} ${px(top + height - step * (index + 1))}h${bar.width}v${px(Math.min(step * 1.5, step * (index + 1)))}h${-bar.width}Z`,
      fill: colour(index),
    })),
    { type: 'path', d: `M${px(x)} ${px(top)}h${bar.width}v${px(height)}h${-bar.width}Z`, stroke: 'muted' },
    {
      type: 'path',
      d: values.map((value) => `M${px(x + bar.width)} ${px(at(value))}h4`).join(''),
      stroke: 'muted',
    },
    ...values.map((value) => label(x + bar.width + 7, at(value) + 4, significantWords(value), 'start')),
    { ...label(x + bar.width + bar.labels + 10, top + height / 2, name, 'middle'), vertical: true },
  ];
}

/** Ticks are round already: their own digits, or a power of ten. */
const significantWords = (value: number) =>
  value !== 0 && (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e6) ? significant(value, 2) : words(value);

type KeyEntry = (PictureKey & { type: 'words' })['entries'][number];
/** Room of an entry: its square, about as much as its letters need, and a gap. */
const entryWidth = ({ words: text }: KeyEntry) => 34 + 6.6 * text.length;

/** The entries of a key in as many lines as the width asks for. */
function keyLines(entries: readonly KeyEntry[], width: number): KeyEntry[][] {
  const lines: KeyEntry[][] = [[]];
  let used = 0;
  for (const entry of entries) {
    if (used > 0 && used + entryWidth(entry) > width - margin.right) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push(entry);
    used += entryWidth(entry);
  }
  return lines;
}

function wordMarks(layout: { width: number }, { left, top }: Box, entries: readonly KeyEntry[]): Mark[] {
  const lines = keyLines(entries, layout.width);
  return lines.flatMap((line, index) => {
    const widest = line.reduce((sum, entry) => sum + entryWidth(entry), 0);
    // Above the cells where the line fits there, else from as far left as it needs.
    let x = Math.max(8, Math.min(left, layout.width - widest));
    const y = top - keyLine * (lines.length - index);
    return line.flatMap((entry): Mark[] => {
      const at = x;
      x += entryWidth(entry);
      return [
        { type: 'path', d: `M${px(at)} ${px(y + 1)}h10v10h-10Z`, fill: entry.colour, stroke: 'muted' },
        label(at + 15, y + 10, entry.words, 'start'),
      ];
    });
  });
}
