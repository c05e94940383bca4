import {
  dimensionOf,
  internalGroups,
  largestDimension,
  representationName,
  type Multiplicities,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { processorTime } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { stepSeconds } from '../exact/step-seconds.ts';
import { describeSymmetry } from '../symmetry/describe.ts';

/** Longest that an answer may take before a picker feels slow. */
const longestMilliseconds = 50;

/**
 * Descriptions of every choice that documents may hold, also of those that are not allowed: the first, which is made before anything is
 * compiled, and the slowest.
 */
export function symmetryRows({ progress }: ProofContext): Promise<BenchmarkRow[]> {
  const choices = allChoices();
  const started = processorTime();
  describeSymmetry(choices[0], stepSeconds);
  const first = processorTime() - started;
  let slowest = { milliseconds: 0, choice: choices[0] };
  let total = 0;
  for (const [i, choice] of choices.entries()) {
    if (i % 100 === 0) progress(i / choices.length, 'describing every choice of symmetries');
    // A pause of the collector or of the machine belongs to no choice: what counts is the quicker of two.
    const milliseconds = Math.min(timeOf(choice), timeOf(choice));
    total += milliseconds;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, choice };
  }
  const mean = (total / choices.length).toPrecision(2);
  return Promise.resolve([
    row(
      'first',
      first,
      `processor time of ${nameOf(choices[0])} before any other, with the calibration of its estimate`,
    ),
    row(
      'slowest',
      slowest.milliseconds,
      `${nameOf(slowest.choice)}, slowest of ${choices.length} choices; ${mean} ms on average`,
    ),
  ]);
}

function row(id: string, measured: number, detail: string): BenchmarkRow {
  return {
    id: `mlrg.symmetry.${id}`,
    measured,
    unit: 'ms',
    reference: longestMilliseconds,
    pass: measured <= longestMilliseconds,
    detail,
  };
}

const nameOf = ({ internal, spin, frame }: SymmetrySettings) => `${internal} with ${spin}, ${frame} frame`;

/** Milliseconds on the clock: the processor's own is too coarse for most answers. */
function timeOf(choice: SymmetrySettings): number {
  const started = performance.now();
  describeSymmetry(choice, stepSeconds);
  return performance.now() - started;
}

/** Every group with every direct sum of at most five components in both frames. */
function allChoices(): SymmetrySettings[] {
  const spins = directSums().map((counts) => representationName(counts));
  return internalGroups.flatMap((internal) =>
    spins.flatMap((spin) => (['paper', 'geometric'] as const).map((frame) => ({ internal, spin, frame }))),
  );
}

function directSums(): Multiplicities[] {
  const upTo = Array.from({ length: largestDimension + 1 }, (_, count) => count);
  const all = upTo.flatMap((A1) =>
    upTo.flatMap((A2) =>
      upTo.flatMap((B1) => upTo.flatMap((B2) => upTo.map((E) => ({ A1, A2, B1, B2, E })))),
    ),
  );
  return all.filter((counts) => dimensionOf(counts) >= 1 && dimensionOf(counts) <= largestDimension);
}
