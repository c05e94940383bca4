import * as tf from '@tensorflow/tfjs-core';
import { HostError, type Estimate, type UpscalerTrainingSpec } from '../../../../preload/contract/index.ts';
import { chooseBackend } from '../../../compute/backends/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { TensorAdam } from '../../../compute/tensors/adam.ts';
import type { Ensemble } from '../../../physics/ising/spins.ts';
import type { RunContext } from '../../context.ts';
import { batchOf } from './batches.ts';
import { TwoLayerNetwork, type TwoLayerParameters } from './network.ts';

/** Held-out configurations the curve is drawn from; all of them count at the end. */
const curveConfigurations = 256;
const curvePoints = 50;
/** The paper clips no gradients: a bound that none reaches. */
const noClip = 1e9;
/** Configurations evaluated at once without a gradient. */
const chunk = 64;

/** What is to be trained, as the document of a training says it. */
export type TwoLayerTask = Pick<UpscalerTrainingSpec, 'model' | 'optimiser' | 'loss' | 'seed'>;

/** What of a run's context a training needs. */
export type TrainingContext = Pick<
  RunContext,
  'backend' | 'useBackend' | 'metric' | 'progress' | 'restore' | 'breathe'
>;

export interface TrainedTwoLayer {
  parameters: TwoLayerParameters;
  /** Nats per pixel over the last epoch, and on all held-out configurations with the error of their mean. */
  loss: { training: Estimate; heldOut: Estimate };
  steps: number;
  parameterCount: number;
}

/**
 * Trains the two-layer network by AdamW on mini-batches (Sec. III B and VI), on the best tensor backend there is. Each epoch has its own
 * order and its own draw of the majority rule's ties, so a resumed training goes on with the same bits. Progress runs over `share`.
 */
export async function trainTwoLayer(
  context: TrainingContext,
  { model, optimiser, loss, seed }: TwoLayerTask,
  data: { training: Ensemble; heldOut: Ensemble },
  share: readonly [number, number],
): Promise<TrainedTwoLayer> {
  if (model.type !== 'two-layer' || optimiser.name !== 'adamw') {
    throw new HostError(
      'bad-argument',
      'The two-layer network has no convex loss: Newton’s method cannot train it.',
      {
        where: 'optimiser.name',
        remedy: 'Choose AdamW as the optimiser.',
      },
    );
  }
  const { name: backend } = await chooseBackend(context.backend);
  context.useBackend(backend);
  const network = new TwoLayerNetwork(model.size, new RandomStream(seed, 'weights'));
  const adam = new TensorAdam(network.weights, { clip: noClip, weightDecay: optimiser.weightDecay });
  const { count } = data.training;
  const batch = Math.min(optimiser.batch, count);
  const stepsPerEpoch = Math.floor(count / batch);
  const steps = optimiser.epochs * stepsPerEpoch;
  const curveEvery = Math.max(1, Math.floor(steps / curvePoints));
  const weighted = loss === 'weighted';
  const recent: number[] = [];

  let step = 0;
  const saved = context.restore();
  if (typeof saved?.values.step === 'number') {
    network.restore(saved.arrays);
    adam.restore(saved.arrays);
    step = saved.values.step;
    recent.push(...(saved.values.recent as number[]));
  }
  try {
    let order: { epoch: number; indices: Uint32Array } = { epoch: -1, indices: new Uint32Array(0) };
    for (; step < steps; step++) {
      const arrays = { ...(await network.weights.save()), ...(await adam.save()) };
      await context.breathe(() => ({ arrays, values: { step, recent } }));
      const epoch = Math.floor(step / stepsPerEpoch);
      if (epoch !== order.epoch) {
        order = { epoch, indices: new RandomStream(seed, `order of epoch ${epoch}`).permutation(count) };
      }
      const first = (step % stepsPerEpoch) * batch;
      const chosen = order.indices.subarray(first, first + batch);
      const ties = new RandomStream(seed, `ties of step ${step}`);
      const value = await descend(network, adam, optimiser.learningRate, () =>
        batchOf(data.training, chosen, ties, weighted),
      );
      if (!Number.isFinite(value)) {
        throw new Error(`the loss is ${value} at step ${step}: lower the learning rate`);
      }
      recent.push(value);
      if (recent.length > stepsPerEpoch) recent.shift();
      context.metric('training: loss', step, value);
      if (step % curveEvery === 0 || step === steps - 1) {
        const { value: heldOut } = await evaluate(network, data.heldOut, curveConfigurations, seed);
        context.metric('held out: loss', step, heldOut);
      }
      context.progress(
        share[0] + ((step + 1) / steps) * (share[1] - share[0]),
        `step ${step + 1} of ${steps} on ${backend}`,
      );
    }
    return {
      parameters: await network.parameters(),
      loss: {
        training: meanOf(recent),
        heldOut: await evaluate(network, data.heldOut, data.heldOut.count, seed),
      },
      steps,
      parameterCount: network.weights.count,
    };
  } finally {
    adam.dispose();
    network.dispose();
  }
}

async function descend(
  network: TwoLayerNetwork,
  adam: TensorAdam,
  learningRate: number,
  make: () => ReturnType<typeof batchOf>,
): Promise<number> {
  const { spins, upsampled, weights } = make();
  const loss = adam.minimise(
    () => tf.sum(tf.mul(weights, network.losses(upsampled, spins))) as tf.Scalar,
    learningRate,
  );
  const [value] = await loss.data();
  tf.dispose([spins, upsampled, weights, loss]);
  return value;
}

/** Mean loss per pixel of the first `count` configurations with uniform weights, and its standard error over configurations. */
async function evaluate(
  network: TwoLayerNetwork,
  ensemble: Ensemble,
  count: number,
  seed: number,
): Promise<Estimate> {
  const ties = new RandomStream(seed, 'ties of the held-out configurations');
  const values: number[] = [];
  const used = Math.min(count, ensemble.count);
  for (let first = 0; first < used; first += chunk) {
    const chosen = Array.from({ length: Math.min(chunk, used - first) }, (_, i) => first + i);
    const losses = tf.tidy(() => {
      const { spins, upsampled } = batchOf(ensemble, chosen, ties, false);
      return network.losses(upsampled, spins);
    });
    values.push(...(await losses.data()));
    losses.dispose();
  }
  return meanOf(values);
}

function meanOf(values: readonly number[]): Estimate {
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  if (values.length < 2) return { value, error: null };
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (values.length - 1);
  return { value, error: Math.sqrt(variance / values.length) };
}
