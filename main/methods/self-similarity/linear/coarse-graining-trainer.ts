import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import type { Snapshot } from '../../context.ts';
import type { CoarseGrainingTask, LearntMap, StepTrainer } from '../learner.ts';
import { LinearMap } from './coarse-map.ts';
import { Factors, type FactorShape } from './factors.ts';
import { momentArrays, restoreMoments } from './moments-snapshot.ts';
import { LinearRule } from './rule.ts';
import { affordableSamples, checkUnknowns } from './sample-budget.ts';
import { SampleMoments } from './sample-moments.ts';
import { PatchWindows } from './windows.ts';

/** Pieces the data are taken in. */
const collectingSteps = 16;
/** Rows of the normal equations: values of a patch times fields² (or places, with a macro rule of its own). */
const mostUnknowns = 3000;
/** Share of the runs or steps on which the reconstruction is measured. */
const heldOut = 1 / 8;
/** A sweep that lowers the loss by less than this share of it is the last; of the mean square this share is rounding. */
const settled = 1e-10;
const roundingShare = 1e-15;

/**
 * Stage two where f is linear (Eq. 8): collects the normal equations of all patches, then fits P and decoder, or P, a macro rule of its own and decoder, by
 * alternating least squares from several starts. Steps after the first 16 are sweeps of every start that has not settled.
 */
export class LinearCoarseGrainingTrainer implements StepTrainer<LearntMap[]> {
  readonly steps: number;
  /** While data are taken in: the error of predicting nothing. */
  readonly losses: Float64Array;
  readonly #rule: LinearRule;
  readonly #shape: FactorShape;
  readonly #windows: PatchWindows;
  readonly #training: SampleMoments;
  readonly #heldOut: SampleMoments;
  readonly #features: Float64Array;
  readonly #starts: Factors[];
  readonly #settled: Uint8Array;
  readonly #collecting: number;
  #done = 0;

