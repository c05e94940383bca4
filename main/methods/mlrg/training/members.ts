import type { MlrgTrainingSpec } from '../../../../preload/contract/index.ts';
import type { Snapshot, ThreadPool } from '../../context.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { MonotoneNetwork } from '../moderator/network.ts';
import type { ChunkInput, ChunkOutput } from './chunk-task.ts';
import { DivergenceRecord } from './divergence-record.ts';
import { joinStates, splitStates } from './joined-states.ts';
import { shapeOf } from './trainer.ts';

/** Seconds of work between two looks at what the user wants; the length of a chunk changes no numbers. */
const chunkSeconds = 0.4;

/** A point of the curve of a training; members count from 0. */
export interface CurvePoint {
  member: number;
  step: number;
  value: number;
}

/** The trainings of a run, in lockstep, chunk by chunk on the threads of a pool. */
export class TrainingMembers {
  readonly #spec: MlrgTrainingSpec;
  readonly #space: CouplingSpace;
  readonly #records: DivergenceRecord[];
  #states: Snapshot[] = [];
  #step = 0;
  #length = 1;

  constructor(spec: MlrgTrainingSpec, space: CouplingSpace) {
    this.#spec = spec;
    this.#space = space;
    this.#records = Array.from({ length: spec.members }, () => new DivergenceRecord(spec.steps));
  }

  /** Steps that all members have done. */
  get step(): number {
    return this.#step;
  }

  /** The networks as they stand; none before the first step. */
  get networks(): MonotoneNetwork[] {
    const shape = shapeOf(this.#spec, this.#space);
    return this.#states.map(
      ({ arrays }) => new MonotoneNetwork(shape, arrays.parameters.data as Float64Array),
    );
  }

  /** Mean divergence over the last tenth of the steps of each, in bits. */
  get finalBits(): number[] {
    return this.#records.map((record) => record.final);
  }

  /** Trains every member for the next chunk; returns the points that its curves have got. */
  async advance(pool: ThreadPool): Promise<{ bits: CurvePoint[]; critical: CurvePoint[] }> {
    const first = this.#step;
    const until = Math.min(this.#spec.steps, first + this.#length);
    const chunks = await pool.map<ChunkInput, ChunkOutput>(
      'mlrg.train',
      this.#records.map((_, member) => ({
        spec: this.#spec,
        member,
        state: this.#states[member] ?? null,
        until,
      })),
    );
    const secondsPerStep = Math.max(...chunks.map(({ seconds }) => seconds)) / (until - first);
    // The first chunks compile what the later ones run.
    this.#length = Math.max(1, Math.min(4 * this.#length, Math.floor(chunkSeconds / secondsPerStep)));
    this.#states = chunks.map(({ state }) => state);
    this.#step = until;
    return {
      bits: chunks.flatMap(({ bits }, member) =>
        Array.from(bits).flatMap((value, i) => {
          const step = first + i + 1;
          const mean = this.#records[member].add(step, value);
          return mean === null ? [] : [{ member, step, value: mean }];
        }),
      ),
      critical: chunks.flatMap(({ critical }, member) => critical.map((point) => ({ member, ...point }))),
    };
  }

  snapshot(): Snapshot {
    const { arrays, values } = joinStates(this.#states);
    return {
      arrays,
      values: { ...values, step: this.#step, records: this.#records.map((record) => record.state()) },
    };
  }

  restore(snapshot: Snapshot): void {
    this.#step = Number(snapshot.values.step);
    this.#states = splitStates(snapshot);
    const records = snapshot.values.records as number[][];
    for (const [member, record] of this.#records.entries()) record.restore(records[member]);
  }
}
