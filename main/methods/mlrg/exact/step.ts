import { RandomStream } from '../../../compute/random.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import type { Divergence } from './divergence.ts';
import { HiddenGauge } from './gauge.ts';
import { isLower, minimise, type Minimum } from './minimise.ts';

/** The student nearest to a teacher. */
export interface ExactStep {
  /** In the gauge of `HiddenGauge`. */
  couplings: Float64Array;
  /** D_KL(p_teacher ‖ p_student) there. */
  nats: number;
  /** Largest component of the gradient that is left, in nats. */
  residual: number;
  /** Newton steps from all starts together. */
  iterations: number;
  converged: boolean;
}

export interface StepOptions {
  /** A student that may be near, such as that of a neighbouring teacher. */
  start?: Float64Array;
  /** Random starts beside the informed ones; default 8. */
  restarts?: number;
  /** Default: a fixed stream, so that a step depends on nothing but its teacher. */
  random?: RandomStream;
}

const defaultRestarts = 8;
/** Standard deviation of random starts, of perturbed ones relative to the teacher. */
const spread = 0.5;
const perturbation = 0.2;

const gauges = new WeakMap<CouplingSpace, HiddenGauge>();

/**
 * One exact RG step: the student's couplings that minimise the divergence from `teacher`, the lowest minimum from all starts. The
 * problem is not convex for more than one hidden component, so restarts make it likely, not certain, that the lowest is found.
 */
export function renormalizeExactly(
  divergence: Divergence,
  teacher: Float64Array,
  {
    start,
    restarts = defaultRestarts,
    random = new RandomStream(0, 'restarts of an exact step'),
  }: StepOptions = {},
): ExactStep {
  divergence.teach(teacher);
  const { space } = divergence.enumeration;
  let best: Minimum | null = null;
  let iterations = 0;
  for (const from of starts(divergence, teacher, start, restarts, random)) {
    const found = minimise(divergence, from, best?.nats);
    iterations += found.iterations;
    const { minimum } = found;
    if (minimum !== null && isLower(minimum.nats, best?.nats ?? Infinity)) best = minimum;
  }
  return { ...best!, iterations, couplings: gaugeOf(space).fix(best!.couplings) };
}

function gaugeOf(space: CouplingSpace): HiddenGauge {
  let gauge = gauges.get(space);
  if (!gauge) gauges.set(space, (gauge = new HiddenGauge(space)));
  return gauge;
}

/** The start that is given, the teacher's own couplings, the same perturbed off its symmetries, then random ones. */
function* starts(
  { couplings, enumeration: { space, teacherSpace } }: Divergence,
  teacher: Float64Array,
  given: Float64Array | undefined,
  restarts: number,
  random: RandomStream,
): Generator<Float64Array> {
  if (given) yield given;
  // Couplings of other spaces have other meanings; all begin with the bare one.
  const likely = new Float64Array(couplings);
  if (space === teacherSpace) likely.set(teacher);
  else likely[0] = teacher[0];
  yield likely;
  if (couplings > 1) {
    const size = Math.max(0.1, ...teacher.map(Math.abs));
    yield likely.map((coupling) => coupling + perturbation * size * random.normal());
  }
  for (let i = 0; i < restarts; i++) yield likely.map(() => spread * random.normal());
}
