import type { FixedPointCharacter, Phase } from '../../../../preload/contract/index.ts';
import type { Mark } from '../../../components/figure.ts';
import type { PlotFrame } from './scale.ts';
import { fixedPointMark, phaseLooks, text, widthOf } from './shapes.ts';

const characters: readonly FixedPointCharacter[] = ['stable', 'saddle', 'unstable'];
const phases: readonly Phase[] = ['disordered', 'ordered', 'undecided'];
const phaseWords: Record<Phase, string> = {
  disordered: 'to disorder',
  ordered: 'to order',
  undecided: 'undecided',
};

/** Of a legend entry: room to the next one, and what it draws from a place on. */
interface Entry {
  room: number;
  draw: (x: number, y: number) => Mark[];
}

/** What the marks mean, above the plot in as many lines as its width asks for: only what there is. */
export function legendMarks(
  frame: PlotFrame,
  shown: { characters: readonly FixedPointCharacter[]; phases: readonly Phase[] },
): Mark[] {
  const points = characters
    .filter((character) => shown.characters.includes(character))
    .map((character): Entry => {
      const words = character === 'saddle' ? 'saddle' : `${character} fixed point`;
      return {
        room: 30 + widthOf(words),
        draw: (x, y) => [fixedPointMark({ x: x + 6, y: y - 4 }, character), text({ x: x + 16, y }, words)],
      };
    });
  const paths = phases
    .filter((phase) => shown.phases.includes(phase))
    .map((phase): Entry => {
      const { ink, dash } = phaseLooks[phase];
      return {
        room: 40 + widthOf(phaseWords[phase]),
        draw: (x, y) => [
          { type: 'path', d: `M${x} ${y - 4}h20`, stroke: ink, width: 2, ...(dash ? { dash } : {}) },
          text({ x: x + 25, y }, phaseWords[phase]),
        ],
      };
    });
  const lines = inLines([...points, ...paths], frame.width);
  // Three lines are rare: they stand closer, in the room of two.
  const apart = lines.length > 2 ? 12 : 16;
  return lines.flatMap((line, index) => {
    const y = frame.top - 13 - apart * (lines.length - 1 - index);
    let x = frame.left + 4;
    return line.flatMap(({ room, draw }) => {
      const at = x;
      x += room;
      return draw(at, y);
    });
  });
}

function inLines(entries: readonly Entry[], width: number): Entry[][] {
  const lines: Entry[][] = [[]];
  let used = 0;
  for (const entry of entries) {
    if (used > 0 && used + entry.room > width) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)!.push(entry);
    used += entry.room;
  }
  return lines;
}
