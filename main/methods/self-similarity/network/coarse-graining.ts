import { RandomStream } from '../../../compute/random.ts';
import type { SimdEngine } from '../../../compute/simd/engine.ts';
import type { Matrix } from '../../../compute/simd/matrix.ts';
import type { CoarseGrainingTask, LearntMap, StepTrainer } from '../learner.ts';
import { Encoders, type EncoderShape } from './encoders.ts';
import { squaredError } from './losses.ts';
import { inOwnEngine } from './memory.ts';
import { NetworkMap } from './network-map.ts';
import { NetworkRule } from './network-rule.ts';
import { Patches, type Part } from './patches.ts';
import { PerceptronPass, Perceptrons, type PerceptronShape } from './perceptrons.ts';
import { Reconstruction } from './reconstruction.ts';
import { perceptronOf } from './rule-form.ts';
import { standardised } from './standardisation.ts';
import { Training } from './training.ts';

/** Batches of which the covariance of patches is taken; each has k^d of them in the place of one. */
const covarianceBatches = 16;
/** Patches on which the reconstruction is measured, at least. */
const validationPatches = 4096;

/**
 * Stage two: P and a decoder (F → units tanh → F · S^d · T) by the mean squared error of Eq. 8, gradients through f, which is frozen or, for
 * free macro dynamics, trained as well from a random start. Batches are rounded up to a multiple of 8 patches.
 */
export function coarseGrainingTraining(
  task: CoarseGrainingTask,
  random: RandomStream,
): StepTrainer<LearntMap[]> {
  const { series, rule, scale, settings, augment, free } = task;
  if (!(rule instanceof NetworkRule)) throw new Error('the rule was learnt by another learner');
  const { form, standardisation } = rule;
  const { restarts } = settings;
  const batch = 8 * Math.ceil(settings.batch / 8);
  const shape: EncoderShape = {
    fields: form.fields,
    steps: form.binary && settings.mask === 'row' ? 1 : scale.time,
    places: form.planar ? scale.space ** 2 : scale.space,
    separable: settings.kernel === 'separable',
    binary: form.binary,
  };
  const patches = new Patches(series, standardised(series, standardisation), {
    kernel: form.kernel,
    scale,
    seen: shape.steps,
    turn: augment,
    batch,
  });

  return inOwnEngine((engine) => {
    const inputs = engine.zeros(patches.inputRows, patches.cells * batch);
    const targets = engine.zeros(patches.targetRows, batch);
    const draw = (stream: RandomStream, part: Part) => patches.draw(stream, part, inputs.data, targets.data);
    const encoders = new Encoders(engine, restarts, shape, patches.cells * batch);
    const chain = new MacroChain(engine, encoders, { rule, free, units: settings.units, restarts, targets });

    encoders.initialise(random);
    chain.initialise(random);
    // The same patches whatever the seed, so that a restored training finds the same covariance.
    const sample = new RandomStream(0, 'covariance');
    for (let i = 0; i < covarianceBatches; i++) {
      draw(sample, 'training');
      engine.scope(() => encoders.observe(inputs, 1 / covarianceBatches));
    }

    return new Training({
      engine,
      parameters: [...encoders.parameters(), ...chain.parameters()],
      restarts,
      steps: settings.steps,
      rate: settings.rate,
      where: 'coarseGraining.rate',
      random,
      learn(stream, losses) {
        draw(stream, 'training');
        encoders.forward(inputs);
        for (let restart = 0; restart < restarts; restart++) {
          losses[restart] = chain.forward(restart);
          chain.backward(restart);
        }
        encoders.backward(inputs);
      },
      result() {
        // The same patches whatever the seed.
        const stream = new RandomStream(0, 'validation');
        const measured = new Reconstruction(standardisation, patches.targetRows, restarts);
        for (let done = 0; done < validationPatches; done += batch) {
          draw(stream, 'validation');
          encoders.forward(inputs);
          measured.addTargets(targets);
          for (let restart = 0; restart < restarts; restart++) {
            chain.forward(restart);
            measured.addOutput(restart, chain.output, targets);
          }
        }
        const patchVariance = measured.variance();
        return Array.from(measured.errors(), (reconstruction, restart): LearntMap => ({
          map: new NetworkMap(scale, shape, form.planar, encoders.weights(restart), standardisation),
          macroRule: chain.macroRule(restart),
          reconstruction,
          patchVariance,
          projection: null,
          origin: 'trained',
        }));
      },
    });
  });
}

