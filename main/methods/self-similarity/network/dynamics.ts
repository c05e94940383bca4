import type { DynamicsSettings } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { Matrix } from '../../../compute/simd/matrix.ts';
import type { LearntDynamics, StepTrainer } from '../learner.ts';
import type { Spacetime } from '../spacetime.ts';
import { crossEntropy, squaredError } from './losses.ts';
import { inOwnEngine } from './memory.ts';
import { NetworkRule } from './network-rule.ts';
import { Patches, type Part } from './patches.ts';
import { PerceptronPass, Perceptrons } from './perceptrons.ts';
import { perceptronOf, type RuleForm } from './rule-form.ts';
import { standardisationOf, standardised } from './standardisation.ts';
import { Training } from './training.ts';

/** Neighbourhoods of a training step, the same for all restarts. */
const batch = 1024;
/** Batches on which restarts are compared. */
const validationBatches = 8;
const usualUnits = 16;

export interface DynamicsTask {
  series: Spacetime;
  settings: DynamicsSettings & { kernel: number };
  augment: boolean;
}

/** Stage one: f by the mean squared error of Eq. 7 (cross-entropy where the data are binary) on neighbourhoods drawn from the series. */
export function dynamicsTraining(task: DynamicsTask, random: RandomStream): StepTrainer<LearntDynamics> {
  const { series, settings, augment } = task;
  const form: RuleForm = {
    fields: series.fields,
    kernel: settings.kernel,
    planar: series.height > 1,
    units: settings.units ?? usualUnits,
    activation: settings.activation === 'auto' ? 'tanh' : settings.activation,
    binary: series.binary,
  };
  const standardisation = standardisationOf(series, augment && form.planar);
  const patches = new Patches(series, standardised(series, standardisation), {
    kernel: form.kernel,
    scale: { space: 1, time: 1 },
    seen: 1,
    turn: augment,
    batch,
  });
  const shape = perceptronOf(form);
  const { restarts } = settings;

  return inOwnEngine((engine) => {
    const networks = new Perceptrons(engine, 'rule', restarts, shape);
    networks.initialise(random);
    const inputs = engine.zeros(shape.inputs, batch);
    const targets = engine.zeros(shape.outputs, batch);
    const gradient = engine.zeros(shape.outputs, batch);
    const pass = new PerceptronPass(engine, shape, batch);
    const loss = form.binary ? crossEntropy : squaredError;
    const draw = (stream: RandomStream, part: Part) => patches.draw(stream, part, inputs.data, targets.data);

    return new Training({
      engine,
      parameters: networks.parameters(),
      restarts,
      steps: settings.steps,
      rate: settings.rate,
      where: 'dynamics.rate',
      random,
      learn(stream, losses) {
        draw(stream, 'training');
        for (let restart = 0; restart < restarts; restart++) {
          networks.forward(restart, inputs.pointer, pass);
          losses[restart] = loss(pass.output, targets, gradient);
          networks.backward(restart, inputs.pointer, pass, gradient, true, 0);
        }
      },
      result() {
        // The same neighbourhoods whatever the seed.
        const stream = new RandomStream(0, 'validation');
        const sums = Array.from({ length: restarts }, () => ({ loss: 0, soft: 0, hard: 0 }));
        for (let i = 0; i < validationBatches; i++) {
          draw(stream, 'validation');
          for (const [restart, sum] of sums.entries()) {
            networks.forward(restart, inputs.pointer, pass);
            sum.loss += loss(pass.output, targets, gradient);
            if (form.binary) addBrierScores(pass.output, targets, sum);
          }
        }
        const best = sums.reduce((least, sum, i) => (sum.loss < sums[least].loss ? i : least), 0);
        const decided = form.binary && sums[best].hard <= sums[best].soft;
        return {
          rule: new NetworkRule(form, networks.weights(best), standardisation, decided),
          agreement: null,
        };
      },
    });
  });
}

/** Squared errors of the probabilities, and of the likelier value. */
function addBrierScores(output: Matrix, target: Matrix, scores: { soft: number; hard: number }): void {
  const [y, t] = [output.data, target.data];
  for (let i = 0; i < y.length; i++) {
    const probability = 1 / (1 + Math.exp(-t[i] * y[i]));
    scores.soft += (1 - probability) ** 2;
    scores.hard += Number(t[i] * y[i] <= 0);
  }
}
