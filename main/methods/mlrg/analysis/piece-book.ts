import type { Snapshot, ThreadPool } from '../../context.ts';
import { Stopwatch } from '../../stopwatch.ts';
import type { Piece, PieceResults, PieceType } from './pieces.ts';

/** Work between two chances to pause, in seconds of one thread. */
const secondsOfRound = 1;

export interface Stage<T extends PieceType> {
  /** Unique within the analysis: results are kept under it. */
  name: string;
  pieces: Piece<T>[];
  /** Estimate for one piece. */
  seconds: number;
}

/** What an analysis lets its pieces be done by. */
export interface Solver {
  solve<T extends PieceType>(stage: Stage<T>): Promise<PieceResults[T][]>;
  /** The decision as it was made first, under this name. */
  decide(name: string, decision: () => boolean): boolean;
}

/**
 * Pieces of an analysis done so far. They are done in rounds on the threads and kept, so that an interrupted analysis goes on where it
 * was: no result depends on another thread, on the round, or on the time.
 */
export class PieceBook implements Solver {
  readonly #pool: ThreadPool;
  readonly #breathe: (snapshot: () => Snapshot) => Promise<void>;
  readonly #progress: (stage: string, fraction: number) => void;
  readonly #done: Record<string, unknown[]>;
  readonly #decisions: Record<string, boolean>;
  readonly #stopwatch: Stopwatch;

  /** `progress` is told the part of a stage that is done; `saved` is what `snapshot` held. */
  constructor(
    context: {
      pool: ThreadPool;
      breathe: (snapshot: () => Snapshot) => Promise<void>;
    },
    progress: (stage: string, fraction: number) => void,
    saved: Snapshot | null = null,
  ) {
    this.#stopwatch = new Stopwatch(saved);
    this.#pool = context.pool;
    this.#breathe = (snapshot) => context.breathe(snapshot);
    this.#progress = progress;
    this.#done = saved ? structuredClone(saved.values.done as Record<string, unknown[]>) : {};
    this.#decisions = saved ? { ...(saved.values.decisions as Record<string, boolean>) } : {};
  }

  /** Spent so far, that of earlier starts included. */
  get seconds(): number {
    return this.#stopwatch.seconds;
  }

  async solve<T extends PieceType>({ name, pieces, seconds }: Stage<T>): Promise<PieceResults[T][]> {
    const results = (this.#done[name] ??= []) as PieceResults[T][];
    const perThread = Math.min(64, Math.max(1, Math.round(secondsOfRound / Math.max(seconds, 1e-6))));
    const round = perThread * this.#pool.size;
    while (results.length < pieces.length) {
      await this.#breathe(() => this.#snapshot());
      this.#progress(name, results.length / pieces.length);
      const next = pieces.slice(results.length, results.length + round);
      results.push(...(await this.#pool.map<Piece<T>, PieceResults[T]>('mlrg.analyse', next)));
    }
    this.#progress(name, 1);
    return results;
  }

  decide(name: string, decision: () => boolean): boolean {
    return (this.#decisions[name] ??= decision());
  }

  #snapshot(): Snapshot {
    return this.#stopwatch.stamp({
      arrays: {},
      values: { done: structuredClone(this.#done), decisions: { ...this.#decisions } },
    });
  }
}
