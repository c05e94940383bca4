import { describe, expect, it } from 'vitest';
import type { RgPath } from '../../../../../preload/contract/index.ts';
import {
  crossingOf,
  emptyBeta,
  flowRows,
  isFrozen,
  joined,
  largestBits,
  startingPath,
  stepsOf,
  untilFrozen,
  withPoints,
} from '../../../../../renderer/labs/renormalization/exact-map/flow-path.ts';

const path = (couplings: number[][], bits: (number | null)[]): RgPath => ({
  couplings,
  bits,
  monotone: couplings.map(() => null),
  degeneracy: couplings.map(([J0]) => 1 + J0!),
  phase: 'undecided',
});

describe('a flow that is followed call by call', () => {
  const first = path([[0.7], [0.65]], [0.07]);
  const second = { ...path([[0.65], [0.6], [0.5]], [0.06, 0.05]), phase: 'disordered' as const };
  const whole = joined(joined(startingPath([0.7]), first), second);

  it('is that of one call: every point once, the phase of its end', () => {
    expect(whole).toEqual({
      ...path([[0.7], [0.65], [0.6], [0.5]], [0.07, 0.06, 0.05]),
      phase: 'disordered',
    });
    expect(stepsOf(whole)).toBe(3);
  });

  it('has the divergence of a step beside what it led to', () => {
    expect(flowRows(whole).map(({ step, bits, couplings }) => [step, bits, couplings[0]])).toEqual([
      [0, null, 0.7],
      [1, 0.07, 0.65],
      [2, 0.06, 0.6],
      [3, 0.05, 0.5],
    ]);
    expect(flowRows(startingPath([0.7]))).toEqual([
      { step: 0, couplings: [0.7], bits: null, degeneracy: null },
    ]);
  });

  it('knows its largest divergence, and none where none is known', () => {
    expect(largestBits(whole)).toBe(0.07);
    expect(largestBits(path([[1], [1]], [null]))).toBeNull();
  });

  it('ends at the first point beyond what can be continued', () => {
    expect(isFrozen(whole)).toBe(false);
    expect(untilFrozen(whole)).toBe(whole);
    const frozen = path([[3], [8], [-10.5], [-10.5], [-10.5]], [1, 2, 3, 3]);
    expect(isFrozen(frozen)).toBe(true);
    expect(untilFrozen(frozen)).toEqual(path([[3], [8], [-10.5]], [1, 2]));
  });
});

const step = (from: number, to: number[], bits: number) => path([[from, 0, 0], to], [bits]);

describe('the beta function', () => {
  it('is what one step does along and off the bare axis, with its divergence', () => {
    const known = withPoints(emptyBeta(), [step(0.3, [0.25, 0.3, -0.4], 0.01)]);
    const more = withPoints(known, [step(0.5, [0.6, 0, 0], 0.02)]);
    expect(more.x).toEqual([0.3, 0.5]);
    expect(more.beta[0]).toBeCloseTo(-0.05, 12);
    expect(more.off).toEqual([0.5, 0]);
    expect(more.bits).toEqual([0.01, 0.02]);
    expect(known.x).toEqual([0.3]);
  });

  it('crosses zero between the points where it changes its sign', () => {
    const beta = { ...emptyBeta(), x: [0.7, 0.8, 0.9], beta: [-0.02, -0.01, 0.03] };
    expect(crossingOf(beta)).toBeCloseTo(0.825, 12);
    expect(crossingOf({ ...beta, beta: [0.01, 0.02, 0.03] })).toBeNull();
  });
});
