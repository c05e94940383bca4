import type { SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { RunContext, Snapshot } from '../../context.ts';
import { AdamW } from './adamw.ts';
import type { Counting } from './counting.ts';
import type { KernelProblem } from './kernel-problem.ts';
import { Likelihood, occupied, type Stratum } from './likelihood.ts';
import { mergedPieces } from './mini-batches.ts';
import { minimiseByNewton, norm } from './newton.ts';

export type AdamWSpec = Extract<SpecOf<'upscaler-training'>['optimiser'], { name: 'adamw' }>;

export interface Optimised {
  weights: Float64Array;
  iterations: number;
}

type Reporter = Pick<RunContext, 'metric'>;

/** Points of a training curve. */
const curvePoints = 1000;

/** The optimum, with the curve of its few iterations. */
export function byNewton(context: Reporter, { training, heldOut }: KernelProblem): Optimised {
  const { weights, iterations } = minimiseByNewton(training, (step) => {
    context.metric('training: loss', step.iteration, step.loss);
    context.metric('held out: loss', step.iteration, heldOut.loss(step.weights));
    context.metric('gradient', step.iteration, step.gradientNorm);
  });
  return { weights, iterations };
}

/** AdamW over mini-batches in an order drawn anew for each epoch, to be taken up where a checkpoint left it. */
export class AdamWTraining {
  readonly #problem: KernelProblem;
  readonly #batches: readonly Likelihood[];
  readonly #spec: AdamWSpec;
  readonly #seed: number;
  readonly #adam: AdamW;
  #step = 0;

  constructor(problem: KernelProblem, counting: Counting, spec: AdamWSpec, seed: number) {
    this.#problem = problem;
    this.#batches = batchLikelihoods(problem, counting);
    this.#spec = spec;
    this.#seed = seed;
    this.#adam = new AdamW(problem.training.parameters, spec.learningRate, spec.weightDecay);
  }

  get steps(): number {
    return this.#spec.epochs * this.#batches.length;
  }

  /** `breathe` is awaited before each step. */
  async run(
    context: Reporter,
    breathe: () => Promise<void>,
    progress: (step: number, steps: number) => void,
  ): Promise<Optimised> {
    const { steps } = this;
    const batches = this.#batches;
    const every = Math.max(1, Math.floor(steps / curvePoints));
    let order: { epoch: number; batches: Uint32Array } = { epoch: -1, batches: new Uint32Array(0) };
    for (; this.#step < steps; this.#step++) {
      await breathe();
      if (this.#step % every === 0) this.#report(context);
      const epoch = Math.floor(this.#step / batches.length);
      if (epoch !== order.epoch) {
        const random = new RandomStream(this.#seed, `order of epoch ${epoch}`);
        order = { epoch, batches: random.permutation(batches.length) };
      }
      const batch = batches[order.batches[this.#step % batches.length]];
      this.#adam.step(batch.evaluate(this.#adam.weights, false).gradient);
      progress(this.#step + 1, steps);
    }
    this.#report(context);
    return { weights: this.#adam.weights, iterations: steps };
  }

  snapshot(): Snapshot {
    const { arrays, values } = this.#adam.snapshot();
    return { arrays, values: { ...values, step: this.#step } };
  }

  restore(snapshot: Snapshot): void {
    this.#adam.restore(snapshot);
    this.#step = Number(snapshot.values.step);
  }

  #report(context: Reporter): void {
    const { training, heldOut } = this.#problem;
    const { loss, gradient } = training.evaluate(this.#adam.weights, false);
    context.metric('training: loss', this.#step, loss);
    context.metric('held out: loss', this.#step, heldOut.loss(this.#adam.weights));
    context.metric('gradient', this.#step, norm(gradient));
  }
}

/**
 * The loss of each mini-batch: the mean over its configurations. Weights of Eq. 13 are normalised within the batch, as the paper trains.
 * Normalised over all data they would leave most batches without a gradient and a few with nearly all of it, since one configuration in
 * 150 counts on 32² spins. The price: where a batch has few effective configurations, the mean over batches is not quite the loss.
 */
export function batchLikelihoods(
  { kernel, degree, training }: KernelProblem,
  counting: Counting,
): Likelihood[] {
  return counting.batches.map((pieces) => {
    const inBatch = pieces.reduce((sum, { counts }) => sum + counts.configurations, 0);
    const present = [...new Set(pieces.map(({ stratum }) => stratum))];
    const strata = present.map((stratum): Stratum => {
      const merged = mergedPieces(
        pieces.filter((piece) => piece.stratum === stratum),
        kernel.classes,
      );
      return {
        temperature: training.strata[stratum].temperature,
        share: merged.configurations / inBatch,
        counts: occupied(merged.sums),
      };
    });
    return new Likelihood(kernel, degree, strata);
  });
}
