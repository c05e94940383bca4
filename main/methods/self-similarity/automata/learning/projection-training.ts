import type { RandomStream } from '../../../../compute/random.ts';
import type { Snapshot } from '../../../context.ts';
import { Decoder } from './decoder.ts';
import { Descent } from './descent.ts';
import type { PatchBatch, PatchShape } from './patches.ts';
import { Tally } from './tally.ts';
import { ThresholdUnit, type UnitNoise } from './threshold-unit.ts';
import { contexts, contextTable, type ContextTable, type RuleNetwork } from './rule-network.ts';

export interface ProjectionSettings {
  shape: PatchShape;
  restarts: number;
  rate: number;
  /** Hidden units of the decoder. */
  units: number;
  /** Training steps, over which the noise of P falls to zero. */
  steps: number;
}

/** f of micro states, as it is shared with macro states. */
export interface SharedRule {
  table: ContextTable;
  /** It stands for 0 and 1, and probabilities between are what training has left of them. */
  deterministic: boolean;
}

/** f of the macro states: the learnt rule, the same for all and frozen, or a network of every restart's own, trained with it. */
export type MacroRule = { type: 'shared'; rule: SharedRule } | { type: 'free'; network: RuleNetwork };

/** Temperature of P at the first step; it falls in proportion to the steps and is zero for the last fifth of them. */
const startTemperature = 2;
const coolingShare = 0.8;

/**
 * Stage two, several restarts side by side: P(x) = [b + w·x > 0] of the cells it sees, f, and a decoder, trained by nothing but the
 * reconstruction of the patch that follows (Eq. 8).
 *
 * Where the chain rule has nothing to say it is replaced by what does: the derivative of the step by that of a sigmoid ("straight
 * through"), and the derivative of f by a neighbour, which is 0 or 1, by the difference that neighbour makes; to a deterministic rule a
 * whole one or none. (The slopes of a trained sine network at 0 and 1 are accidents, and Adam makes much of small ones.) To leave the
 * basin of the first weights, P is a stochastic unit that cools down while it is trained: logistic noise on b + w·x makes it 1 with
 * probability σ((b + w·x)/temperature). Without it some maps are found by one restart in thirty, which 24 restarts often miss.
 *
 * A batch is worked off by what repeats in it: P and its slope once for every distinct pattern, f and decoder once for each of the 8 macro
 * contexts, and what the decoder says against a row of the next patch once for every row that can be.
 */
export class ProjectionTraining {
  readonly settings: ProjectionSettings;
  readonly macroRule: MacroRule;
  /** Parameters of one restart: w, b, decoder, and the macro rule's where it is free. */
  readonly stride: number;
  readonly #descent: Descent;
  readonly #unit: ThresholdUnit;
  readonly #decoder: Decoder;
  readonly #table = contextTable();
  readonly #valueGradient = new Float64Array(contexts);
  readonly #logitGradient = new Float64Array(contexts);
  #tally: Tally | null = null;
  /** What a deterministic shared rule says, 0 or 1. */
  readonly #decided: Float64Array | null;

  constructor(settings: ProjectionSettings, macroRule: MacroRule, random: RandomStream) {
    const { shape, restarts, units, rate } = settings;
    this.settings = settings;
    this.macroRule = macroRule;
    this.#unit = new ThresholdUnit(shape);
    this.#decoder = new Decoder(units, shape);
    const ruleParameters = macroRule.type === 'free' ? macroRule.network.parameters : 0;
    this.stride = this.#unit.parameters + this.#decoder.parameters + ruleParameters;
    this.#decided =
      macroRule.type === 'shared' && macroRule.rule.deterministic
        ? macroRule.rule.table.probability.map((p) => (p > 0.5 ? 1 : 0))
        : null;
    this.#descent = new Descent(restarts, this.stride, rate);
    for (let restart = 0; restart < restarts; restart++) this.#initialise(restart * this.stride, random);
  }

  #initialise(from: number, random: RandomStream): void {
    this.#unit.initialise(this.parameters, from, random);
    this.#decoder.initialise(this.parameters, this.#decoderAt(from), random);
    if (this.macroRule.type === 'free')
      this.macroRule.network.initialise(this.parameters, this.#ruleAt(from), random);
  }

