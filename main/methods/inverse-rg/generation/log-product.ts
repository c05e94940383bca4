/** Below this a product is turned into its logarithm; a further factor keeps it far from the smallest double. */
const floor = 2 ** -512;

/** ln Π p of many probabilities, each 0 or at least 2^−31, with one logarithm for many factors. */
export class LogProduct {
  #sum = 0;
  #product = 1;

  times(probability: number): void {
    this.#product *= probability;
    if (this.#product < floor) {
      this.#sum += Math.log(this.#product);
      this.#product = 1;
    }
  }

  /** −Infinity when a factor was 0. */
  logarithm(): number {
    return this.#sum + Math.log(this.#product);
  }
}
