import { describe, expect, it } from 'vitest';
import type { FixedPoint, RgPath, RgPlane } from '../../../../../preload/contract/index.ts';
import { arrowMarks } from '../../../../../renderer/labs/renormalization/flow/arrows.ts';
import { svgOf, type Mark } from '../../../../../renderer/components/figure.ts';
import { heatAt, heatOf } from '../../../../../renderer/labs/renormalization/flow/heat.ts';
import { legendMarks } from '../../../../../renderer/labs/renormalization/flow/legend.ts';
import { widthOf } from '../../../../../renderer/labs/renormalization/flow/shapes.ts';
import { pathMarks } from '../../../../../renderer/labs/renormalization/flow/path-marks.ts';
import {
  fixedPointMarks,
  planeColumns,
  planeMarks,
  project,
  shownFixedPoints,
} from '../../../../../renderer/labs/renormalization/flow/plane-figure.ts';
import { spaced, type PlotFrame } from '../../../../../renderer/labs/renormalization/flow/scale.ts';

const frame: PlotFrame = {
  left: 60,
  top: 30,
  width: 400,
  height: 300,
  x: { low: 0, high: 1 },
  y: { low: 0, high: 1 },
};
const nodes = spaced({ low: 0, high: 1 }, 5);
const grid = (f: (x: number, y: number) => number) => nodes.map((y) => nodes.map((x) => f(x, y)));
const plane: RgPlane = {
  origin: [0, 0, 0.5],
  axes: [
    [1, 0, 0],
    [0, 0.6, 0.8],
  ],
  names: ['J0', 'other couplings, as generated'],
  x: nodes,
  y: nodes,
  flow: { x: grid((x) => x), y: grid((_, y) => -y) },
  outOfPlane: grid(() => 0),
  monotone: grid((x, y) => x - 2 * y),
  bits: null,
};
const paths = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.type === 'path' ? [mark] : []));
const words = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.type === 'text' ? [mark.text] : []));

describe('the plane', () => {
  it('has coordinates for couplings, and says how far from it they are', () => {
    const at = project(plane, [0.3, 0.6 - 0.8, 0.5 + 0.8 + 0.6]);
    expect(at.x).toBeCloseTo(0.3, 12);
    expect(at.y).toBeCloseTo(1, 12);
    expect(at.off).toBeCloseTo(1, 12);
  });

  it('is coloured by C of a learned map and by the divergence of the exact one, in decades', () => {
    expect(heatOf(plane)).toMatchObject({ name: 'C(J)', range: [-2, 1], logarithmic: false });
    const exact = { ...plane, monotone: null, bits: grid((x) => (x === 0 ? 0 : 10 ** -x)) };
    const heat = heatOf(exact)!;
    expect(heat.logarithmic).toBe(true);
    expect(heat.range).toEqual([-6, -0.25]);
    expect(heatAt(heat, exact, { x: 0.625, y: 0.3 })).toBeCloseTo(10 ** -0.625, 12);
    expect(heatOf({ ...plane, monotone: null })).toBeNull();
  });

  it('is drawn with names, ticks, contours and a colour bar, and before it is there with axes alone', () => {
    const marks = planeMarks(frame, plane, plane.flow, 'viridis');
    expect(words(marks)).toEqual(
      expect.arrayContaining(['J₀', 'other couplings, as generated', 'C(J)', '−2', '1']),
    );
    const blank = grid(() => NaN);
    const empty = { ...plane, flow: { x: blank, y: blank }, monotone: blank };
    expect(words(planeMarks(frame, empty, empty.flow, 'viridis'))).not.toContain('C(J)');
  });

  it('turns arrows the way of the flow, with y upwards', () => {
    const right = paths(arrowMarks(frame, plane, { x: grid(() => 0.1), y: grid(() => 0) }))[0]!.d;
    const [, x0, y0, x1, y1] = /^M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/.exec(right)!.map(Number) as number[];
    expect(x1!).toBeGreaterThan(x0!);
    expect(y1).toBe(y0);
    const up = paths(arrowMarks(frame, plane, { x: grid(() => 0), y: grid(() => 0.1) }))[0]!.d;
    const ends = /^M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)/.exec(up)!.map(Number) as number[];
    expect(ends[4]!).toBeLessThan(ends[2]!);
    expect(arrowMarks(frame, plane, { x: grid(() => 0), y: grid(() => 0) })).toEqual([]);
  });

  it('leaves as columns with one row a node', () => {
    const columns = planeColumns(plane);
    expect(columns['J0']).toHaveLength(25);
    expect(columns['step of J0']!.slice(0, 5)).toEqual(nodes);
    expect(columns['C']![24]).toBe(-1);
    expect(columns['D_KL / bit']).toBeUndefined();
  });
});

