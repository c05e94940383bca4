import { HostError } from '../../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../../compute/random.ts';
import type { Snapshot } from '../../../context.ts';
import type { CoarseGrainingTask, LearntMap, StepTrainer } from '../../learner.ts';
import { compositions } from './binary-map.ts';
import { BinaryRule } from './binary-rule.ts';
import { cellsSeen, freshPatches, patchesOfSeries, type PatchData, type PatchShape } from './patches.ts';
import { patchVariance, reconstructionOf } from './reconstruction.ts';
import { ScaleTraining } from './scale-training.ts';

/** Cells of a macro cell, as the decoder has a table of all rows; and cells that P sees, as they are the bits of a word. */
const mostCells = 10;
const mostCellsSeen = 32;

/** Stage two at one scale, all restarts side by side. */
export class CoarseGrainingTrainer implements StepTrainer<LearntMap[]> {
  readonly steps: number;
  readonly #rule: BinaryRule;
  readonly #main: ScaleTraining;
  /** For N = 4: the maps of N = 2, to be applied twice. */
  readonly #half: ScaleTraining | null;

  /** @throws HostError 'bad-argument' for scales that are too large for a binary map, or for the series. */
  constructor(task: CoarseGrainingTask, random: RandomStream) {
    const { rule, scale, settings, free } = task;
    if (!(rule instanceof BinaryRule)) throw new TypeError('the binary learner takes rules of its own');
    this.#rule = rule;
    this.steps = settings.steps;
    const training = (shape: PatchShape) =>
      new ScaleTraining(
        { shape, data: dataOf(task, rule, shape), rule: free ? null : rule, settings },
        random.bits(),
      );
    const shape = { ...scale, mask: settings.mask };
    checkShape(shape);
    this.#main = training(shape);
    const halves = settings.compose && !free && scale.space === 4 && scale.time === 4;
    this.#half = halves ? training({ space: 2, time: 2, mask: settings.mask }) : null;
  }

  get done(): number {
    return this.#main.training.done;
  }

  get losses(): Float64Array {
    return this.#main.training.losses;
  }

  advance(count: number): void {
    const end = Math.min(this.steps, this.done + count);
    while (this.done < end) {
      this.#main.step();
      this.#half?.step();
    }
  }

  snapshot(): Snapshot {
    const main = this.#main.snapshot();
    const half = this.#half?.snapshot();
    if (!half) return main;
    const arrays = Object.entries(half.arrays).map(([name, array]) => [`half_${name}`, array] as const);
    return {
      arrays: { ...main.arrays, ...Object.fromEntries(arrays) },
      values: { ...main.values, half: half.values },
    };
  }

  restore(saved: Snapshot): void {
    this.#main.restore(saved);
    if (!this.#half) return;
    const arrays = Object.entries(saved.arrays)
      .filter(([name]) => name.startsWith('half_'))
      .map(([name, array]) => [name.slice('half_'.length), array] as const);
    this.#half.restore({
      arrays: Object.fromEntries(arrays),
      values: saved.values.half as Snapshot['values'],
    });
  }

  result(): LearntMap[] {
    const { training } = this.#main;
    const batch = this.#main.evaluationBatch();
    const variance = patchVariance(batch);
    const errors = training.reconstruction(batch);
    const trained = this.#main.maps().map((map, restart): LearntMap => ({
      map,
      macroRule: this.#macroRule(restart),
      reconstruction: errors[restart],
      patchVariance: variance,
      projection: map.projection(),
      origin: 'trained',
    }));
    const composed = compositions(this.#half?.maps() ?? []).map((map): LearntMap => ({
      map,
      macroRule: this.#rule,
      reconstruction: reconstructionOf(map.value, this.#rule.table.probability, batch),
      patchVariance: variance,
      projection: map.projection(),
      origin: 'composed',
    }));
    return [...trained, ...composed];
  }

  #macroRule(restart: number): BinaryRule {
    const free = this.#main.freeRule(restart);
    return free ? new BinaryRule(free, null) : this.#rule;
  }
}

/** Fresh windows where f is wholly known, so that every one can occur; otherwise patches of the series. */
function dataOf({ series }: CoarseGrainingTask, { rule }: BinaryRule, shape: PatchShape): PatchData {
  return (rule === null ? null : freshPatches(rule, shape)) ?? patchesOfSeries(series, shape);
}

function checkShape(shape: PatchShape): void {
  if (shape.space <= mostCells && cellsSeen(shape) <= mostCellsSeen) return;
  throw new HostError(
    'bad-argument',
    `A binary map of ${shape.space} × ${shape.time} cells that sees ${shape.mask === 'row' ? 'the first row' : 'all of them'} is too large.`,
    {
      where: 'scales',
      remedy: `It takes at most ${mostCells} cells in space, and sees at most ${mostCellsSeen}; choose a smaller scale, or the network learner.`,
    },
  );
}
