import type { ColourMapName } from '../../../../preload/contract/colour-maps.ts';
import { letterSize, px, type Figure, type Ink, type Mark } from '../../../components/figure.ts';
import { heatColour } from '../../../components/heat-colour.ts';
import { significant } from '../../../components/numbers.ts';
import { axisTitle, type NamedAxis } from './axis-words.ts';
import type { CellValue } from './cell-values.ts';
import { valueText } from './cell-words.ts';

interface HeatGrid {
  quantity: string;
  columns: NamedAxis;
  rows: NamedAxis | null;
  cells: readonly (readonly CellValue[])[];
  /** Of the colours. */
  range: readonly [number, number];
  colourMap: ColourMapName;
  /** Whether the ink called text is lighter than the one called panel. */
  dark: boolean;
}

/** Pixels of the drawing. */
const cellHeight = 28;
const leastCellWidth = 52;
const letterWidth = 6.2;
const gap = 8;
const barHeight = 8;
const barSteps = 64;

const box = (x: number, y: number, width: number, height: number) =>
  `M${px(x)} ${px(y)}h${px(width)}v${px(height)}h${px(-width)}Z`;

/** "rgb(1 2 3)" as "#010203". */
function hexOf(colour: string): `#${string}` {
  const channels = (colour.match(/\d+/g) ?? []).map((channel) =>
    Number(channel).toString(16).padStart(2, '0'),
  );
  return `#${channels.join('')}`;
}

/** Width of the longest of some texts. */
const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length)) * letterWidth;

/** The grid of a sweep as a figure for files: cells with their values, both axes, and the colours' range below. */
export function sweepFigure({ quantity, columns, rows, cells, range, colourMap, dark }: HeatGrid): Figure {
  const left = rows === null ? gap : gap + letterSize + gap + widest(rows.words) + gap;
  const top = gap + 2 * (letterSize + gap);
  const cellWidth = Math.max(
    leastCellWidth,
    widest(columns.words) + gap,
    widest(cells.flat().map(valueText)) + gap,
  );
  const width = left + columns.words.length * cellWidth + gap;
  const bottom = top + cells.length * cellHeight;
  const height = bottom + gap + barHeight + gap + letterSize + gap;
  const lettersOn = (light: boolean): Ink => (light === dark ? 'text' : 'panel');
  const marks: Mark[] = [];
  const write = (x: number, y: number, text: string, ink: Ink, more: Partial<Mark> = {}) =>
    marks.push({ type: 'text', x, y, text, ink, ...more } as Mark);

  const middle = left + (columns.words.length * cellWidth) / 2;
  write(middle, gap + letterSize, axisTitle(columns), 'muted', { anchor: 'middle' });
  for (const [column, word] of columns.words.entries()) {
    write(left + (column + 0.5) * cellWidth, top - gap, word, 'text', { anchor: 'middle' });
  }
  if (rows !== null) {
    write(gap + letterSize, (top + bottom) / 2, axisTitle(rows), 'muted', {
      anchor: 'middle',
      vertical: true,
    });
  }
  for (const [row, line] of cells.entries()) {
    const y = top + row * cellHeight;
    const base = y + cellHeight / 2 + letterSize / 3;
    if (rows !== null) write(left - gap, base, rows.words[row] ?? '', 'text', { anchor: 'end' });
    for (const cell of line) {
      const x = left + cell.column * cellWidth;
      const colour = cell.value === null ? null : heatColour(cell.value, colourMap, range);
      marks.push({
        type: 'path',
        d: box(x, y, cellWidth, cellHeight),
        ...(colour ? { fill: hexOf(colour.background) } : {}),
        stroke: 'line',
      });
      const ink = colour ? lettersOn(colour.letters === '#ffffff') : 'faint';
      write(x + cellWidth / 2, base, valueText(cell) || '–', ink, { anchor: 'middle' });
    }
  }
  const barWidth = width - left - gap;
  for (let step = 0; step < barSteps; step++) {
    const colour = heatColour((step + 0.5) / barSteps, colourMap)!;
    marks.push({
      type: 'path',
      d: box(left + (step * barWidth) / barSteps, bottom + gap, barWidth / barSteps, barHeight),
      fill: hexOf(colour.background),
      crisp: true,
    });
  }
  const scale = bottom + gap + barHeight + letterSize + 2;
  write(left, scale, significant(range[0], 3), 'text');
  write(middle, scale, quantity, 'muted', { anchor: 'middle' });
  write(left + barWidth, scale, significant(range[1], 3), 'text', { anchor: 'end' });
  return { width: Math.ceil(width), height: Math.ceil(height), marks };
}
