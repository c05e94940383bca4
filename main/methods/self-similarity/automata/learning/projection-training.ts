import { Adam } from '../../../../compute/adam.ts';
import type { RandomStream } from '../../../../compute/random.ts';
import type { Snapshot } from '../../../context.ts';
import { Decoder } from './decoder.ts';
import { cellsSeen, type PatchBatch, type PatchShape } from './patches.ts';
import { Tally } from './tally.ts';
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
/** Slope of the sigmoid whose derivative stands for the step's. */
export const sharpness = 2;

/**
 * Stage two, several restarts side by side: P(x) = [b + w·x > 0] of the cells it sees, f, and a decoder, trained by nothing but the
 * reconstruction of the patch that follows (Eq. 8).
 *
 * Where the chain rule has nothing to say it is replaced by what does: the derivative of the step by that of a sigmoid ("straight
 * through"), and the derivative of f by a neighbour, which is 0 or 1, by the difference that neighbour makes; to a deterministic rule a whole
 * one or none. (The slopes of a trained sine network at 0 and 1 are accidents, and Adam makes much of small ones.) To leave the basin of the first weights, P is a stochastic unit that cools down while it is
 * trained: logistic noise on b + w·x makes it 1 with probability σ((b + w·x)/temperature). Without it some maps are found by one restart
 * in thirty, which 24 restarts often miss.
 *
 * A batch is worked off by what repeats in it: P and its slope once for every distinct pattern, f and decoder once for each of the 8 macro
 * contexts, and what the decoder says against a row of the next patch once for every row that can be.
 */
export class ProjectionTraining {
  readonly settings: ProjectionSettings;
  readonly macroRule: MacroRule;
  /** Parameters of one restart: w, b, decoder, and the macro rule's where it is free. */
  readonly stride: number;
  /** [restarts][stride]. */
  readonly parameters: Float64Array;
  /** MSE of the batch of the last step, [restarts]. */
  readonly losses: Float64Array;
  #done = 0;
  readonly #cells: number;
  readonly #decoder: Decoder;
  readonly #adam: Adam;
  readonly #gradient: Float64Array;
  readonly #table = contextTable();
  readonly #valueGradient = new Float64Array(contexts);
  readonly #logitGradient = new Float64Array(contexts);
  #tally: Tally | null = null;
  /** What each neighbour makes of f in each macro context, [8][3]. */
  readonly #difference = new Float64Array(3 * contexts);
  /** Of the distinct patterns of a batch: b + w·x with its noise, P, gradient of the loss by P. */
  #sums = new Float64Array(0);
  #value = new Uint8Array(0);
  #pull = new Float64Array(0);
  /** Macro context of every sample. */
  #macro = new Uint8Array(0);

  constructor(settings: ProjectionSettings, macroRule: MacroRule, random: RandomStream) {
    const { shape, restarts, units } = settings;
    this.settings = settings;
    this.macroRule = macroRule;
    this.#cells = cellsSeen(shape);
    this.#decoder = new Decoder(units, shape);
    const ruleParameters = macroRule.type === 'free' ? macroRule.network.parameters : 0;
    this.stride = this.#cells + 1 + this.#decoder.parameters + ruleParameters;
    this.parameters = new Float64Array(restarts * this.stride);
    this.losses = new Float64Array(restarts);
    this.#gradient = new Float64Array(this.parameters.length);
    this.#adam = new Adam(this.parameters.length);
    for (let restart = 0; restart < restarts; restart++) this.#initialise(restart * this.stride, random);
  }

