import type { ArrayRecord } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { RunContext, Snapshot } from '../../context.ts';
import type { StepTrainer } from '../learner.ts';

/** What the trainings of a run need of its context. */
export type StagesContext = Pick<
  RunContext<'self-similarity'>,
  'spec' | 'restore' | 'breathe' | 'progress' | 'metric'
>;

/** Points of a metric per training, and how long the run may go without breathing. */
const metricPoints = 200;
const turnSeconds = 0.03;

interface StageRecord {
  name: string;
  snapshot: Snapshot;
  random: number[];
}

export interface Stage<Result> {
  /** Of the random stream; unique in the run. */
  name: string;
  /** For people: "2x4, coarse-graining". */
  title: string;
  /** Of the loss; null: none is kept. */
  metric: string | null;
  /** Part of the whole, of the sum of `work` over all stages. */
  work: number;
  make(random: RandomStream): StepTrainer<Result>;
}

/**
 * The trainings of a run, one after another. Every one has a random stream of its own; what a finished one left is kept as its last snapshot, from
 * which its result is made again, so that an interrupted run ends with the same bits.
 */
export class Stages {
  readonly #context: StagesContext;
  /** Of the last start, as far as this one has not come to them again. */
  readonly #saved: Map<string, StageRecord>;
  readonly #finished: StageRecord[] = [];
  readonly #earlier: number;
  readonly #started = performance.now();
  #work: number;
  #done = 0;

  /** @param work sum over all stages that may come. */
  constructor(context: StagesContext, work: number) {
    this.#context = context;
    this.#work = work;
    const saved = context.restore();
    this.#saved = new Map(saved === null ? [] : readRecords(saved).map((record) => [record.name, record]));
    this.#earlier = Number(saved?.values.seconds ?? 0);
  }

  /** Seconds of all starts of the run together. */
  get seconds(): number {
    return this.#earlier + (performance.now() - this.#started) / 1000;
  }

  /** Less work will come than was thought. */
  leaveOut(work: number): void {
    this.#work -= work;
  }

  /** Where nothing is being trained: what was trained so far is kept. */
  async breathe(): Promise<void> {
    await this.#context.breathe(() => this.#snapshot(null));
  }

  /** So much of the work is behind, also where some of it turned out not to be needed. */
  reach(work: number): void {
    this.#done = Math.max(this.#done, work);
  }

  async train<Result>({ name, title, metric, work, make }: Stage<Result>): Promise<Result> {
    const { spec } = this.#context;
    const random = new RandomStream(spec.seed, name);
    const trainer = make(random);
    const saved = this.#saved.get(name);
    if (saved) {
      trainer.restore(saved.snapshot);
      random.restore(saved.random);
      this.#saved.delete(name);
    }
    const record = (): StageRecord => ({ name, snapshot: trainer.snapshot(), random: random.state() });
    const every = Math.max(1, Math.ceil(trainer.steps / metricPoints));
    let turn = 1;
    while (trainer.done < trainer.steps) {
      await this.#context.breathe(() => this.#snapshot({ record: record(), step: trainer.done }));
      const before = performance.now();
      const next = every - (trainer.done % every);
      trainer.advance(Math.min(turn, next));
      // Turns of about equal time; how many steps one takes changes no bit.
      if (performance.now() - before < 500 * turnSeconds) turn *= 2;
      else if (performance.now() - before > 1000 * turnSeconds) turn = Math.max(1, turn >> 1);
      if (metric !== null && (trainer.done % every === 0 || trainer.done === trainer.steps)) {
        this.#context.metric(metric, trainer.done, lowest(trainer.losses));
      }
      const fraction = trainer.done / trainer.steps;
      this.#context.progress(0.99 * ((this.#done + work * fraction) / this.#work), title);
    }
    this.#done += work;
    this.#finished.push(record());
    return trainer.result();
  }

  #snapshot(current: { record: StageRecord; step: number } | null): Snapshot {
    const records = [
      ...this.#finished,
      ...(current === null ? [] : [current.record]),
      ...this.#saved.values(),
    ];
    const arrays: ArrayRecord = {};
    for (const [index, { snapshot }] of records.entries()) {
      for (const [key, array] of Object.entries(snapshot.arrays)) arrays[`stage${index}_${key}`] = array;
    }
    return {
      arrays,
      values: {
        stages: records.map(({ name, snapshot, random }) => ({ name, values: snapshot.values, random })),
        stage: current?.record.name ?? null,
        step: current?.step ?? null,
        seconds: this.seconds,
      },
    };
  }
}

function readRecords({ arrays, values }: Snapshot): StageRecord[] {
  const stages = values.stages as { name: string; values: Snapshot['values']; random: number[] }[];
  return stages.map(({ name, values: own, random }, index) => {
    const prefix = `stage${index}_`;
    const mine = Object.entries(arrays).filter(([key]) => key.startsWith(prefix));
    return {
      name,
      random,
      snapshot: {
        values: own,
        arrays: Object.fromEntries(mine.map(([key, array]) => [key.slice(prefix.length), array])),
      },
    };
  });
}

/** Of the restarts; NaN when every one has diverged. */
function lowest(losses: Float64Array): number {
  const finite = losses.filter((loss) => Number.isFinite(loss));
  return finite.length === 0 ? Number.NaN : finite.reduce((a, b) => Math.min(a, b));
}
