import type { RunContext, Snapshot } from '../../context.ts';
import { stackRecords, unstackRecords } from '../stacked-records.ts';
import { createCounter, type CountedPiece, type CountingOrder, type CountingPlan } from './counting-task.ts';
import type { DataPart, TrainingData } from './data.ts';
import { MiniBatches, type BatchPiece } from './mini-batches.ts';
import { WalkPosition, walkThrough } from './walk.ts';
import { mergedCounts, WeightedCounts } from './weighted-counts.ts';

/** The sufficient statistics of a training, part by part, as far as the data has been gone through. */
export class Counting {
  readonly plan: CountingPlan;
  readonly data: TrainingData;
  readonly #seed: number;
  /** [part][level] */
  readonly #counts: WeightedCounts[][];
  #position: WalkPosition;
  #batches = new MiniBatches();

  constructor(plan: CountingPlan, data: TrainingData, seed: number) {
    this.plan = plan;
    this.data = data;
    this.#seed = seed;
    this.#position = new WalkPosition(data.parts.length);
    const { cases } = createCounter(plan.counter);
    this.#counts = data.parts.map(() => Array.from({ length: plan.levels }, () => new WeightedCounts(cases)));
  }

  /** Counts what is left of the data; `breathe` is awaited whenever the snapshot is whole. */
  async run(
    pool: RunContext['pool'],
    breathe: () => Promise<void>,
    progress: (configurations: number, total: number) => void,
  ): Promise<void> {
    await walkThrough<CountingOrder, CountedPiece>(pool, this.data, this.#position, {
      task: 'inverse-rg.count',
      input: (piece, part, done) => {
        const { use, before } = this.data.parts[part];
        const plan = use === 'training' ? this.plan : { ...this.plan, batches: null };
        return { plan, piece, seed: this.#seed, ties: `ties/${part}/${done}`, place: before + done };
      },
      take: ({ counts, batches }, part) => {
        for (const [level, sum] of this.#counts[part].entries()) {
          sum.merge(WeightedCounts.fromArrays(counts, String(level)));
        }
        const { stratum } = this.data.parts[part];
        for (const { batch, classes, counts: arrays } of batches) {
          const ofClasses = WeightedCounts.fromArrays(arrays, 'counts');
          this.#batches.add({ batch, part, stratum, classes, counts: ofClasses });
        }
      },
      breathe,
      progress,
    });
  }

  /** Counts of the parts of one use and stratum at one level. */
  parts(use: DataPart['use'], stratum: number, level = 0): WeightedCounts[] {
    return this.data.parts.flatMap((part, index) =>
      part.use === use && part.stratum === stratum ? [this.#counts[index][level]] : [],
    );
  }

  whole(use: DataPart['use'], stratum: number, level = 0): WeightedCounts {
    return mergedCounts(this.parts(use, stratum, level));
  }

  /** The mini-batches, where the plan asks for them. */
  get batches(): BatchPiece[][] {
    return this.#batches.all;
  }

  snapshot(): Snapshot {
    const position = this.#position.snapshot();
    const batches = this.#batches.snapshot();
    const counts = stackRecords(
      this.#counts.flatMap((levels) => levels.map((level) => level.toArrays('counts'))),
    );
    return {
      arrays: { ...position.arrays, ...batches.arrays, ...counts },
      values: { position: position.values, batches: batches.values },
    };
  }

  restore({ arrays, values }: Snapshot): void {
    const part = (name: string): Snapshot => ({ arrays, values: values[name] as Snapshot['values'] });
    this.#position = WalkPosition.restore(part('position'));
    this.#batches = MiniBatches.restore(part('batches'));
    const stacked = { counts: arrays.counts, 'counts-totals': arrays['counts-totals'] };
    const { levels } = this.plan;
    for (const [i, record] of unstackRecords(stacked).entries()) {
      this.#counts[Math.floor(i / levels)][i % levels] = WeightedCounts.fromArrays(record, 'counts');
    }
  }
}
