/**
 * Time left of a run from its pace over the last minute of computing: stages of a run differ in pace, and a pause or a resume
 * from a checkpoint must not count.
 */
export class Pace {
  readonly #window: number;
  readonly #points: { seconds: number; fraction: number }[] = [];

  constructor(windowSeconds = 60) {
    this.#window = windowSeconds;
  }

  /** Takes note of a fraction done at a time in seconds; a fraction below the last one starts the count again. */
  add(seconds: number, fraction: number): void {
    if ((this.#points.at(-1)?.fraction ?? 0) > fraction) this.#points.length = 0;
    this.#points.push({ seconds, fraction });
    while (this.#points.length > 2 && seconds - (this.#points[1]?.seconds ?? 0) > this.#window) {
      this.#points.shift();
    }
  }

  /** Seconds left, or undefined while there is no pace yet. */
  secondsLeft(): number | undefined {
    const first = this.#points[0];
    const last = this.#points.at(-1);
    if (!first || !last || last.seconds - first.seconds < 1 || last.fraction <= first.fraction)
      return undefined;
    const pace = (last.fraction - first.fraction) / (last.seconds - first.seconds);
    return (1 - last.fraction) / pace;
  }
}
