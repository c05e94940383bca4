import {
  colourIndex,
  colourTable,
  type ColourMapName,
  type RgPlane,
} from '../../../../preload/contract/index.ts';
import { significant, typed } from '../../../components/numbers.ts';
import { contour, gridRange, interpolate, type Grid } from './contours.ts';
import { px, type Mark } from '../../../components/figure.ts';
import type { PlotFrame, Point } from './scale.ts';
import { text } from './shapes.ts';

/** What colours the plane: C of a learned map, the divergence of the step of the exact one. */
export interface Heat {
  grid: Grid;
  /** Of the values of the grid. */
  range: [number, number];
  name: string;
  /** The grid holds log10 of what the colour bar says. */
  logarithmic: boolean;
}

/** Divergences below this are zero for every purpose, in bits. */
const leastBits = 1e-6;

export function heatOf(plane: RgPlane): Heat | null {
  const { monotone, bits } = plane;
  if (monotone !== null) {
    const range = gridRange(monotone);
    return range === null ? null : { grid: monotone, range, name: 'C(J)', logarithmic: false };
  }
  if (bits === null) return null;
  const grid = bits.map((row) => row.map((value) => Math.log10(Math.max(leastBits, value))));
  const range = gridRange(grid);
  return range === null ? null : { grid, range, name: 'D_KL of the step / bit', logarithmic: true };
}

/** What a heat says at a place, in its own unit. */
export function heatAt(heat: Heat, plane: RgPlane, { x, y }: Point): number {
  const value = interpolate(heat.grid, nodeOf(plane.x, x), nodeOf(plane.y, y));
  return heat.logarithmic ? 10 ** value : value;
}

/** Place between the evenly spaced nodes of an axis. */
const nodeOf = (nodes: readonly number[], value: number) =>
  (value - nodes[0]!) / ((nodes.at(-1)! - nodes[0]!) / (nodes.length - 1));

/** Colours of the heat, and how strongly they lie on the panel: arrows and labels stay readable on all of them. */
const shades = 24;
const strength = 0.6;
/** Cells of the heat between two nodes of the grid, at least this many pixels wide. */
const cellPixels = 5;

const hex = (channels: ArrayLike<number>): `#${string}` =>
  `#${Array.from(channels, (channel) => channel.toString(16).padStart(2, '0')).join('')}`;

const shadeColour = (map: ColourMapName, shade: number) => {
  const at = colourIndex((shade + 0.5) / shades, 0, 1);
  return hex(colourTable(map).subarray(3 * at, 3 * at + 3));
};

/** The heat as cells, those of one shade and one row joined. */
export function heatMarks(frame: PlotFrame, { grid, range: [low, high] }: Heat, map: ColourMapName): Mark[] {
  const [rows, columns] = [Math.ceil(frame.height / cellPixels), Math.ceil(frame.width / cellPixels)];
  const paths = Array.from({ length: shades }, () => [] as string[]);
  const [gridRows, gridColumns] = [grid.length - 1, grid[0]!.length - 1];
  const edgeX = (column: number) => frame.left + (frame.width * column) / columns;
  const edgeY = (row: number) => frame.top + frame.height - (frame.height * row) / rows;
  for (let row = 0; row < rows; row++) {
    let start = 0;
    let shade = -1;
    for (let column = 0; column <= columns; column++) {
      const value =
        column === columns
          ? NaN
          : interpolate(grid, ((column + 0.5) / columns) * gridColumns, ((row + 0.5) / rows) * gridRows);
      const own = Number.isFinite(value) ? shadeOf(value, low, high) : -1;
      if (own === shade) continue;
      if (shade >= 0) {
        const [x0, x1, y0, y1] = [edgeX(start), edgeX(column), edgeY(row), edgeY(row + 1)];
        paths[shade]!.push(`M${px(x0)} ${px(y0)}H${px(x1)}V${px(y1)}H${px(x0)}Z`);
      }
      shade = own;
      start = column;
    }
  }
  return paths.flatMap((cells, shade): Mark[] =>
    cells.length === 0
      ? []
      : [
          {
            type: 'path',
            d: cells.join(''),
            fill: shadeColour(map, shade),
            opacity: strength,
            crisp: true,
          },
        ],
  );
}

const shadeOf = (value: number, low: number, high: number) =>
  high > low ? Math.min(shades - 1, Math.max(0, Math.floor((shades * (value - low)) / (high - low)))) : 0;

/** Lines of equal heat. */
const contours = 11;

export function contourMarks(frame: PlotFrame, { grid, range: [low, high] }: Heat): Mark[] {
  if (high <= low) return [];
  const [rows, columns] = [grid.length - 1, grid[0]!.length - 1];
  const place = ({ x, y }: Point) =>
    `${px(frame.left + (frame.width * x) / columns)} ${px(frame.top + frame.height - (frame.height * y) / rows)}`;
  const d = Array.from({ length: contours }, (_, index) =>
    contour(grid, low + ((high - low) * (index + 1)) / (contours + 1))
      .map(([from, to]) => `M${place(from)}L${place(to)}`)
      .join(''),
  ).join('');
  return [{ type: 'path', d, stroke: 'muted', width: 0.75, opacity: 0.55 }];
}

/** Room right of the plot that the colour bar takes. */
export const barRoom = 70;
const barWidth = 10;

/** "0.041", "1e−6": as short as there is room. */
const endText = (value: number) =>
  Math.abs(value) < 1e-4 && value !== 0
    ? significant(value, 1)
    : typed(Number(value.toPrecision(2))).replace('-', '−');

export function barMarks(frame: PlotFrame, heat: Heat, map: ColourMapName): Mark[] {
  const left = frame.left + frame.width + 18;
  const height = frame.height / shades;
  const [low, high] = heat.range;
  const ends = heat.logarithmic ? [10 ** low, 10 ** high] : [low, high];
  const marks: Mark[] = Array.from({ length: shades }, (_, shade) => ({
    type: 'path',
    d: `M${px(left)} ${px(frame.top + frame.height - (shade + 1) * height)}h${barWidth}v${px(height)}h${-barWidth}Z`,
    fill: shadeColour(map, shade),
    opacity: strength,
    crisp: true,
  }));
  return [
    ...marks,
    {
      type: 'path',
      d: `M${px(left)} ${px(frame.top)}h${barWidth}v${px(frame.height)}h${-barWidth}Z`,
      stroke: 'line',
    },
    text({ x: left, y: frame.top - 6 }, endText(ends[1]!)),
    text({ x: left, y: frame.top + frame.height + 16 }, endText(ends[0]!)),
    {
      type: 'text',
      x: left + barWidth + 15,
      y: frame.top + frame.height / 2,
      text: heat.name,
      ink: 'muted',
      anchor: 'middle',
      vertical: true,
    },
  ];
}
