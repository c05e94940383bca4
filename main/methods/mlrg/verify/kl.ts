import {
  criticalLiebCoupling,
  type InternalGroup,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { Divergence } from '../exact/divergence.ts';
import { enumerate } from '../exact/enumeration.ts';
import { renormalizeExactly } from '../exact/step.ts';
import { klDivergence } from '../kl/fit-task.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { relativeEntropy, visibleProbabilities } from './direct-sum.ts';

const teachers = [0.3, 0.5, criticalLiebCoupling, 1];

/** Minimal divergences in bits, visible spins in A1 (the paper's Fig. 4), enumerated independently. */
const figureFour: Record<string, number[]> = {
  A1: [0.00576, 0.02826, 0.07469, 0.10207],
  '2A1': [0.00572, 0.02693, 0.06227, 0.0761],
  'A1+E': [0.00015, 0.00502, 0.04411, 0.08754],
  '2A1+E': [0.00004, 0.00143, 0.01669, 0.04385],
  B1: [0.02103, 0.14122, 0.61387, 1.3242],
};

type Choice = [InternalGroup, string, SymmetrySettings['frame']];

/** Choices small enough to enumerate in full; the large ones have 2^16 configurations. */
const choices: Choice[] = [
  ['Z2', 'A1', 'paper'],
  ['Z2', 'A1+E', 'paper'],
  ['Z2', 'A1+E', 'geometric'],
  ['Z2', 'A2+B1+B2', 'paper'],
  ['S3', '2A1', 'paper'],
  ['Z4', 'B1', 'paper'],
  ['Z3', '2A1', 'paper'],
  ['Z5', 'A1', 'paper'],
  ['D6', 'B2', 'geometric'],
];
const largeChoices: Choice[] = [
  ['Z2', '2A1+E', 'paper'],
  ['Z4', 'A1+B1', 'paper'],
];

/** Random pairs of teacher and student for each choice. */
const pairs = { quick: 3, normal: 10, full: 100 };

/** The divergence of one plaquette: Fig. 4, its derivatives, and that the reduction to orbits changes nothing. */
export function klChecks(context: ProofContext): Promise<Check[]> {
  context.progress(0, 'divergences of Fig. 4');
  const checks = figureChecks();
  const used = context.level === 'quick' ? choices : [...choices, ...largeChoices];
  const defects = used.map((choice, i) => {
    context.progress((i + 1) / (used.length + 1), `derivatives for ${choice.join(' ')}`);
    return defectsOf(choice, pairs[context.level], context.seed);
  });
  const made = `${used.map((choice) => choice.join(' ')).join(', ')}; ${pairs[context.level]} random teachers and students each`;
  const worst = (id: string, of: keyof Defects, tolerance: number, source: string): Check => {
    const measured = Math.max(...defects.map((one) => one[of]));
    return {
      id,
      measured,
      reference: 0,
      tolerance,
      pass: measured <= tolerance,
      source: `${source}; ${made}`,
    };
  };
  return Promise.resolve([
    ...checks,
    worst('kl.gradient', 'gradient', 1e-7, 'largest difference from central differences of the divergence'),
    worst('kl.hessian', 'hessian', 1e-6, 'largest difference from central differences of the gradient'),
    worst(
      'kl.orbits',
      'orbits',
      1e-13,
      'largest difference between sums over orbits and over all configurations',
    ),
    worst(
      'kl.direct',
      'direct',
      1e-11,
      'largest difference from sums over hidden spins of e^−ε as Eq. 4 writes it',
    ),
    worst(
      'kl.jacobian',
      'jacobian',
      1e-6,
      'dJ′/dJ at the first pair of each, largest difference from differences of whole RG steps',
    ),
  ]);
}

function figureChecks(): Check[] {
  return Object.entries(figureFour).flatMap(([hidden, expected]) => {
    const divergence = klDivergence({ internal: 'Z2', frame: 'paper', visible: 'A1', hidden });
    return teachers.map((teacher, i) => {
      const { nats } = renormalizeExactly(divergence, Float64Array.of(teacher));
      const measured = nats / Math.LN2;
      return {
        id: `kl.fig4.${hidden}.${teacher.toPrecision(4).replace(/\.?0+$/, '')}`,
        measured,
        reference: expected[i],
        tolerance: 1e-4,
        pass: Math.abs(measured - expected[i]) <= 1e-4,
        source: 'MLRG Fig. 4, bits; independent exact enumeration',
      };
    });
  });
}

interface Defects {
  gradient: number;
  hessian: number;
  orbits: number;
  direct: number;
  jacobian: number;
}

function defectsOf([internal, spin, frame]: Choice, count: number, seed: number): Defects {
  const space = couplingSpace({ internal, spin, frame });
  const random = new RandomStream(seed, `verify kl ${internal} ${spin} ${frame}`);
  const divergence = new Divergence(enumerate(space));
  const full = new Divergence(enumerate(space, { reduction: 'none' }));
  const draw = () => Float64Array.from(space.couplings, () => 0.4 * random.normal());
  const worst: Defects = { gradient: 0, hessian: 0, orbits: 0, direct: 0, jacobian: 0 };
  const note = (what: keyof Defects, defect: number) =>
    (worst[what] = Math.max(worst[what], Math.abs(defect)));
  for (let pair = 0; pair < count; pair++) {
    const [teacher, student] = [draw(), draw()];
    divergence.teach(teacher);
    full.teach(teacher);
    const { gradient, hessian } = differenceDefects(divergence, student);
    note('gradient', gradient);
    note('hessian', hessian);
    const nats = divergence.evaluate(student);
    note('orbits', full.evaluate(student) - nats);
    if (pair > 0) continue;
    note('jacobian', jacobianDefect(divergence, teacher));
    // 2^16 configurations and all hidden spins of each take too long.
    if (full.enumeration.orbits > 2 ** 13) continue;
    const [p, other] = [
      visibleProbabilities(space, teacher, 'square'),
      visibleProbabilities(space, student, 'cross'),
    ];
    note('direct', relativeEntropy(p, other) - nats);
  }
  return worst;
}

const step = 1e-4;

/** Largest defects of gradient and Hessian against fourth-order central differences. */
function differenceDefects(
  divergence: Divergence,
  student: Float64Array,
): { gradient: number; hessian: number } {
  const size = student.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  divergence.evaluate(student, gradient, hessian);
  const worst = { gradient: 0, hessian: 0 };
  for (let m = 0; m < size; m++) {
    const points = [-2, -1, 1, 2].map((by) => {
      const slope = new Float64Array(size);
      return { nats: divergence.evaluate(moved(student, m, by * step), slope), slope };
    });
    const difference = (of: (point: (typeof points)[number]) => number) =>
      (of(points[0]) - 8 * of(points[1]) + 8 * of(points[2]) - of(points[3])) / (12 * step);
    worst.gradient = Math.max(worst.gradient, Math.abs(difference(({ nats }) => nats) - gradient[m]));
    for (let n = 0; n < size; n++) {
      const defect = difference(({ slope }) => slope[n]) - hessian[m * size + n];
      worst.hessian = Math.max(worst.hessian, Math.abs(defect));
    }
  }
  return worst;
}

function jacobianDefect(divergence: Divergence, teacher: Float64Array): number {
  const { couplings: start } = renormalizeExactly(divergence, teacher);
  const jacobian = divergence.jacobian(start);
  const size = teacher.length;
  let worst = 0;
  for (let n = 0; n < size; n++) {
    const students = [-2, -1, 1, 2].map(
      (by) => renormalizeExactly(divergence, moved(teacher, n, by * step), { start, restarts: 0 }).couplings,
    );
    for (let m = 0; m < size; m++) {
      const [a, b, c, d] = students.map((student) => student[m]);
      worst = Math.max(worst, Math.abs((a - 8 * b + 8 * c - d) / (12 * step) - jacobian[m * size + n]));
    }
  }
  return worst;
}

const moved = (couplings: Float64Array, m: number, by: number) =>
  couplings.map((coupling, i) => (i === m ? coupling + by : coupling));
