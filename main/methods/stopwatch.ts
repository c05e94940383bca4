import type { Snapshot } from './context.ts';

/** Seconds of computing over all starts of a run; what lay between them does not count. */
export class Stopwatch {
  readonly #earlier: number;
  readonly #start = performance.now();

  /** Goes on from a checkpoint that bears a stamp. */
  constructor(saved: Snapshot | null) {
    this.#earlier = typeof saved?.values.seconds === 'number' ? saved.values.seconds : 0;
  }

  get seconds(): number {
    return this.#earlier + (performance.now() - this.#start) / 1000;
  }

  /** The snapshot with the seconds so far. */
  stamp({ arrays, values }: Snapshot): Snapshot {
    return { arrays, values: { ...values, seconds: this.seconds } };
  }
}
