import { describe, expect, it } from 'vitest';
import type { FixedPoint } from '../../../../../preload/contract/index.ts';
import {
  comparisonRows,
  criticalPoint,
  curlSentence,
  exactOf,
  mainCritical,
  type Track,
} from '../../../../../renderer/labs/renormalization/critical-point/comparison.ts';
import { exactAnalysis, isingReference, learnedAnalysis } from './analyses.ts';

const all = {
  internal: 'Z2',
  learned: learnedAnalysis,
  exactMap: exactAnalysis,
  reference: isingReference,
} as const;

describe('the comparison of all tracks', () => {
  it('has J0*, exponents, dimensions, central charge and degeneracy side by side', () => {
    const rows = comparisonRows(all);
    expect(rows.map(({ name }) => name)).toEqual(['J0*', 'y_t', 'Δ1', 'Δ2', 'c', 'Z']);
    const values = (name: string) => {
      const { cells } = rows.find((row) => row.name === name)!;
      return Object.fromEntries(
        Object.entries(cells).map(([track, cell]) => [track, cell?.estimate.value ?? null]),
      );
    };
    expect(values('J0*')).toEqual({
      learned: 0.804,
      'exact map': 0.813_92,
      'small tori': 0.764_55,
      TRG: 0.7609,
    });
    expect(values('Δ1')).toEqual({ learned: 0.0917, 'exact map': 0.0917, 'small tori': 0.1246, TRG: 0.1261 });
    expect(values('c')['small tori']).toBe(0.498);
    expect(rows.map(({ exact }) => exact)).toEqual([0.764_285_5, 1, 0.125, 1, 0.5, null]);
  });

  it('says with every number of a map its divergence, and with every other its size', () => {
    const notes = (...of: Track[]) =>
      comparisonRows(all).flatMap(({ cells }) =>
        of.flatMap((track) => (cells[track] ? [cells[track].notes] : [])),
      );
    expect(notes('learned', 'exact map')).toHaveLength(12);
    for (const note of notes('learned', 'exact map')) expect(note.at(-1)).toMatch(/D_KL/);
    expect(notes('small tori').flat()).toEqual(['L = 4, 8', 'L = 4, 8', 'L = 8', 'L = 8', 'L = 8', 'L = 8']);
    for (const note of notes('TRG')) expect(note[0]).toBe('χ = 8');
    const [critical] = comparisonRows(all);
    expect(critical!.cells.learned!.notes).toEqual(['D_KL ≤ 0.081 bit']);
  });

  it('keeps the spread of the networks, and gives no error to what has none', () => {
    const [critical] = comparisonRows(all);
    expect(critical!.cells.learned!.estimate.error).toBe(0.006);
    expect(critical!.cells['exact map']!.estimate.error).toBeNull();
    expect(critical!.cells.TRG!.estimate.error).toBeNull();
  });

  it('doubts what stands on steps that lose much', () => {
    const lossy = { ...exactAnalysis, critical: [{ ...exactAnalysis.critical[1]!, bits: 0.26 }] };
    const [critical] = comparisonRows({ ...all, exactMap: lossy });
    expect(critical!.cells['exact map']!.doubtful).toBe(true);
    expect(critical!.cells.learned!.doubtful).toBe(false);
  });

  it('leaves out what nobody knows', () => {
    const rows = comparisonRows({ ...all, learned: null, exactMap: null });
    expect(rows.find(({ name }) => name === 'y_t')?.cells.learned).toBeNull();
    expect(comparisonRows({ ...all, learned: null, exactMap: null, reference: null })).toEqual([]);
  });
});

it('takes the maximum of C of a learned map and the bisection of the exact one', () => {
  expect(mainCritical(learnedAnalysis)?.method).toBe('monotone');
  expect(mainCritical(exactAnalysis)?.method).toBe('bisection');
  expect(mainCritical({ ...exactAnalysis, critical: [] })).toBeNull();
});

it('finds the fixed point nearest to J0* on the bare axis that has a relevant direction', () => {
  expect(criticalPoint(exactAnalysis)?.name).toBe('critical');
  const [trivial, near] = exactAnalysis.fixedPoints as [FixedPoint, FixedPoint];
  const far = { ...near, name: 'far', character: 'saddle' as const, couplings: [0.44, 0.36] };
  const several = { ...exactAnalysis, fixedPoints: [trivial, far, { ...near, couplings: [0.82, 0.1] }] };
  expect(criticalPoint(several)?.name).toBe('critical');
  expect(criticalPoint({ ...several, critical: [] })?.name).toBe('far');
  expect(criticalPoint({ ...exactAnalysis, fixedPoints: [trivial] })).toBeNull();
});

it('knows the Ising model without a reference, other groups by theirs', () => {
  expect(exactOf('Z2', null)).toMatchObject({ yt: 1, centralCharge: 0.5, dimensions: [0.125, 1] });
  expect(exactOf('S3', null)).toMatchObject({ yt: null, dimensions: [] });
  expect(exactOf('Z2', isingReference).dimensions).toEqual([0.125, 1]);
});

/** An analysis of more than one coupling. */
const vector = (curl: number) => ({
  ...exactAnalysis,
  couplings: ['J0', 'J1'],
  fixedPoints: [{ ...exactAnalysis.fixedPoints[1]!, curl }],
});

describe('how far the gradient-flow assumption holds', () => {
  it('is said in a sentence', () => {
    expect(curlSentence(exactAnalysis)).toMatch(/single coupling/);
    expect(curlSentence(vector(0.58))).toMatch(/0\.58 of its norm: no C\(J\)/);
    expect(curlSentence(vector(0.02))).toMatch(/nearly a gradient flow/);
    expect(curlSentence({ ...vector(0.01), map: learnedAnalysis.map })).toMatch(/by its making/);
    expect(curlSentence({ ...exactAnalysis, fixedPoints: [] })).toBeNull();
  });
});