  /** Weights uniform within one over the root of their number, and a bias that puts the threshold in the middle of what P sees. */
  #initialise(from: number, random: RandomStream): void {
    const bound = 1 / Math.sqrt(this.#cells);
    let sum = 0;
    for (let k = 0; k < this.#cells; k++) {
      const weight = random.between(-bound, bound);
      this.parameters[from + k] = weight;
      sum += weight;
    }
    this.parameters[from + this.#cells] = -sum / 2;
    this.#decoder.initialise(this.parameters, this.#decoderAt(from), random);
    if (this.macroRule.type === 'free')
      this.macroRule.network.initialise(this.parameters, this.#ruleAt(from), random);
  }

  #decoderAt(from: number): number {
    return from + this.#cells + 1;
  }

  #ruleAt(from: number): number {
    return this.#decoderAt(from) + this.#decoder.parameters;
  }

  get done(): number {
    return this.#done;
  }

  step(batch: PatchBatch, random: RandomStream): void {
    const cooled = this.#done / (coolingShare * this.settings.steps);
    this.lossGradient(batch, this.#gradient, startTemperature * Math.max(0, 1 - cooled), random);
    const direction = this.#adam.direction(this.#gradient);
    for (let i = 0; i < direction.length; i++) this.parameters[i] -= this.settings.rate * direction[i];
    this.#done++;
  }

  /** Writes the gradients of all restarts, and their losses. P is as sharp as it will be used at temperature 0. */
  lossGradient(batch: PatchBatch, gradient: Float64Array, temperature: number, random: RandomStream): void {
    gradient.fill(0);
    this.#reserve(batch);
    for (let restart = 0; restart < this.settings.restarts; restart++) {
      const from = restart * this.stride;
      this.#project(batch, from);
      if (temperature > 0) this.#disturb(batch, temperature, random);
      this.losses[restart] = this.#lossGradient(batch, from, gradient);
    }
  }

  /** MSE of Eq. 8 of every restart on a batch; nothing is trained. */
  reconstruction(batch: PatchBatch): Float64Array {
    this.#reserve(batch);
    return Float64Array.from({ length: this.settings.restarts }, (_, restart) => {
      this.#project(batch, restart * this.stride);
      return this.#lossGradient(batch, restart * this.stride, null);
    });
  }

  #lossGradient(batch: PatchBatch, from: number, gradient: Float64Array | null): number {
    const decoder = this.#decoder;
    const decoderAt = this.#decoderAt(from);
    const { probability } = this.#macroTable(from);
    this.#applyStep(batch);
    const tally = this.#tallyOf(batch);
    decoder.evaluate(this.parameters, decoderAt, probability, tally);
    const loss = decoder.loss(tally);
    if (!gradient) return loss;
    decoder.addGradient(this.parameters, decoderAt, probability, tally, gradient, this.#valueGradient);
    if (this.macroRule.type === 'free') {
      for (let c = 0; c < contexts; c++) {
        this.#logitGradient[c] = this.#valueGradient[c] * probability[c] * (1 - probability[c]);
      }
      this.macroRule.network.addGradient(this.parameters, this.#ruleAt(from), this.#logitGradient, gradient);
    }
    this.#addProjectionGradient(batch, from, probability, decoder.sampleGradients(tally), gradient);
    return loss;
  }

  #macroTable(from: number): ContextTable {
    if (this.macroRule.type === 'shared') return this.macroRule.rule.table;
    const { network } = this.macroRule;
    network.evaluate(this.parameters, this.#ruleAt(from), this.#table);
    return this.#table;
  }

  /** b + w·x of the distinct patterns. */
  #project({ patterns, distinct }: PatchBatch, from: number): void {
    const bias = this.parameters[from + this.#cells];
    for (let q = 0; q < distinct; q++) {
      let sum = bias;
      for (let k = 0, bits = patterns[q]; bits !== 0; k++, bits >>>= 1) {
        if (bits & 1) sum += this.parameters[from + k];
      }
      this.#sums[q] = sum;
    }
  }

  #disturb({ distinct }: PatchBatch, temperature: number, random: RandomStream): void {
    for (let q = 0; q < distinct; q++) {
      const uniform = random.uniform();
      this.#sums[q] += temperature * Math.log(uniform / (1 - uniform));
    }
  }

  /** P of the distinct patterns, then the macro context of every sample. */
  #applyStep({ distinct, index, size }: PatchBatch): void {
    const value = this.#value;
    for (let q = 0; q < distinct; q++) value[q] = this.#sums[q] > 0 ? 1 : 0;
    for (let sample = 0; sample < size; sample++) {
      this.#macro[sample] =
        4 * value[index[3 * sample]] + 2 * value[index[3 * sample + 1]] + value[index[3 * sample + 2]];
    }
  }