  #decoderAt(from: number): number {
    return from + this.#unit.parameters;
  }

  #ruleAt(from: number): number {
    return this.#decoderAt(from) + this.#decoder.parameters;
  }

  get done(): number {
    return this.#descent.done;
  }

  /** [restarts][stride]. */
  get parameters(): Float64Array {
    return this.#descent.parameters;
  }

  /** MSE of the batch of the last step, with the noise P had in it, [restarts]. */
  get losses(): Float64Array {
    return this.#descent.losses;
  }

  step(batch: PatchBatch, random: RandomStream): void {
    const cooled = this.done / (coolingShare * this.settings.steps);
    const noise = cooled < 1 ? { temperature: startTemperature * (1 - cooled), random } : null;
    this.lossGradient(batch, this.#descent.gradient, noise);
    this.#descent.step();
  }

  /** Writes the gradients of all restarts, and their losses. `noise`: null for a P as sharp as it will be used. */
  lossGradient(batch: PatchBatch, gradient: Float64Array, noise: UnitNoise | null): void {
    gradient.fill(0);
    for (let restart = 0; restart < this.settings.restarts; restart++) {
      const from = restart * this.stride;
      const tally = this.#tallyOf(batch, from, noise);
      const { probability } = this.#macroTable(from);
      this.losses[restart] = this.#loss(from, probability, tally);
      this.#addGradient(batch, from, probability, tally, gradient);
    }
  }

  /** MSE of Eq. 8 of every restart on a batch; nothing is trained. */
  reconstruction(batch: PatchBatch): Float64Array {
    return Float64Array.from({ length: this.settings.restarts }, (_, restart) => {
      const from = restart * this.stride;
      return this.#loss(from, this.#macroTable(from).probability, this.#tallyOf(batch, from, null));
    });
  }

  #tallyOf(batch: PatchBatch, from: number, noise: UnitNoise | null): Tally {
    if (this.#tally?.size !== batch.size) this.#tally = new Tally(batch.shape, batch.size);
    this.#tally.count(batch, this.#unit.macroContexts(this.parameters, from, batch, noise));
    return this.#tally;
  }

  #loss(from: number, probability: Float64Array, tally: Tally): number {
    this.#decoder.evaluate(this.parameters, this.#decoderAt(from), probability, tally);
    return this.#decoder.loss(tally);
  }

  /** After `#loss`. */
  #addGradient(
    batch: PatchBatch,
    from: number,
    probability: Float64Array,
    tally: Tally,
    gradient: Float64Array,
  ): void {
    const decoder = this.#decoder;
    const decoderAt = this.#decoderAt(from);
    decoder.addGradient(this.parameters, decoderAt, probability, tally, gradient, this.#valueGradient);
    if (this.macroRule.type === 'free') {
      for (let c = 0; c < contexts; c++) {
        this.#logitGradient[c] = this.#valueGradient[c] * probability[c] * (1 - probability[c]);
      }
      this.macroRule.network.addGradient(this.parameters, this.#ruleAt(from), this.#logitGradient, gradient);
    }
    const rowGradient = decoder.sampleGradients(tally);
    this.#unit.addGradient(from, batch, this.#decided ?? probability, rowGradient, gradient);
  }

  #macroTable(from: number): ContextTable {
    if (this.macroRule.type === 'shared') return this.macroRule.rule.table;
    const { network } = this.macroRule;
    network.evaluate(this.parameters, this.#ruleAt(from), this.#table);
    return this.#table;
  }

  /** w, then b, of one restart; a copy. */
  weights(restart: number): Float64Array {
    const from = restart * this.stride;
    return this.parameters.slice(from, from + this.#unit.parameters);
  }

  /** Parameters of the free macro rule of one restart; a copy. */
  ruleParameters(restart: number): Float64Array {
    return this.parameters.slice(this.#ruleAt(restart * this.stride), (restart + 1) * this.stride);
  }

  snapshot(): Snapshot {
    return this.#descent.snapshot();
  }

  restore(saved: Snapshot): void {
    this.#descent.restore(saved);
  }
}
