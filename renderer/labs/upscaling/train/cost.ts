import type { UpscalerModelSpec, UpscalerTrainingSpec } from '../../../../preload/contract/index.ts';
import { aboutTime, count } from '../../../components/numbers.ts';
import { samplingSeconds } from '../monte-carlo/cost.ts';

/** Held-out configurations over those trained on. */
const heldOutShare = 0.2;
/** Sweeps before the first configuration, about. */
const warmUp = 300;
/** Seconds per pixel and core to block a configuration and count its windows. */
const secondsPerPixel = 12e-9;
/** Starting a worker and its threads, writing the model. */
const overheadSeconds = 2;

/** Seconds of Newton's iterations on counted windows, with the k = 3 weights trained beside: they do not depend on the configurations. */
function newtonSeconds(model: UpscalerModelSpec): number {
  if (model.type === 'sequential') return 0.5;
  if (model.type === 'temperature') return 3 * model.couplings ** 0.5;
  return { 3: 0.1, 5: 0.3, 7: 1, 9: 20 }[model.size as 3 | 5 | 7 | 9];
}

/** Seconds of one AdamW step per pixel of its batch. */
const secondsPerStepPixel = { kernel: 2e-9, network: 6e-7 };

/** What a training is expected to take, in seconds over `cores`, in the parts the user can change. */
export interface TrainingCost {
  generation: number;
  training: number;
}

/**
 * @param known configurations and side of the run that is trained on, where they are known
 */
export function trainingCost(
  { model, data, optimiser }: UpscalerTrainingSpec,
  cores: number,
  known: { configurations: number; size: number } | null,
): TrainingCost {
  const own = data.source === 'monte-carlo' ? data : null;
  const size = own?.size ?? known?.size ?? 0;
  const configurations = own?.configurations ?? known?.configurations ?? 0;
  const all = configurations * (own ? 1 + heldOutShare : 1);
  const sweeps = own ? all * own.spacing + warmUp * cores : 0;
  const sampling = samplingSeconds({ size, algorithm: 'swendsen-wang', sweeps });
  const counting = all * size ** 2 * secondsPerPixel;
  const generation = (sampling + counting) / Math.max(1, cores);
  const network = model.type === 'two-layer';
  if (model.type === 'sequential' || (optimiser.name === 'newton' && !network)) {
    return { generation, training: newtonSeconds(model) };
  }
  const epochs = optimiser.name === 'adamw' ? optimiser.epochs : 100;
  const perPixel = network ? secondsPerStepPixel.network : secondsPerStepPixel.kernel;
  return { generation, training: epochs * configurations * size ** 2 * perPixel };
}

/** What the start button will do, before it is pressed. */
export function trainingSentence(spec: UpscalerTrainingSpec, { generation, training }: TrainingCost): string {
  const { data, model, optimiser } = spec;
  const method =
    model.type === 'sequential'
      ? 'counts its tables'
      : model.type === 'two-layer' || optimiser.name === 'adamw'
        ? `trains ${optimiser.name === 'adamw' ? count(optimiser.epochs) : 'its'} epochs with AdamW`
        : 'solves for the weights by Newton';
  const time = aboutTime(overheadSeconds + generation + training);
  if (data.source === 'run') return `Reads the spins of the run and ${method}; ${time}.`;
  return `Simulates ${count(data.configurations)} configurations of ${data.size}² and a fifth as many held out, and ${method}; ${time}.`;
}
