import type { CoarseGrainingSettings } from '../../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../compute/random.ts';
import type { Snapshot } from '../../../context.ts';
import { thresholdMap, type BinaryMap } from './binary-map.ts';
import type { LearntNetwork } from './learn-rules.ts';
import { PatchBatch, type PatchData, type PatchShape } from './patches.ts';
import { ProjectionTraining, type SharedRule } from './projection-training.ts';
import { RuleNetwork } from './rule-network.ts';

/** The macro rule of its own is as large as the paper's micro rule. */
const freeUnits = 2;
/** Windows on which the reconstruction is measured at the end. */
const evaluationSize = 4096;

export interface ScaleTask {
  shape: PatchShape;
  data: PatchData;
  /** f of micro states, frozen; null: a macro rule of its own, trained together with P. */
  rule: SharedRule | null;
  settings: Pick<CoarseGrainingSettings, 'restarts' | 'rate' | 'units' | 'steps' | 'batch'>;
}

/** Stage two for patches of one shape, with the data it is trained on. */
export class ScaleTraining {
  readonly shape: PatchShape;
  readonly training: ProjectionTraining;
  readonly #data: PatchData;
  readonly #batch: PatchBatch;
  readonly #seed: number;
  readonly #random: RandomStream;

  constructor({ shape, data, rule, settings }: ScaleTask, seed: number) {
    this.shape = shape;
    this.#data = data;
    this.#seed = seed;
    this.#random = new RandomStream(seed, 'training');
    const { restarts, rate, units, steps, batch } = settings;
    this.training = new ProjectionTraining(
      { shape, restarts, rate, units, steps },
      rule === null ? { type: 'free', network: new RuleNetwork(freeUnits, 'sin') } : { type: 'shared', rule },
      this.#random,
    );
    this.#batch = new PatchBatch(shape, batch);
  }

  step(): void {
    this.#data.training.draw(this.#batch, this.#random);
    this.training.step(this.#batch, this.#random);
  }

  /** Windows drawn apart from those of training, of a series those that were held out; always the same. */
  evaluationBatch(): PatchBatch {
    const batch = new PatchBatch(this.shape, evaluationSize);
    this.#data.heldOut.draw(batch, new RandomStream(this.#seed, 'evaluation'));
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
    const { macroRule } = this.training;
    return macroRule.type === 'shared'
      ? null
      : { network: macroRule.network, parameters: this.training.ruleParameters(restart) };
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
