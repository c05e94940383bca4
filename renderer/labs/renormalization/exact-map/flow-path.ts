import type { Phase, RgPath } from '../../../../preload/contract/index.ts';

/** Largest coupling that a flow can be continued from; beyond, the block is frozen. */
export const farthest = 10;

/** A path as it is followed: so far without a step. */
export const startingPath = (start: readonly number[]): RgPath => ({
  couplings: [[...start]],
  bits: [],
  monotone: [null],
  degeneracy: [],
  phase: 'undecided',
});

/** A path and what was followed from its last point. */
export function joined(path: RgPath, next: RgPath): RgPath {
  const first = path.degeneracy.length === 0;
  return {
    couplings: [...path.couplings, ...next.couplings.slice(1)],
    bits: [...path.bits, ...next.bits],
    monotone: [...path.monotone, ...next.monotone.slice(1)],
    degeneracy: first ? next.degeneracy : [...path.degeneracy, ...next.degeneracy.slice(1)],
    phase: next.phase,
  };
}

export const stepsOf = ({ couplings }: RgPath) => couplings.length - 1;
const isBeyond = (couplings: readonly number[]) => couplings.some((J) => Math.abs(J) > farthest);
export const isFrozen = ({ couplings }: RgPath) => isBeyond(couplings.at(-1)!);

/** A path up to its first frozen point: what follows is that point again, not another step. */
export function untilFrozen(path: RgPath): RgPath {
  const end = path.couplings.findIndex(isBeyond);
  if (end < 0) return path;
  return {
    couplings: path.couplings.slice(0, end + 1),
    bits: path.bits.slice(0, end),
    monotone: path.monotone.slice(0, end + 1),
    degeneracy: path.degeneracy.slice(0, end + 1),
    phase: path.phase,
  };
}

export interface FlowRow {
  /** ℓ. */
  step: number;
  couplings: readonly number[];
  /** D_KL of the step that led here, in bits; null at the start. */
  bits: number | null;
  degeneracy: number | null;
}

export const flowRows = ({ couplings, bits, degeneracy }: RgPath): FlowRow[] =>
  couplings.map((values, step) => ({
    step,
    couplings: values,
    bits: step === 0 ? null : (bits[step - 1] ?? null),
    degeneracy: degeneracy[step] ?? null,
  }));

/** Largest D_KL of the steps of a path, in bits. */
export function largestBits({ bits }: RgPath): number | null {
  const known = bits.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

export const phaseTitles: Record<Phase, { title: string; state: 'ok' | 'warn' | 'none'; hint: string }> = {
  disordered: {
    title: 'disordered',
    state: 'none',
    hint: 'All couplings have gone to zero; Z goes to 1.',
  },
  ordered: { title: 'ordered', state: 'ok', hint: 'The couplings grow; Z goes to the number of values.' },
  undecided: {
    title: 'undecided',
    state: 'warn',
    hint: 'The flow has not come near a stable fixed point: follow more steps, or it started near a phase boundary.',
  },
};

/** What one step does on the bare axis. */
export interface BetaFunction {
  x: number[];
  /** J0′ − J0. */
  beta: number[];
  /** Length of what the step does to the other couplings, which start at zero. */
  off: number[];
  bits: (number | null)[];
}

export const emptyBeta = (): BetaFunction => ({ x: [], beta: [], off: [], bits: [] });

/** With the next bare couplings and the paths of one step from them. */
export function withPoints(known: BetaFunction, paths: readonly RgPath[]): BetaFunction {
  const next = { x: [...known.x], beta: [...known.beta], off: [...known.off], bits: [...known.bits] };
  for (const { couplings, bits } of paths) {
    const [from, to] = [couplings[0]!, couplings[1]!];
    next.x.push(from[0]!);
    next.beta.push(to[0]! - from[0]!);
    next.off.push(Math.hypot(...to.slice(1)));
    next.bits.push(bits[0] ?? null);
  }
  return next;
}

/** Where J0′ = J0 away from zero, between the points; null where the curve does not cross. */
export function crossingOf({ x, beta }: BetaFunction): number | null {
  for (let i = 1; i < x.length; i++) {
    const [low, high] = [beta[i - 1]!, beta[i]!];
    if (low < 0 && high >= 0) return x[i - 1]! + ((x[i]! - x[i - 1]!) * low) / (low - high);
  }
  return null;
}
