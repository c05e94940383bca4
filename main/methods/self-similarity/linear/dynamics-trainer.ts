import type { Snapshot } from '../../context.ts';
import type { LearntDynamics, StepTrainer } from '../learner.ts';
import type { Spacetime } from '../spacetime.ts';
import { momentArrays, restoreMoments } from './moments-snapshot.ts';
import { leastSquares } from './normal-equations.ts';
import { LinearRule } from './rule.ts';
import { SampleMoments } from './sample-moments.ts';
import { affordableSamples, checkUnknowns } from './sample-budget.ts';
import { PatchWindows } from './windows.ts';

/** Pieces the data are taken in. */
const mostSteps = 16;
/** Weights of one output, whose normal equations are decomposed into eigenvectors. */
const mostUnknowns = 1000;

/** Stage one where f is linear: Eq. 7 by normal equations over all neighbourhoods of the series. */
export class LinearDynamicsTrainer implements StepTrainer<LearntDynamics> {
  readonly steps: number;
  /** While data are taken in: the error of predicting nothing. */
  readonly losses: Float64Array;
  readonly #fields: number;
  readonly #kernel: number;
  readonly #planar: boolean;
  readonly #windows: PatchWindows;
  readonly #moments: SampleMoments;
  #done = 0;

  /** @throws HostError where no neighbourhood is whole or there is no next state. */
  constructor(series: Spacetime, kernel: number, augment: boolean) {
    this.#fields = series.fields;
    this.#kernel = kernel;
    this.#planar = series.height > 1;
    const features = series.fields * kernel ** (this.#planar ? 2 : 1);
    checkUnknowns(features, mostUnknowns, 'dynamics.kernel', 'Take a smaller kernel.');
    this.#windows = new PatchWindows(series, {
      kernel,
      scale: { space: 1, time: 1 },
      turn: augment,
      heldOut: 0,
      mostSamples: affordableSamples(features, series.fields),
    });
    this.#moments = new SampleMoments(features, series.fields);
    this.steps = Math.min(mostSteps, this.#windows.training.length);
    this.losses = Float64Array.of(Number.NaN);
  }

  get done(): number {
    return this.#done;
  }

  advance(count: number): void {
    const { training } = this.#windows;
    for (const until = Math.min(this.steps, this.#done + count); this.#done < until; this.#done++) {
      const first = Math.floor((this.#done * training.length) / this.steps);
      const end = Math.floor(((this.#done + 1) * training.length) / this.steps);
      for (let i = first; i < end; i++) {
        this.#windows.visit(training[i], (from, to) => this.#moments.add(from, to));
      }
      this.#moments.flush();
    }
    this.losses[0] = this.#done === this.steps ? this.#fit().loss : this.#moments.meanSquare;
  }

  /** f, and its error on the transitions it was fitted to. */
  #fit(): { weights: Float64Array; rank: number; loss: number } {
    const { features, targets, squares, products, samples, total } = this.#moments;
    this.#moments.complete();
    const { solution, rank } = leastSquares(squares, products, features, targets);
    // |Y − XW|² of the best W is |Y|² − tr(WᵀXᵀY); rounding may take it below 0.
    const explained = solution.reduce((sum, weight, i) => sum + weight * products[i], 0);
    const loss = Math.max(0, total - explained) / (samples * targets);
    const weights = new Float64Array(solution.length);
    for (let feature = 0; feature < features; feature++) {
      for (let output = 0; output < targets; output++) {
        weights[output * features + feature] = solution[feature * targets + output];
      }
    }
    return { weights, rank, loss };
  }

  snapshot(): Snapshot {
    return { arrays: momentArrays(this.#moments, ''), values: { done: this.#done, loss: this.losses[0] } };
  }

  restore(saved: Snapshot): void {
    restoreMoments(this.#moments, '', saved);
    this.#done = Number(saved.values.done);
    // JSON writes NaN as null.
    this.losses[0] = Number(saved.values.loss ?? Number.NaN);
  }

  result(): LearntDynamics {
    const { weights, rank } = this.#fit();
    const { features } = this.#moments;
    return {
      rule: new LinearRule(this.#fields, this.#kernel, this.#planar, weights),
      agreement: null,
      notes:
        rank === features
          ? []
          : [
              `The data determine ${rank} of the ${features} weights of a ${this.#kernel}-wide kernel per field; of the kernels that fit equally well the smallest was taken. A smaller kernel, or data that vary more, would fix it.`,
            ],
    };
  }
}
