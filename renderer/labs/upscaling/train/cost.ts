import type { KernelSize, UpscalerTrainingSpec } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';
import { samplingSeconds } from '../monte-carlo/cost.ts';
import { networkOptimiser } from './kinds.ts';

/** Held-out configurations over those trained on. */
const heldOutShare = 0.2;
/** Sweeps before the first configuration, about. */
const warmUp = 300;
/** Seconds per pixel and core to block a configuration and count what its pixels see; sequential tables count four times on two levels. */
const secondsPerPixel = { windows: 3e-9, sequential: 40e-9 };
/** Starting a worker and its threads, writing the model. */
const overheadSeconds = 2;

/** Seconds of Newton's iterations on counted windows: they do not depend on the number of configurations. */
const newtonSeconds: Record<KernelSize, number> = { 3: 0.1, 5: 0.2, 7: 0.4, 9: 5 };
/** Seconds of one AdamW step on the counts of its batch. */
const secondsPerStep: Record<KernelSize, number> = { 3: 1e-3, 5: 2e-3, 7: 8e-3, 9: 0.1 };
/** Seconds per pixel of the two-layer networks, which run on one core. */
const secondsPerNetworkPixel = { 3: 1.2e-6, 7: 5e-6 };

/** Seconds of the optimisation of `configurations` lattices of side `size`. */
function optimisationSeconds(
  { model, optimiser }: UpscalerTrainingSpec,
  configurations: number,
  size: number,
): number {
  if (model.type === 'sequential') return 0.5;
  const adamw = optimiser.name === 'adamw' ? optimiser : networkOptimiser;
  if (model.type === 'two-layer') {
    return adamw.epochs * configurations * size ** 2 * secondsPerNetworkPixel[model.size];
  }
  if (optimiser.name === 'adamw') {
    return optimiser.epochs * Math.ceil(configurations / optimiser.batch) * secondsPerStep[model.size];
  }
  return newtonSeconds[model.size] * (model.type === 'temperature' ? model.couplings : 1);
}

/** What a training is expected to take, in seconds over `cores`, in the parts the user can change. */
export interface TrainingCost {
  generation: number;
  training: number;
}

/**
 * @param known configurations and side of the run that is trained on, where they are known
 */
export function trainingCost(
  spec: UpscalerTrainingSpec,
  cores: number,
  known: { configurations: number; size: number } | null,
): TrainingCost {
  const { data, model } = spec;
  const own = data.source === 'monte-carlo' ? data : null;
  const size = own?.size ?? known?.size ?? 0;
  const configurations = own?.configurations ?? known?.configurations ?? 0;
  const all = configurations * (own ? 1 + heldOutShare : 1);
  const sweeps = own ? all * own.spacing + warmUp * cores : 0;
  const sampling = samplingSeconds({ size, algorithm: 'swendsen-wang', sweeps });
  const counting = all * size ** 2 * secondsPerPixel[model.type === 'sequential' ? 'sequential' : 'windows'];
  const generation = (sampling + counting) / Math.max(1, cores);
  return { generation, training: optimisationSeconds(spec, configurations, size) };
}

/** What the start button will do, before it is pressed. */
export function trainingSentence(spec: UpscalerTrainingSpec, { generation, training }: TrainingCost): string {
  const { data, model, optimiser } = spec;
  const method =
    model.type === 'sequential'
      ? 'counts its tables'
      : optimiser.name === 'adamw'
        ? `trains ${count(optimiser.epochs)} ${optimiser.epochs === 1 ? 'epoch' : 'epochs'} with AdamW`
        : 'solves for the weights by Newton';
  const time = aboutTime(overheadSeconds + generation + training);
  if (data.source === 'run') return `Reads the spins of the run and ${method}; ${time}.`;
  return `Simulates ${count(data.configurations)} configurations of ${data.size}² and a fifth as many held out, and ${method}; ${time}.`;
}
