import type { Divergence } from './divergence.ts';
import { largest, NewtonModel } from './newton-model.ts';

/** A local minimum of a divergence over its student. */
export interface Minimum {
  couplings: Float64Array;
  nats: number;
  /** Largest component of the gradient that is left. */
  residual: number;
  /** Whether further steps would change nothing that can be told. */
  converged: boolean;
}

const mostIterations = 200;
/** A Newton step below this part of the couplings is the last: the next would be smaller by its square. */
const smallStep = 1e-8;
/** Euclidean length of a step at first, and the longest. */
const firstRadius = 0.5;
const longestRadius = 2;
/** Below it nothing goes down any more. */
const shortestRadius = 1e-12;
/** A predicted gain below this, in nats, is lost in rounding; steps are then judged by the gradient. */
const rounding = 1e-13;
/** What may be left of the gradient where rounding ends a descent. */
const noGradient = 1e-9;
/** Minima whose divergences differ by less than this part of them, or by what rounding leaves of one, are the same. */
const samePart = 1e-6;
const sameNats = 1e-15;
/** A curvature below minus this part of the largest makes a stationary point a saddle. */
const saddle = 1e-7;
/** Saddles left before giving up. */
const mostSaddles = 6;

/**
 * Newton steps in a trust region from `start` to a local minimum. Saddle points are left along their most negative curvature: on the bare
 * axis the gradient along the other couplings of the hidden spin vanishes by its gauge, whatever the minimum.
 *
 * @param known divergence of a minimum that is known
 * @returns no minimum as soon as it is plain that the descent will not end lower than `known`, and the Newton steps taken
 */
export function minimise(
  divergence: Divergence,
  start: Float64Array,
  known = Infinity,
): { minimum: Minimum | null; iterations: number } {
  const descent = new Descent(divergence, start);
  for (let saddles = 0; ; saddles++) {
    const converged = descent.run(known);
    if (converged === null) return { minimum: null, iterations: descent.iterations };
    const downhill = descent.downhill();
    if (downhill === null || saddles === mostSaddles) {
      const minimum = { ...descent.minimum(), converged: converged && downhill === null };
      return { minimum, iterations: descent.iterations };
    }
    descent.leave(downhill);
  }
}

/** Whether a divergence is lower than that of a known minimum by more than two of the same may differ. */
export function isLower(nats: number, known: number): boolean {
  return known === Infinity || nats < known - samePart * known - sameNats;
}

interface Point {
  couplings: Float64Array;
  gradient: Float64Array;
  hessian: Float64Array;
  nats: number;
}

class Descent {
  readonly #divergence: Divergence;
  readonly #model: NewtonModel;
  #at: Point;
  #trial: Point;
  iterations = 0;

  constructor(divergence: Divergence, start: Float64Array) {
    const size = divergence.couplings;
    this.#divergence = divergence;
    this.#model = new NewtonModel(size);
    const [at, trial] = [0, 1].map(() => ({
      couplings: Float64Array.from(start),
      gradient: new Float64Array(size),
      hessian: new Float64Array(size * size),
      nats: Number.NaN,
    }));
    [this.#at, this.#trial] = [at, trial];
    this.#evaluate(at);
  }

  minimum(): Omit<Minimum, 'converged'> {
    const { couplings, gradient, nats } = this.#at;
    // Rounding can leave a divergence of nothing just below zero.
    return { couplings: couplings.slice(), nats: Math.max(0, nats), residual: largest(gradient) };
  }

  /** Goes down until steps are negligible; whether it got there, or null if that is no lower than `known`. */
  run(known: number): boolean | null {
    let radius = firstRadius;
    while (this.iterations < mostIterations) {
      const { step, length, gain, free } = this.#model.step(this.#at.gradient, this.#at.hessian, radius);
      // Where Newton's step can be taken, twice what it promises is more than there is to gain.
      if (free && !isLower(this.#at.nats - 2 * gain, known)) return null;
      const negligible = free && length <= smallStep * Math.max(largest(this.#at.couplings), smallStep);
      const gained = this.#try(step, gain);
      if (negligible) return true;
      this.iterations++;
      if (gained >= 0.25) {
        if (gained > 0.75 && !free) radius = Math.min(2 * radius, longestRadius);
        continue;
      }
      if (gained <= 0 && gain <= rounding) return largest(this.#at.gradient) < noGradient;
      radius = length / 4;
      if (radius < shortestRadius) return false;
    }
    return false;
  }

  /** Direction of a curvature that is clearly negative; null where there is none. */
  downhill(): Float64Array | null {
    return this.#model.downhill(this.#at.hessian, saddle);
  }

  /** Moves off along a direction, the way on which the divergence falls most. */
  leave(direction: Float64Array): void {
    const scale = Math.max(largest(this.#at.couplings), 0.1);
    const start = this.#at.couplings.slice();
    let lowest = Infinity;
    for (const part of [0.5, -0.5, 0.2, -0.2, 0.05, -0.05, 0.01, -0.01]) {
      const couplings = start.map((coupling, m) => coupling + part * scale * direction[m]);
      const nats = this.#divergence.evaluate(couplings);
      if (nats >= lowest) continue;
      lowest = nats;
      this.#at.couplings.set(couplings);
    }
    this.#evaluate(this.#at);
  }

  /** Takes the step if it goes down; the gain as a part of what was predicted, 0 if it was not taken. */
  #try(step: Float64Array, gain: number): number {
    const { couplings, gradient, nats } = this.#at;
    for (let m = 0; m < step.length; m++) this.#trial.couplings[m] = couplings[m] + step[m];
    this.#evaluate(this.#trial);
    let gained = (nats - this.#trial.nats) / gain;
    if (gain <= rounding) gained = largest(this.#trial.gradient) < largest(gradient) ? 1 : 0;
    if (!(gained > 1e-4)) return 0;
    [this.#at, this.#trial] = [this.#trial, this.#at];
    return gained;
  }

  #evaluate(point: Point): void {
    point.nats = this.#divergence.evaluate(point.couplings, point.gradient, point.hessian);
  }
}
