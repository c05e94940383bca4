import { RandomStream } from '../../../../compute/random.ts';
import type { Snapshot } from '../../../context.ts';
import type { CoarseGrainingTask } from '../../learner.ts';
import { thresholdMap, type BinaryMap } from './binary-map.ts';
import type { BinaryRule } from './binary-rule.ts';
import type { LearntNetwork } from './learn-rules.ts';
import {
  EvolvedPatches,
  PatchBatch,
  SampledPatches,
  widestWindow,
  windowWidth,
  type PatchShape,
  type PatchSource,
} from './patches.ts';
import { ProjectionTraining } from './projection-training.ts';
import { RuleNetwork } from './rule-network.ts';

/** The macro rule of its own is as large as the paper's micro rule. */
const freeUnits = 2;
/** Windows on which the reconstruction is measured at the end. */
const evaluationSize = 4096;

/** Stage two for patches of one shape, with the data it is trained on. */
export class ScaleTraining {
  readonly shape: PatchShape;
  readonly training: ProjectionTraining;
  readonly #free: RuleNetwork | null;
  readonly #source: PatchSource;
  readonly #heldOut: PatchSource;
  readonly #batch: PatchBatch;
  readonly #seed: number;
  readonly #random: RandomStream;

  /** Fresh windows where f is wholly known, so that all of them can occur; otherwise patches of the series. */
  constructor(
    { series, settings, free }: Omit<CoarseGrainingTask, 'rule' | 'scale'>,
    rule: BinaryRule,
    shape: PatchShape,
    seed: number,
  ) {
    this.shape = shape;
    this.#seed = seed;
    this.#random = new RandomStream(seed, 'training');
    this.#free = free ? new RuleNetwork(freeUnits, 'sin') : null;
    const { restarts, rate, units, steps, batch } = settings;
    this.training = new ProjectionTraining(
      { shape, restarts, rate, units, steps },
      this.#free ? { type: 'free', network: this.#free } : { type: 'shared', table: rule.table },
      this.#random,
    );
    const known = windowWidth(shape) <= widestWindow ? rule.rule : null;
    this.#source = known === null ? new SampledPatches(series, shape, 'training') : new EvolvedPatches(known);
    this.#heldOut = known === null ? new SampledPatches(series, shape, 'held-out') : this.#source;
    this.#batch = new PatchBatch(shape, batch);
  }

  step(): void {
    this.#source.draw(this.#batch, this.#random);
    this.training.step(this.#batch, this.#random);
  }

  /** Windows that were not trained on; always the same. */
  evaluationBatch(): PatchBatch {
    const batch = new PatchBatch(this.shape, evaluationSize);
    this.#heldOut.draw(batch, new RandomStream(this.#seed, 'evaluation'));
    return batch;
  }

  /** P of every restart. */
  maps(): BinaryMap[] {
    return Array.from({ length: this.training.settings.restarts }, (_, restart) =>
      thresholdMap(this.shape, this.training.weights(restart)),
    );
  }

  /** The macro rule of its own of one restart; null where f is shared. */
  freeRule(restart: number): LearntNetwork | null {
    return this.#free && { network: this.#free, parameters: this.training.ruleParameters(restart) };
  }

  snapshot(): Snapshot {
    const { arrays, values } = this.training.snapshot();
    return { arrays, values: { ...values, random: this.#random.state() } };
  }

  restore(saved: Snapshot): void {
    this.training.restore(saved);
    this.#random.restore(saved.values.random as (number | null)[]);
  }
}
