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

/** What the marks mean, in a line above the plot: only what there is. */
export function legendMarks(
  frame: PlotFrame,
  shown: { characters: readonly FixedPointCharacter[]; phases: readonly Phase[] },
): Mark[] {
  const y = frame.top - 13;
  let x = frame.left + 4;
  const marks: Mark[] = [];
  for (const character of characters) {
    if (!shown.characters.includes(character)) continue;
    const words = character === 'saddle' ? 'saddle' : `${character} fixed point`;
    marks.push(fixedPointMark({ x: x + 6, y: y - 4 }, character), text({ x: x + 16, y }, words));
    x += 30 + widthOf(words);
  }
  for (const phase of phases) {
    if (!shown.phases.includes(phase)) continue;
    const { ink, dash } = phaseLooks[phase];
    marks.push(
      { type: 'path', d: `M${x} ${y - 4}h20`, stroke: ink, width: 2, ...(dash ? { dash } : {}) },
      text({ x: x + 25, y }, phaseWords[phase]),
    );
    x += 40 + widthOf(phaseWords[phase]);
  }
  return marks;
}
