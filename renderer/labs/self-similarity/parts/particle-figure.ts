import type { ParticlePicture } from '../../../../preload/contract/index.ts';
import { px, type Figure, type Mark } from '../../../components/figure.ts';
import { typed } from '../../../components/numbers.ts';
import { ticks } from '../../../components/ticks.ts';
import { directionColours, directionCount, directionIndex } from './direction-colours.ts';

/** More arrows than this would be a thicket: dots stand for particles. */
export const arrowLimit = 1200;

const margin = { left: 48, right: 14, top: 14, bottom: 38 };
/** Pixels between two labels, about. */
const apart = 64;
/** Half an arrow, and how far its barbs reach back and aside, in pixels. */
const half = 5.5;
const barb = { back: 0.606, aside: 0.35 };

/** Path data of an arrow whose middle is at (x, y); `angle` is anticlockwise from the right. */
function arrow(x: number, y: number, angle: number): string {
  const [dx, dy] = [Math.cos(angle) * half, -Math.sin(angle) * half];
  const [tipX, tipY] = [x + dx, y + dy];
  const side = (sign: number) =>
    `M${px(tipX)} ${px(tipY)}L${px(tipX - barb.back * dx - sign * barb.aside * dy)} ${px(tipY - barb.back * dy + sign * barb.aside * dx)}`;
  return `M${px(x - dx)} ${px(y - dy)}L${px(tipX)} ${px(tipY)}${side(1)}${side(-1)}`;
}

/** Particles in their square for files: axes in interaction ranges, colour is the direction, as arrows where there are few. */
export function particleFigure(
  layout: { width: number; height: number },
  { side, particles, shown }: ParticlePicture,
): Figure {
  const length = Math.max(
    40,
    Math.min(layout.width - margin.left - margin.right, layout.height - margin.top - margin.bottom),
  );
  const left = margin.left + (layout.width - margin.left - margin.right - length) / 2;
  const bottom = margin.top + length;
  const scale = length / side;
  const radius = shown > 20_000 ? 0.5 : 1;
  const paths = Array.from({ length: directionCount }, (): string[] => []);
  for (let i = 0; i < shown; i++) {
    const [x, y, angle] = [
      left + scale * particles[3 * i]!,
      bottom - scale * particles[3 * i + 1]!,
      particles[3 * i + 2]!,
    ];
    paths[directionIndex(angle)]!.push(
      shown <= arrowLimit
        ? arrow(x, y, angle)
        : `M${px(x - radius)} ${px(y - radius)}h${2 * radius}v${2 * radius}h${-2 * radius}Z`,
    );
  }
  const colours = directionColours('light').map(hex);
  const labels = ticks({ low: 0, high: side }, length / apart);
  return {
    ...layout,
    marks: [
      ...paths.flatMap((list, index): Mark[] => {
        const colour = colours[index]!;
        if (list.length === 0) return [];
        const look = shown <= arrowLimit ? { stroke: colour, width: 1.1 } : { fill: colour };
        return [{ type: 'path', d: list.join(''), ...look }];
      }),
      {
        type: 'path',
        d: `M${px(left)} ${margin.top}h${px(length)}v${px(length)}h${px(-length)}Z`,
        stroke: 'muted',
      },
      ...labels.flatMap((value): Mark[] => {
        const at = scale * value;
        return [
          {
            type: 'path',
            d: `M${px(left + at)} ${px(bottom)}v4M${px(left)} ${px(bottom - at)}h-4`,
            stroke: 'muted',
          },
          { type: 'text', x: left + at, y: bottom + 15, text: typed(value), ink: 'muted', anchor: 'middle' },
          { type: 'text', x: left - 7, y: bottom - at + 4, text: typed(value), ink: 'muted', anchor: 'end' },
        ];
      }),
      { type: 'text', x: left + length / 2, y: bottom + 30, text: 'x / r', ink: 'muted', anchor: 'middle' },
      {
        type: 'text',
        x: left - 36,
        y: bottom - length / 2,
        text: 'y / r',
        ink: 'muted',
        anchor: 'middle',
        vertical: true,
      },
    ],
  };
}

/** "rgb(1 2 3)" as #rrggbb. */
function hex(colour: string): `#${string}` {
  const channels = colour.match(/\d+/g) ?? [];
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, '0')).join('')}`;
}
