import type { ArrayRecord, OptimiserSpec } from '../../../preload/contract/index.ts';
import {
  Adam,
  learningRate,
  restoreModules,
  saveModules,
  type Module,
  type SimdEngine,
} from '../../compute/simd/index.ts';
import { RandomStream } from '../../compute/random.ts';
import type { RunContext } from '../context.ts';

/** What a training needs of its run; verification trains without one. */
export type TrainingContext = Pick<
  RunContext,
  'random' | 'metric' | 'progress' | 'restore' | 'breathe' | 'useBackend'
>;

/** Named parts of a loss, and `total`. */
export type Losses = Record<string, number> & { total: number };

export interface Training {
  engine: SimdEngine;
  modules: readonly Module[];
  optimiser: OptimiserSpec;
  steps: number;
  /** Forward and backward pass on one batch: adds to the gradients of the modules. Runs in a scope of the engine. */
  step(): Losses;
  /** The same losses on data the training never sees, without gradients; in a scope too. */
  heldOut(): Losses;
  /** Data that a resume could not make again cheaply. */
  data?: ArrayRecord;
  /** Where this training's progress lies in the run's: [from, to]. */
  share: readonly [number, number];
}

const metricEvery = 10;
const heldOutReadings = 40;

/**
 * Trains from the last checkpoint, or from the start. Whatever the next step depends on is in the snapshot (weights,
 * optimiser, step) or in the context's random streams, so an interrupted training ends with the same bits.
 */
export async function train(context: TrainingContext, training: Training): Promise<void> {
  const { engine, modules, optimiser, steps, share } = training;
  context.useBackend(engine.backend);
  const adam = new Adam(
    engine,
    modules.flatMap((module) => module.parameters()),
    { clip: optimiser.clip },
  );
  const restored = context.restore();
  let step = 0;
  if (typeof restored?.values.step === 'number') {
    restoreModules(modules, restored.arrays);
    adam.restore(restored.arrays);
    step = restored.values.step;
  }
  const heldOutEvery = Math.max(1, Math.floor(steps / heldOutReadings));
  for (; step < steps; step++) {
    await context.breathe(() => ({
      arrays: { ...saveModules(modules), ...adam.save(), ...training.data },
      values: { step },
    }));
    const rate = learningRate(optimiser, step, steps);
    const losses = engine.scope(() => training.step());
    const norm = adam.step(rate);
    if (!Number.isFinite(losses.total)) {
      throw new Error(`the loss is ${losses.total} at step ${step}: lower the learning rate`);
    }
    const last = step === steps - 1;
    if (step % metricEvery === 0 || last) {
      report(context, 'training', step, losses);
      context.metric('gradient norm', step, norm);
      context.metric('learning rate', step, rate);
      context.progress(
        share[0] + ((step + 1) / steps) * (share[1] - share[0]),
        `step ${step + 1} of ${steps}`,
      );
    }
    if (step % heldOutEvery === 0 || last) {
      report(
        context,
        'held out',
        step,
        engine.scope(() => training.heldOut()),
      );
    }
  }
}

function report(context: TrainingContext, where: string, step: number, losses: Losses): void {
  for (const [name, value] of Object.entries(losses)) context.metric(`${where}: ${name}`, step, value);
}

/** A context that keeps no record and is never interrupted. */
export function unattended(seed: number, progress: (fraction: number) => void = () => {}): TrainingContext {
  const streams = new Map<string, RandomStream>();
  return {
    random(name) {
      const stream = streams.get(name) ?? new RandomStream(seed, name);
      streams.set(name, stream);
      return stream;
    },
    metric: () => {},
    progress,
    restore: () => null,
    breathe: () => Promise.resolve(),
    useBackend: () => {},
  };
}
