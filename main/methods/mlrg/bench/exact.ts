import { criticalLiebCoupling } from '../../../../preload/contract/index.ts';
import { interleavedMedians, processorTime } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { criticalBareCoupling } from '../exact/critical.ts';
import { Divergence } from '../exact/divergence.ts';
import { enumerate } from '../exact/enumeration.ts';
import { exactMap } from '../exact/map.ts';
import { renormalizeExactly } from '../exact/step.ts';
import { couplingSpace } from '../symmetry/space.ts';

const rounds = { quick: 3, normal: 9, full: 25 };

/** Longest that one exact RG step may take on one core, in milliseconds; null: only shown. */
const steps: { spin: string; most: number | null; repeat: number; levels: ProofContext['level'][] }[] = [
  { spin: 'A1', most: 1, repeat: 300, levels: ['quick', 'normal', 'full'] },
  { spin: 'A1+E', most: 15, repeat: 20, levels: ['quick', 'normal', 'full'] },
  { spin: '2A1+E', most: 400, repeat: 1, levels: ['quick', 'normal', 'full'] },
  { spin: '3A1+E', most: null, repeat: 1, levels: ['normal', 'full'] },
];

/** Longest that J0* of A1 may take, in seconds. */
const longestBisection = 0.5;

/** Exact RG steps, what the reduction to orbits saves, and J0* of A1 by bisection. */
export function exactRows(context: ProofContext): Promise<BenchmarkRow[]> {
  return Promise.resolve([...stepRows(context), ...orbitRows(context), bisectionRow(context)]);
}

const spaceOf = (spin: string) => couplingSpace({ internal: 'Z2', spin, frame: 'paper' });

function stepRows({ level, progress }: ProofContext): BenchmarkRow[] {
  return steps
    .filter(({ levels }) => levels.includes(level))
    .map(({ spin, most, repeat }) => {
      const divergence = new Divergence(enumerate(spaceOf(spin)));
      const { couplings } = divergence;
      const bare = new Float64Array(couplings);
      bare[0] = 0.9 * criticalLiebCoupling;
      // After a step on, no coupling vanishes and nothing of the next is simpler than it has to be.
      const teacher = renormalizeExactly(divergence, bare).couplings;
      let iterations = 0;
      const { step: milliseconds } = interleavedMedians(
        { step: { run: () => ({ iterations } = renormalizeExactly(divergence, teacher)), repeat } },
        most === null ? 1 : rounds[level],
        (fraction) => progress(fraction / 2, `timing an exact RG step of ${spin}`),
      );
      return {
        id: `mlrg.exact.step.${spin}`,
        measured: milliseconds,
        unit: 'ms',
        reference: most ?? 'shown',
        pass: most === null ? null : milliseconds <= most,
        detail: `one core, ${couplings} couplings, ${divergence.enumeration.orbits} orbits, ${iterations} Newton steps from all starts, eight of them random`,
      };
    });
}

function orbitRows({ level, progress }: ProofContext): BenchmarkRow[] {
  // Enough in one turn for the clock of the processor, which ticks in milliseconds.
  const turns = [
    { spin: 'A1+E', repeat: 1000 },
    { spin: '2A1+E', repeat: 60 },
  ];
  return turns.map(({ spin, repeat }) => {
    const space = spaceOf(spin);
    const size = space.couplings.length;
    const student = Float64Array.from(space.couplings, (_, m) => 0.5 / (m + 1));
    const [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)];
    const [orbits, all] = (['orbits', 'none'] as const).map(
      (reduction) => new Divergence(enumerate(space, { reduction })),
    );
    const times = interleavedMedians(
      {
        orbits: { run: () => orbits.evaluate(student, gradient, hessian), repeat },
        all: { run: () => all.evaluate(student, gradient, hessian), repeat: repeat / 5 },
      },
      rounds[level],
      (fraction) => progress(0.5 + fraction / 4, `timing the reduction to orbits of ${spin}`),
    );
    return {
      id: `mlrg.exact.orbits.${spin}`,
      measured: times.all / times.orbits,
      unit: 'full enumeration / orbits',
      reference: 'shown',
      pass: null,
      detail: `divergence with gradient and Hessian: ${times.orbits.toPrecision(3)} ms over ${orbits.enumeration.orbits} orbits, ${times.all.toPrecision(3)} ms over ${all.enumeration.orbits} configurations`,
    };
  });
}

function bisectionRow({ progress }: ProofContext): BenchmarkRow {
  progress(0.9, 'timing J0* of A1');
  const started = processorTime();
  const { critical } = criticalBareCoupling(exactMap({ internal: 'Z2', spin: 'A1', frame: 'paper' }));
  const seconds = (processorTime() - started) / 1000;
  return {
    id: 'mlrg.exact.bisection',
    measured: seconds,
    unit: 's',
    reference: longestBisection,
    pass: seconds <= longestBisection,
    detail: `J0* = ${critical.toFixed(6)} of A1 by bisection between 0.1 and 4 to 1e-6, with its map made`,
  };
}
