const tick = 1;
/** A tick so many seconds late was not held up by work: the machine slept, or the process was stopped. */
const late = 3;

/**
 * Seconds for which this machine was awake. The system's own clocks differ in whether they go on while it sleeps; computing does
 * not, so neither the time a run took nor its time left may count it.
 */
export class AwakeClock {
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;
  #last: number;
  #asleep = 0;

  /** @param now a clock in seconds that never goes back */
  constructor(now = () => performance.now() / 1000) {
    this.#now = now;
    this.#last = now();
    this.#timer = setInterval(() => this.#look(), 1000 * tick).unref();
  }

  /** Since any moment; only differences mean something. */
  seconds(): number {
    this.#look();
    return this.#last - this.#asleep;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = this.#now();
    if (now - this.#last > tick + late) this.#asleep += now - this.#last;
    this.#last = now;
  }
}