  #tallyOf(batch: PatchBatch): Tally {
    if (this.#tally?.size !== batch.size) this.#tally = new Tally(batch.shape, batch.size);
    this.#tally.count(batch, this.#macro);
    return this.#tally;
  }

  #addProjectionGradient(
    { patterns, distinct, index, rows, size, shape: { space, time } }: PatchBatch,
    from: number,
    probability: Float64Array,
    rowGradient: Float64Array,
    gradient: Float64Array,
  ): void {
    const pull = this.#pull.fill(0, 0, distinct);
    const difference = this.#differences(probability);
    for (let sample = 0; sample < size; sample++) {
      const context = this.#macro[sample];
      let g = 0;
      for (let t = 0; t < time; t++) {
        g += rowGradient[((context * time + t) << space) + rows[sample * time + t]];
      }
      for (let j = 0; j < 3; j++) pull[index[3 * sample + j]] += g * difference[3 * context + j];
    }
    for (let q = 0; q < distinct; q++) {
      const smooth = 1 / (1 + Math.exp(-sharpness * this.#sums[q]));
      const g = pull[q] * sharpness * smooth * (1 - smooth);
      gradient[from + this.#cells] += g;
      for (let k = 0, bits = patterns[q]; bits !== 0; k++, bits >>>= 1) {
        if (bits & 1) gradient[from + k] += g;
      }
    }
  }

  #differences(probability: Float64Array): Float64Array {
    const { macroRule } = this;
    const whole = macroRule.type === 'shared' && macroRule.rule.deterministic;
    const answer = whole ? probability.map((p) => (p > 0.5 ? 1 : 0)) : probability;
    for (let c = 0; c < contexts; c++) {
      for (let j = 0; j < 3; j++) {
        const bit = 4 >> j;
        this.#difference[3 * c + j] = answer[c | bit] - answer[c & ~bit];
      }
    }
    return this.#difference;
  }

  #reserve({ patterns, size }: PatchBatch): void {
    if (this.#macro.length >= size) return;
    this.#sums = new Float64Array(patterns.length);
    this.#value = new Uint8Array(patterns.length);
    this.#pull = new Float64Array(patterns.length);
    this.#macro = new Uint8Array(size);
  }

  /** w, then b, of one restart; a copy. */
  weights(restart: number): Float64Array {
    const from = restart * this.stride;
    return this.parameters.slice(from, from + this.#cells + 1);
  }

  /** Parameters of the free macro rule of one restart; a copy. */
  ruleParameters(restart: number): Float64Array {
    return this.parameters.slice(this.#ruleAt(restart * this.stride), (restart + 1) * this.stride);
  }

  snapshot(): Snapshot {
    const { moment, square } = this.#adam.state();
    const shape = [this.settings.restarts, this.stride];
    return {
      arrays: {
        parameters: { shape, data: this.parameters },
        moment: { shape, data: moment },
        square: { shape, data: square },
        losses: { shape: [this.losses.length], data: this.losses },
      },
      values: { step: this.#done },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    this.#done = Number(values.step);
    this.parameters.set(arrays.parameters.data as Float64Array);
    this.losses.set(arrays.losses.data as Float64Array);
    this.#adam.restore({
      moment: arrays.moment.data as Float64Array,
      square: arrays.square.data as Float64Array,
      steps: this.#done,
    });
  }
}
