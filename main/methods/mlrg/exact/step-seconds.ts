import { couplingSpace } from '../symmetry/space.ts';
import { visibleStates } from '../symmetry/orbit-count.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { Divergence } from './divergence.ts';
import { enumerate } from './enumeration.ts';

/** Evaluations of a divergence with its derivatives in a step with the usual eight restarts. */
const evaluations = 90;
/** Work of one evaluation in units of a product: of a descent whatever it evaluates, of one orbit for its probability, and for each field. */
const perEvaluation = 2000;
const perOrbit = 20;
const perField = 3;

let secondsPerUnit: number | null = null;

/**
 * Estimate of the processor time of one exact RG step, in seconds: how this machine evaluates a small plaquette, measured once in a few
 * milliseconds, scaled by the orbits and couplings of `space`.
 */
export function stepSeconds(space: CouplingSpace): number {
  secondsPerUnit ??= calibrate();
  return secondsPerUnit * work(space, visibleStates(space).orbits);
}

function work({ couplings, vertex, values }: CouplingSpace, orbits: number): number {
  const fields = vertex.dimension + couplings.length;
  // Of q values the tables of fields grow with the orbits, and each entry has q fields.
  const entries = values.size === 2 ? 0 : values.size * couplings.length;
  const each = perOrbit + perField * fields + couplings.length ** 2 / 2 + entries;
  return evaluations * (perEvaluation + orbits * each);
}

function calibrate(): number {
  const space = couplingSpace({ internal: 'Z2', spin: 'A1+E', frame: 'paper' });
  const enumeration = enumerate(space);
  const divergence = new Divergence(enumeration);
  const size = divergence.couplings;
  const student = Float64Array.from({ length: size }, (_, m) => 0.5 / (m + 1));
  const [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)];
  const times: number[] = [];
  // The first turns are the compiler's; the quickest was not interrupted.
  for (let turn = 0; turn < 40; turn++) {
    const started = performance.now();
    divergence.evaluate(student, gradient, hessian);
    times.push(performance.now() - started);
  }
  const seconds = Math.min(...times) / 1000;
  return (seconds * evaluations) / work(space, enumeration.orbits);
}
