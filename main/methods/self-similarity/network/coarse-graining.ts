import { RandomStream } from '../../../compute/random.ts';
import { SimdEngine } from '../../../compute/simd/engine.ts';
import type { Matrix } from '../../../compute/simd/matrix.ts';
import type { CoarseGrainingTask, LearntMap, StepTrainer } from '../learner.ts';
import { Encoders, type EncoderShape } from './encoders.ts';
import { squaredError } from './losses.ts';
import { NetworkMap } from './network-map.ts';
import { NetworkRule } from './network-rule.ts';
import { Patches, type Part } from './patches.ts';
import { PerceptronPass, Perceptrons, type PerceptronShape } from './perceptrons.ts';
import { perceptronOf } from './rule-form.ts';
import { Reconstruction } from './reconstruction.ts';
import { standardised } from './standardisation.ts';
import { Training } from './training.ts';

/** Patches on which the reconstruction is measured, at least. */
const validationPatches = 4096;

/**
 * Stage two: P and a decoder (F → units tanh → F · S^d · T) by the mean squared error of Eq. 8, gradients through f, which is frozen or, for
 * free macro dynamics, trained as well from a random start.
 */
export function coarseGrainingTraining(
  task: CoarseGrainingTask,
  random: RandomStream,
): StepTrainer<LearntMap[]> {
  const { series, rule, scale, settings, augment, free } = task;
  if (!(rule instanceof NetworkRule)) throw new Error('the rule was learnt by another learner');
  const { form, standardisation } = rule;
  const places = series.height > 1 ? scale.space ** 2 : scale.space;
  const seen = form.binary && settings.mask === 'row' ? 1 : scale.time;
  const { restarts } = settings;
  const batch = 8 * Math.ceil(settings.batch / 8);
  const patches = new Patches(series, standardised(series, standardisation), {
    kernel: form.kernel,
    scale,
    seen,
    turn: augment,
    batch,
  });

  const engine = new SimdEngine();
  const inputs = engine.zeros(patches.inputRows, patches.cells * batch);
  const targets = engine.zeros(patches.targetRows, batch);
  const gradient = engine.zeros(patches.targetRows, batch);
  const encoderShape: EncoderShape = {
    fields: form.fields,
    steps: seen,
    places,
    separable: settings.kernel === 'separable',
    binary: form.binary,
  };
  const encoders = new Encoders(engine, restarts, encoderShape, patches.cells * batch);
  const ruleShape = perceptronOf(form);
  const rules = new Perceptrons(engine, 'rule', free ? restarts : 1, ruleShape);
  const rulePass = new PerceptronPass(engine, ruleShape, batch);
  const dPredicted = engine.zeros(form.fields, batch);
  const decoderShape: PerceptronShape = {
    inputs: form.fields,
    units: settings.units,
    outputs: patches.targetRows,
    activation: 'tanh',
  };
  const decoders = new Perceptrons(engine, 'decoder', restarts, decoderShape);
  const decoderPass = new PerceptronPass(engine, decoderShape, batch);
  const draw = (stream: RandomStream, part: Part) => patches.draw(stream, part, inputs.data, targets.data);

  draw(random, 'training');
  encoders.initialise(random, inputs);
  decoders.initialise(random);
  if (free) rules.initialise(random);
  else rules.assign(rule.weights);

  /** Macro states of a restart at the neighbourhood: [F · k^d][batch] within the encoders' output. */
  const macroOf = (matrix: Matrix, restart: number) =>
    matrix.pointer + 4 * restart * form.fields * matrix.stride;
  const forward = (restart: number) => {
    rules.forward(free ? restart : 0, macroOf(encoders.output, restart), rulePass);
    if (form.binary) toProbabilities(rulePass.output);
    decoders.forward(restart, rulePass.output.pointer, decoderPass);
    return squaredError(decoderPass.output, targets, gradient);
  };
  const backward = (restart: number) => {
    decoders.backward(restart, rulePass.output.pointer, decoderPass, gradient, true, dPredicted.pointer);
    if (form.binary) throughProbabilities(rulePass.output, dPredicted);
    const macro = macroOf(encoders.output, restart);
    rules.backward(free ? restart : 0, macro, rulePass, dPredicted, free, macroOf(encoders.dOutput, restart));
  };

  return new Training({
    engine,
    parameters: [...encoders.parameters(), ...decoders.parameters(), ...(free ? rules.parameters() : [])],
    restarts,
    steps: settings.steps,
    rate: settings.rate,
    where: 'coarseGraining.rate',
    random,
    learn(stream, losses) {
      draw(stream, 'training');
      encoders.forward(inputs);
      for (let restart = 0; restart < restarts; restart++) {
        losses[restart] = forward(restart);
        backward(restart);
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
          forward(restart);
          measured.addOutput(restart, decoderPass.output, targets);
        }
      }
      const patchVariance = measured.variance();
      return Array.from(measured.errors(), (reconstruction, restart): LearntMap => ({
        map: new NetworkMap(scale, encoderShape, form.planar, encoders.weights(restart), standardisation),
        macroRule: free ? new NetworkRule(form, rules.weights(restart), standardisation, false) : rule,
        reconstruction,
        patchVariance,
        projection: null,
        origin: 'trained',
      }));
    },
  });
}

/** Outputs of f become probabilities of 1, on the scale from −1 to 1 of binary states. */
function toProbabilities({ data }: Matrix): void {
  for (let i = 0; i < data.length; i++) data[i] = 2 / (1 + Math.exp(-data[i])) - 1;
}

/** Their derivative, ½(1 − y²). */
function throughProbabilities({ data }: Matrix, gradient: Matrix): void {
  for (let i = 0; i < data.length; i++) gradient.data[i] *= (1 - data[i] * data[i]) / 2;
}
