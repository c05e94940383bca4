import { typed } from '../../../components/numbers.ts';
import { px, type Mark } from '../../../components/figure.ts';
import { ticks } from '../../../components/ticks.ts';
import { toPixels, type PlotFrame } from './scale.ts';
import { text } from './shapes.ts';

/** Pixels between two labels, about. */
const apart = { x: 80, y: 48 };

const label = (value: number) => typed(value).replace('-', '−');

/** Frame, ticks and names of both axes. */
export function axisMarks(frame: PlotFrame, names: { x: string; y: string }): Mark[] {
  const { left, top, width, height, x, y } = frame;
  const bottom = top + height;
  const columns = ticks(x, width / apart.x).map((value) => ({
    value,
    at: toPixels(frame, { x: value, y: y.low }).x,
  }));
  const rows = ticks(y, height / apart.y).map((value) => ({
    value,
    at: toPixels(frame, { x: x.low, y: value }).y,
  }));
  return [
    { type: 'path', d: `M${px(left)} ${px(top)}h${px(width)}v${px(height)}h${px(-width)}Z`, stroke: 'line' },
    {
      type: 'path',
      d: [
        ...columns.map(({ at }) => `M${px(at)} ${px(bottom)}v4`),
        ...rows.map(({ at }) => `M${px(left)} ${px(at)}h-4`),
      ].join(''),
      stroke: 'muted',
    },
    ...columns.map(({ value, at }) => text({ x: at, y: bottom + 16 }, label(value), 'muted', 'middle')),
    ...rows.map(({ value, at }) => text({ x: left - 7, y: at + 4 }, label(value), 'muted', 'end')),
    text({ x: left + width / 2, y: bottom + 32 }, names.x, 'muted', 'middle'),
    {
      type: 'text',
      x: left - 40,
      y: top + height / 2,
      text: names.y,
      ink: 'muted',
      anchor: 'middle',
      vertical: true,
    },
  ];
}
