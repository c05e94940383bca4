import type { FixedPointCharacter, Phase } from '../../../../preload/contract/index.ts';
import { letterSize, px, type Ink, type Mark } from '../../../components/figure.ts';
import type { Point } from './scale.ts';

/** Path data of a disc. */
export const disc = ({ x, y }: Point, radius: number) =>
  `M${px(x - radius)} ${px(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`;
export const square = ({ x, y }: Point, half: number) =>
  `M${px(x - half)} ${px(y - half)}h${2 * half}v${2 * half}h${-2 * half}Z`;
export const diamond = ({ x, y }: Point, half: number) =>
  `M${px(x - half)} ${px(y)}L${px(x)} ${px(y - half)}L${px(x + half)} ${px(y)}L${px(x)} ${px(y + half)}Z`;

/** What an arrow head is long, in pixels, and half as wide. */
const headLength = 4.5;
const headWidth = 2.6;

/** Path data of an arrow from one pixel to another; a short one is all head. */
export function arrow(from: Point, to: Point): string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 0.5) return '';
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const head = Math.min(headLength, length);
  const base = { x: to.x - head * ux, y: to.y - head * uy };
  const side = (headWidth * head) / headLength;
  return [
    `M${px(from.x)} ${px(from.y)}L${px(to.x)} ${px(to.y)}`,
    `M${px(base.x - side * uy)} ${px(base.y + side * ux)}L${px(to.x)} ${px(to.y)}L${px(base.x + side * uy)} ${px(base.y - side * ux)}`,
  ].join('');
}

/** Fixed points: stable ones are discs in the colour of text, unstable ones are red; a saddle is a diamond, a source a square. */
export function fixedPointMark(at: Point, character: FixedPointCharacter, faint = false): Mark {
  const opacity = faint ? 0.55 : 1;
  const outline = { type: 'path', stroke: 'panel', width: 1.5, opacity } as const;
  switch (character) {
    case 'stable':
      return { ...outline, d: disc(at, 5), fill: 'text' };
    case 'saddle':
      return { ...outline, d: diamond(at, 6.5), fill: 'bad' };
    case 'unstable':
      return { ...outline, d: square(at, 5), fill: 'panel', stroke: 'bad', width: 2.5 };
  }
}

/** How the path to each phase is drawn; apart without colour too. */
export const phaseLooks: Record<Phase, { ink: Ink; dash: readonly number[] | undefined }> = {
  disordered: { ink: 'plot1', dash: undefined },
  ordered: { ink: 'plot2', dash: [6, 3] },
  undecided: { ink: 'plot3', dash: [2, 3] },
};

export const text = (
  { x, y }: Point,
  words: string,
  ink: Ink = 'muted',
  anchor: 'start' | 'middle' | 'end' = 'start',
): Mark => ({ type: 'text', x, y, text: words, ink, anchor });

/** About how wide words are, in pixels. */
export const widthOf = (words: string) => 0.56 * letterSize * words.length;