interface ChainOptions {
  rule: NetworkRule;
  free: boolean;
  /** Of the decoder. */
  units: number;
  restarts: number;
  /** What is reconstructed, [F · T · S^d][batch]. */
  targets: Matrix;
}

/** From macro states at a neighbourhood through f and the decoder to the loss, and back. */
class MacroChain {
  readonly #encoders: Encoders;
  readonly #options: ChainOptions;
  readonly #rules: Perceptrons;
  readonly #decoders: Perceptrons;
  readonly #rulePass: PerceptronPass;
  readonly #decoderPass: PerceptronPass;
  readonly #dPredicted: Matrix;
  readonly #dOutput: Matrix;

  constructor(engine: SimdEngine, encoders: Encoders, options: ChainOptions) {
    const { rule, free, units, restarts, targets } = options;
    const batch = targets.columns;
    const ruleShape = perceptronOf(rule.form);
    const decoderShape: PerceptronShape = {
      inputs: rule.fields,
      units,
      outputs: targets.rows,
      activation: 'tanh',
      linear: false,
    };
    this.#encoders = encoders;
    this.#options = options;
    this.#rules = new Perceptrons(engine, 'rule', free ? restarts : 1, ruleShape);
    this.#rulePass = new PerceptronPass(engine, ruleShape, batch);
    this.#decoders = new Perceptrons(engine, 'decoder', restarts, decoderShape);
    this.#decoderPass = new PerceptronPass(engine, decoderShape, batch);
    this.#dPredicted = engine.zeros(rule.fields, batch);
    this.#dOutput = engine.zeros(targets.rows, batch);
  }

  /** Reconstructions of the restart that went forward last. */
  get output(): Matrix {
    return this.#decoderPass.output;
  }

  parameters() {
    const rules = this.#options.free ? this.#rules.parameters() : [];
    return [...this.#decoders.parameters(), ...rules];
  }

  initialise(random: RandomStream): void {
    this.#decoders.initialise(random);
    if (this.#options.free) this.#rules.initialise(random);
    else this.#rules.assign(this.#options.rule.weights);
  }

  macroRule(restart: number): NetworkRule {
    const { rule, free } = this.#options;
    return free
      ? new NetworkRule(rule.form, this.#rules.weights(restart), rule.standardisation, false)
      : rule;
  }

  /** Loss of a restart whose macro states the encoders hold. */
  forward(restart: number): number {
    const { rule, targets } = this.#options;
    const predicted = this.#rulePass.output;
    this.#rules.forward(this.#ruleOf(restart), this.#within(this.#encoders.output, restart), this.#rulePass);
    if (rule.form.binary) toProbabilities(predicted);
    this.#decoders.forward(restart, predicted.pointer, this.#decoderPass);
    return squaredError(this.#decoderPass.output, targets, this.#dOutput);
  }

  /** Writes the gradient to the restart's macro states into the encoders. */
  backward(restart: number): void {
    const { rule, free } = this.#options;
    const predicted = this.#rulePass.output;
    const dPredicted = this.#dPredicted;
    this.#decoders.backward(
      restart,
      predicted.pointer,
      this.#decoderPass,
      this.#dOutput,
      true,
      dPredicted.pointer,
    );
    if (rule.form.binary) throughProbabilities(predicted, dPredicted);
    this.#rules.backward(
      this.#ruleOf(restart),
      this.#within(this.#encoders.output, restart),
      this.#rulePass,
      dPredicted,
      free,
      this.#within(this.#encoders.dOutput, restart),
    );
  }

  #ruleOf(restart: number): number {
    return this.#options.free ? restart : 0;
  }

  /** Macro states of a restart: [F][k^d · batch] in the encoders, [F · k^d][batch] to f. */
  #within(states: Matrix, restart: number): number {
    return states.pointer + 4 * restart * this.#options.rule.fields * states.stride;
  }
}

/** Outputs of f become probabilities of 1, on the scale from −1 to 1 of binary states. */
function toProbabilities({ data }: Matrix): void {
  for (let i = 0; i < data.length; i++) data[i] = 2 / (1 + Math.exp(-data[i])) - 1;
}

/** Their derivative, ½(1 − y²). */
function throughProbabilities({ data }: Matrix, gradient: Matrix): void {
  for (let i = 0; i < data.length; i++) gradient.data[i] *= (1 - data[i] * data[i]) / 2;
}
