import {
  HostError,
  type GrayScottParameters,
  type PatternGeneration,
} from '../../../preload/contract/index.ts';
import type { RunContext, Snapshot } from '../context.ts';
import { proposal, requireStable } from './proposals.ts';
import { simulateMany, systemsPerMessage } from './simulation-task.ts';

/** The part of a run's context that growing patterns needs. */
export type HarvestContext = Pick<RunContext, 'pool' | 'progress' | 'metric' | 'frame' | 'breathe'>;

/** How far a harvest has come; proposals 0 … proposals − 1 are done with. */
export interface HarvestCount {
  proposals: number;
  trivial: number;
  kept: number;
}

export interface GrownPattern {
  parameters: GrayScottParameters;
  seed: number;
  /** size² concentrations each, views that hold until `keep` has returned. */
  a: Float32Array;
  b: Float32Array;
}

/** Messages to each thread between two checks for a pause: about half a second at 64² and 4,000 steps. */
const messagesPerThread = 8;

/** A harvest that keeps fewer than one in this many proposals is called off instead of running for ever. */
const hopeless = 500;

/**
 * Grows proposals in their order on the pool's threads and hands every non-trivial one to `keep`, until `count` are kept. `state` is
 * advanced as it goes; `snapshot` is asked for when a checkpoint is due and must hold `state` and whatever `keep` has gathered. Throws
 * HostError 'unstable' or 'bad-specification' for ranges that cannot work.
 */
export async function harvest(
  context: HarvestContext,
  generation: PatternGeneration,
  seed: number,
  count: number,
  state: HarvestCount,
  keep: (pattern: GrownPattern) => void | Promise<void>,
  snapshot: () => Snapshot,
): Promise<void> {
  requireStable(generation);
  const { size } = generation;
  const cells = size * size;
  const round = context.pool.size * messagesPerThread * systemsPerMessage(generation);
  const message = () =>
    `${state.kept} of ${count} patterns; ${state.trivial} of ${state.proposals} proposals were trivial`;
  while (state.kept < count) {
    await context.breathe(snapshot);
    const systems = Array.from({ length: round }, (_, i) => proposal(generation, seed, state.proposals + i));
    const grown = await simulateMany(context.pool, systems, generation);
    let newest = -1;
    for (let i = 0; i < round && state.kept < count; i++) {
      state.proposals++;
      if (grown.trivial[i]) {
        state.trivial++;
        continue;
      }
      newest = i;
      const [a, b] = [grown.a, grown.b].map((field) => field.subarray(i * cells, (i + 1) * cells));
      state.kept++;
      await keep({ ...systems[i], a, b });
    }
    if (newest >= 0) {
      const data = grown.b.slice(newest * cells, (newest + 1) * cells);
      context.frame([{ width: size, height: size, data, label: 'b' }]);
    }
    context.metric('kept', state.proposals, state.kept);
    context.metric('trivial', state.proposals, state.trivial);
    context.progress(state.kept / count, message());
    if (state.proposals >= 2 * hopeless && state.kept * hopeless < state.proposals) {
      throw new HostError('bad-specification', `Only ${message()}: these ranges hold almost no patterns.`, {
        where: 'generation',
        remedy: 'Move the ranges of F and κ, take more steps, or lower the trivial threshold.',
      });
    }
  }
}
