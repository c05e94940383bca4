/** Points of a training curve. */
const curvePoints = 500;
/** Part of the steps over which the final divergence is averaged. */
const tail = 0.1;

/** Divergences of one training by step: its curve, and the mean over the last tenth. */
export class DivergenceRecord {
  readonly #steps: number;
  readonly #every: number;
  #sum = 0;
  #count = 0;
  #tailSum = 0;
  #tailCount = 0;

  constructor(steps: number) {
    this.#steps = steps;
    this.#every = Math.max(1, Math.floor(steps / curvePoints));
  }

  /** Takes in the divergence of step number `step` (the first is 1); returns the mean since the last point of the curve when one is due. */
  add(step: number, bits: number): number | null {
    this.#sum += bits;
    this.#count++;
    if (step > this.#steps * (1 - tail)) {
      this.#tailSum += bits;
      this.#tailCount++;
    }
    if (step % this.#every !== 0 && step !== this.#steps) return null;
    const mean = this.#sum / this.#count;
    this.#sum = 0;
    this.#count = 0;
    return mean;
  }

  /** Mean over the last tenth of the steps. */
  get final(): number {
    return this.#tailSum / this.#tailCount;
  }

  state(): number[] {
    return [this.#sum, this.#count, this.#tailSum, this.#tailCount];
  }

  restore(state: readonly number[]): void {
    [this.#sum, this.#count, this.#tailSum, this.#tailCount] = state as [number, number, number, number];
  }
}