const point = (character: FixedPoint['character'], couplings: number[]): FixedPoint => ({
  name: character,
  couplings,
  errors: null,
  character,
  phase: 'undecided',
  residual: 0,
  eigenvalues: [],
  relevant: null,
  degeneracy: { value: 1, error: null },
  bits: null,
  curl: 0,
  rows: [],
});

describe('fixed points', () => {
  it('differ by shape, are faint off the plane, and are left out where they lie outside', () => {
    const shown = shownFixedPoints(
      [
        point('stable', [0, 0, 0.5]),
        point('saddle', [0.5, 0.3, 0.9]),
        point('unstable', [0.5, 0, 1.2]),
        point('stable', [3, 0, 0.5]),
      ],
      plane,
      frame,
    );
    expect(shown.map((one) => one.inside)).toEqual([true, true, true, false]);
    const marks = paths(fixedPointMarks(frame, shown));
    expect(marks).toHaveLength(3);
    expect(new Set(marks.map(({ d }) => d.replaceAll(/[\d. -]+/g, ' '))).size).toBe(3);
    expect(marks.map(({ opacity }) => opacity)).toEqual([1, 1, 0.55]);
  });

  it('are explained where there are some, like the paths', () => {
    expect(words(legendMarks(frame, { characters: ['saddle'], phases: ['ordered'] }))).toEqual([
      'saddle',
      'to order',
    ]);
  });

  it('are explained inside a figure of one column, too', () => {
    // 86 mm with letters of 8 points.
    const column = { ...frame, left: 62, top: 46, width: 259 };
    const marks = legendMarks(column, {
      characters: ['unstable'],
      phases: ['disordered', 'ordered'],
    }).filter((mark) => mark.type === 'text');
    expect(marks.map((mark) => mark.text)).toEqual(['unstable fixed point', 'to disorder', 'to order']);
    for (const { x, y, text } of marks) {
      expect(x + widthOf(text)).toBeLessThanOrEqual(62 + 259 + 14);
      expect(y).toBeGreaterThan(11);
      expect(y).toBeLessThan(46);
    }
    expect(new Set(marks.map(({ y }) => y)).size).toBe(2);
  });
});

const path = (phase: RgPath['phase'], xs: number[]): RgPath => ({
  couplings: xs.map((x) => [x, 0, 0.5]),
  bits: xs.slice(1).map(() => 0.1),
  monotone: xs.map(() => null),
  degeneracy: xs.map(() => 1),
  phase,
});

describe('paths', () => {
  it('end at the edge where they leave the picture', () => {
    const line = paths(pathMarks(frame, plane, path('ordered', [0.5, 0.75, 1.5, 4])))[1]!;
    expect(line.d).toBe('M260 330L360 330L460 330');
  });

  it('have a look for every phase, without colour too', () => {
    const looks = (['disordered', 'ordered', 'undecided'] as const).map((phase) => {
      const line = paths(pathMarks(frame, plane, path(phase, [0.5, 0.6])))[1]!;
      return { stroke: line.stroke, dash: String(line.dash) };
    });
    expect(new Set(looks.map(({ stroke }) => stroke)).size).toBe(3);
    expect(new Set(looks.map(({ dash }) => dash)).size).toBe(3);
  });
});

it('becomes an SVG file with the colours of print', () => {
  const text = svgOf({
    width: 500,
    height: 400,
    marks: [
      ...planeMarks(frame, plane, plane.flow, 'grey'),
      { type: 'text', x: 1, y: 2, text: 'a < b & c', ink: 'text' },
    ],
  });
  expect(text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="500" height="400"/);
  expect(text).toContain('a &lt; b &amp; c');
  expect(text).not.toContain('var(');
  expect(text.trimEnd().endsWith('</svg>')).toBe(true);
});
