import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../../../renderer/components/figure.ts';
import {
  betaAt,
  betaInterval,
  lineMarks,
  linePathMarks,
  type FlowLine,
} from '../../../../../renderer/labs/renormalization/flow/line-figure.ts';
import { spaced, type PlotFrame } from '../../../../../renderer/labs/renormalization/flow/scale.ts';

const x = spaced({ low: 0, high: 1.4 }, 15);
const line: FlowLine = { name: 'J0', x, beta: x.map((J) => J * (J - 0.8)) };
const frame: PlotFrame = {
  left: 0,
  top: 0,
  width: 700,
  height: 300,
  x: { low: 0, high: 1.4 },
  y: betaInterval(line),
};
const words = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.type === 'text' ? [mark.text] : []));

describe('the flow of a single coupling', () => {
  it('shows the minimum of beta and its zero, not how fast it runs away', () => {
    const { low, high } = betaInterval(line);
    expect(low).toBeLessThan(-0.16);
    expect(high).toBeGreaterThan(0.2);
    expect(high).toBeLessThan(0.7);
  });

  it('is read between nodes', () => {
    expect(betaAt(line, 0.75)).toBeCloseTo((0.7 * -0.1 + 0) / 2, 12);
  });

  it('names J0* with its error and the exact value', () => {
    const unstable = { x: 0.814, error: 0.006, slope: 1.36, character: 'unstable' } as const;
    expect(words(lineMarks(frame, line, [unstable], 0.7642855))).toEqual(
      expect.arrayContaining(['J₀′ − J₀', 'exact 0.7643', 'J₀* 0.814(6)']),
    );
    const exact = { ...unstable, x: 0.813_92, error: null };
    expect(words(lineMarks(frame, line, [exact], null))).toContain('J₀* 0.81392');
  });

  it('leaves out what lies beyond its ends', () => {
    const beyond = { x: 3, error: null, slope: 1.36, character: 'unstable' } as const;
    expect(words(lineMarks(frame, line, [beyond], 5)).some((text) => /exact|J₀\*/.test(text))).toBe(false);
  });

  it('draws an arc for every step, the last one as far as the edge', () => {
    const [arcs] = linePathMarks(frame, {
      couplings: [[0.9], [1], [1.3], [2.5], [5]],
      bits: [0, 0, 0, 0],
      monotone: [null, null, null, null, null],
      degeneracy: [1, 1, 1, 1, 1],
      phase: 'ordered',
    });
    expect(arcs).toMatchObject({ type: 'path' });
    const d = arcs?.type === 'path' ? arcs.d : '';
    expect(d.match(/Q/g)).toHaveLength(3);
    expect(d.endsWith(`700 ${d.split(' ').at(-1)}`)).toBe(true);
  });
});