  /** @throws HostError where the series is too short or too narrow for the scale. */
  constructor({ series, rule, scale, settings, augment, free }: CoarseGrainingTask, random: RandomStream) {
    if (!(rule instanceof LinearRule)) throw new RangeError('the linear learner takes the rules it learnt');
    const { fields } = series;
    this.#rule = rule;
    const places = rule.weights.length / fields ** 2;
    const planar = series.height > 1;
    this.#shape = {
      fields,
      scale,
      planar,
      channels: free ? places : fields ** 2,
      kernel: settings.kernel,
      free,
    };
    const patch = fields * scale.time * scale.space ** (planar ? 2 : 1);
    const features = patch * this.#shape.channels;
    checkUnknowns(
      features,
      mostUnknowns,
      'scales',
      free ? 'Take a smaller scale or kernel, or leave out free macro dynamics.' : 'Take a smaller scale.',
    );
    this.#windows = new PatchWindows(series, {
      kernel: rule.kernel,
      scale,
      turn: augment,
      heldOut,
      mostSamples: affordableSamples(features, patch),
    });
    this.#training = new SampleMoments(features, patch);
    this.#heldOut = new SampleMoments(features, patch);
    this.#features = new Float64Array(features);
    this.#starts = Array.from({ length: settings.restarts }, () => new Factors(this.#shape, random));
    this.#settled = new Uint8Array(settings.restarts);
    this.losses = new Float64Array(settings.restarts).fill(Number.NaN);
    this.#collecting = Math.min(
      collectingSteps,
      this.#windows.training.length + this.#windows.heldOut.length,
    );
    this.steps = this.#collecting + settings.steps;
  }

  get done(): number {
    return this.#done;
  }

  advance(count: number): void {
    const until = Math.min(this.steps, this.#done + count);
    for (; this.#done < until; this.#done++) {
      if (this.#done < this.#collecting) this.#collect(this.#done);
      else this.#sweep();
    }
  }

  #collect(step: number): void {
    const { training, heldOut: tests } = this.#windows;
    const windows = training.length + tests.length;
    const first = Math.floor((step * windows) / this.#collecting);
    const end = Math.floor(((step + 1) * windows) / this.#collecting);
    for (let i = first; i < end; i++) {
      const [window, moments] =
        i < training.length ? [training[i], this.#training] : [tests[i - training.length], this.#heldOut];
      this.#windows.visit(window, (from, to) => moments.add(this.#featuresOf(from), to));
    }
    this.#training.flush();
    this.#heldOut.flush();
    if (step + 1 < this.#collecting) {
      this.losses.fill(this.#training.meanSquare);
      return;
    }
    this.#training.complete();
    this.#heldOut.complete();
    for (const [i, start] of this.#starts.entries()) {
      start.fitDecoder(this.#training);
      this.losses[i] = start.loss(this.#training);
    }
  }

  /** The patches themselves for a free macro rule; what f makes of them, [value][output][input], for the frozen one. */
  #featuresOf(patches: Float64Array): Float64Array {
    if (this.#shape.free) return patches;
    const { fields, channels } = this.#shape;
    const { weights } = this.#rule;
    const places = weights.length / channels;
    for (let m = 0; m < patches.length / places; m++) {
      for (let gh = 0; gh < fields * fields; gh++) {
        let sum = 0;
        for (let a = 0; a < places; a++) sum += weights[gh * places + a] * patches[m * places + a];
        this.#features[m * channels + gh] = sum;
      }
    }
    return this.#features;
  }

  #sweep(): void {
    const least = (roundingShare * this.#training.total) / (this.#training.samples * this.#training.targets);
    for (const [i, start] of this.#starts.entries()) {
      if (this.#settled[i]) continue;
      start.sweep(this.#training);
      const loss = start.loss(this.#training);
      if (this.losses[i] - loss <= settled * loss + least) this.#settled[i] = 1;
      this.losses[i] = loss;
    }
  }

  snapshot(): Snapshot {
    const factors = this.#starts.flatMap((start, i) =>
      Object.entries(arraysOf(start)).map(([name, data]) => [
        `start-${i}-${name}`,
        { shape: [data.length], data: data.slice() },
      ]),
    );
    return {
      arrays: {
        ...momentArrays(this.#training, 'training-'),
        ...momentArrays(this.#heldOut, 'held-out-'),
        ...(Object.fromEntries(factors) as ArrayRecord),
        losses: { shape: [this.losses.length], data: this.losses.slice() },
        settled: { shape: [this.#settled.length], data: this.#settled.slice() },
      },
      values: { done: this.#done },
    };
  }

  restore(saved: Snapshot): void {
    restoreMoments(this.#training, 'training-', saved);
    restoreMoments(this.#heldOut, 'held-out-', saved);
    for (const [i, start] of this.#starts.entries()) {
      for (const [name, data] of Object.entries(arraysOf(start))) {
        data.set(saved.arrays[`start-${i}-${name}`].data as Float64Array);
      }
    }
    this.losses.set(saved.arrays.losses.data as Float64Array);
    this.#settled.set(saved.arrays.settled.data as Uint8Array);
    this.#done = Number(saved.values.done);
  }

  result(): LearntMap[] {
    const { fields, scale, planar, free } = this.#shape;
    const patchVariance = this.#heldOut.variance(this.#training.targets / fields);
    return this.#starts.map((start) => {
      const factor = free ? start.mostConsistentScale(this.#training) : 1;
      return {
        map: new LinearMap(scale, fields, planar, start.map.slice(), start.parameters),
        macroRule: free
          ? new LinearRule(
              fields,
              this.#rule.kernel,
              planar,
              start.rule.map((weight) => factor * weight),
            )
          : this.#rule,
        reconstruction: start.loss(this.#heldOut),
        patchVariance,
        projection: null,
        origin: 'trained',
      };
    });
  }
}

function arraysOf({ map, rule, decoder, separable }: Factors): Record<string, Float64Array> {
  const kernels = separable && { inTime: separable.inTime, inSpace: separable.inSpace };
  return { map, rule, decoder, ...kernels };
}
