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

/** Shares of the variance below this are the rounding of single precision. */
const rounding = 1e-6;
/** Share of the error that a constant term has to take away to be missed. */
const worthSaying = 0.05;

/** [feature][output], and what it leaves. */
interface Fit {
  solution: Float64Array;
  rank: number;
  loss: number;
}

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
  readonly #features: number;
  /** Features of a sample, and 1. */
  readonly #sample: Float64Array;
  #fitted: Fit | null = null;
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
    this.#features = features;
    this.#sample = new Float64Array(features + 1).fill(1, features);
    this.#moments = new SampleMoments(features + 1, series.fields);
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
        this.#windows.visit(training[i], (from, to) => {
          this.#sample.set(from);
          this.#moments.add(this.#sample, to);
        });
      }
      this.#moments.flush();
    }
    this.losses[0] = this.#done === this.steps ? this.#rule().loss : this.#moments.meanSquare;
  }

  /** f by the first `features` of x, and its error on the transitions it was fitted to; the last feature is the constant. */
  #fit(features: number): Fit {
    const moments = this.#moments;
    const { targets, products, samples, total } = moments;
    moments.complete();
    const squares = new Float64Array(features * features);
    for (let i = 0; i < features; i++) {
      const row = i * moments.features;
      squares.set(moments.squares.subarray(row, row + features), i * features);
    }
    const { solution, rank } = leastSquares(squares, products, features, targets);
    // |Y − XW|² of the best W is |Y|² − tr(WᵀXᵀY); rounding may take it below 0.
    const explained = solution.reduce((sum, weight, i) => sum + weight * products[i], 0);
    return { solution, rank, loss: Math.max(0, total - explained) / (samples * targets) };
  }

  /** Without a constant. */
  #rule(): Fit {
    this.#fitted ??= this.#fit(this.#features);
    return this.#fitted;
  }

  snapshot(): Snapshot {
    return { arrays: momentArrays(this.#moments, ''), values: { done: this.#done, loss: this.losses[0] } };
  }

  restore(saved: Snapshot): void {
    restoreMoments(this.#moments, '', saved);
    this.#fitted = null;
    this.#done = Number(saved.values.done);
    // JSON writes NaN as null.
    this.losses[0] = Number(saved.values.loss ?? Number.NaN);
  }

  result(): LearntDynamics {
    const features = this.#features;
    const outputs = this.#fields;
    const { solution } = this.#rule();
    const weights = new Float64Array(solution.length);
    for (let feature = 0; feature < features; feature++) {
      for (let output = 0; output < outputs; output++) {
        weights[output * features + feature] = solution[feature * outputs + output];
      }
    }
    return {
      rule: new LinearRule(outputs, this.#kernel, this.#planar, weights),
      agreement: null,
      notes: this.#notes(),
    };
  }

  #notes(): string[] {
    const { rank, loss } = this.#rule();
    const notes: string[] = [];
    if (rank < this.#features) {
      notes.push(
        `The data determine ${rank} of the ${this.#features} weights of a ${this.#kernel}-wide kernel per field; of the kernels that fit equally well the smallest was taken. A smaller kernel, or data that vary more, would fix it.`,
      );
    }
    // All outputs share the variance; a residual that is rounding has no constant in it.
    if (loss > rounding * this.#moments.variance(1)) {
      const saved = 1 - this.#fit(this.#features + 1).loss / loss;
      if (saved > worthSaying) {
        notes.push(
          `Linear rules have no constant term here, and one would lower the error of f on its training data by ${Math.round(100 * saved)}%: the data relax to a value that is not 0. Take the mean off (normalise on import), or take networks.`,
        );
      }
    }
    return notes;
  }
}
