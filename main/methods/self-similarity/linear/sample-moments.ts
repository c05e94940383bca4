/** Samples whose products are summed in one go, which saves three of four passes over the sums. */
const together = 4;

/** Sums over samples of products of features x [features] and targets y [targets]: all that least squares needs to know of them. */
export class SampleMoments {
  readonly features: number;
  readonly targets: number;
  /** Σ x xᵀ; only the upper triangle until `complete`. */
  readonly squares: Float64Array;
  /** Σ x yᵀ. */
  readonly products: Float64Array;
  /** Σ y² and Σ y for each target. */
  readonly targetSquares: Float64Array;
  readonly targetSums: Float64Array;
  samples = 0;
  readonly #waitingFeatures: Float64Array;
  readonly #waitingTargets: Float64Array;
  #waiting = 0;

  constructor(features: number, targets: number) {
    this.features = features;
    this.targets = targets;
    this.squares = new Float64Array(features * features);
    this.products = new Float64Array(features * targets);
    this.targetSquares = new Float64Array(targets);
    this.targetSums = new Float64Array(targets);
    this.#waitingFeatures = new Float64Array(together * features);
    this.#waitingTargets = new Float64Array(together * targets);
  }

  /** Takes in a sample; sums of products wait for four of them. */
  add(x: Float64Array, y: Float64Array): void {
    this.#waitingFeatures.set(x, this.#waiting * this.features);
    this.#waitingTargets.set(y, this.#waiting * this.targets);
    for (let j = 0; j < this.targets; j++) {
      this.targetSquares[j] += y[j] * y[j];
      this.targetSums[j] += y[j];
    }
    this.samples++;
    this.#waiting++;
    if (this.#waiting === together) this.flush();
  }

  /** Takes in the samples that wait. To be called at fixed points, as sums are rounded in the order of the groups. */
  flush(): void {
    const { features, targets, squares, products } = this;
    const [x, y] = [this.#waitingFeatures, this.#waitingTargets];
    x.fill(0, this.#waiting * features);
    y.fill(0, this.#waiting * targets);
    this.#waiting = 0;
    for (let i = 0; i < features; i++) {
      const [a, b, c, d] = [x[i], x[features + i], x[2 * features + i], x[3 * features + i]];
      for (let j = i, to = i * features + i; j < features; j++, to++) {
        squares[to] += a * x[j] + b * x[features + j] + c * x[2 * features + j] + d * x[3 * features + j];
      }
      for (let j = 0, to = i * targets; j < targets; j++, to++) {
        products[to] += a * y[j] + b * y[targets + j] + c * y[2 * targets + j] + d * y[3 * targets + j];
      }
    }
  }

  /** Takes in what waits and fills the lower triangle. */
  complete(): void {
    this.flush();
    const { features, squares } = this;
    for (let i = 0; i < features; i++) {
      for (let j = 0; j < i; j++) squares[i * features + j] = squares[j * features + i];
    }
  }

  /** Σ |y|² over all targets. */
  get total(): number {
    return this.targetSquares.reduce((sum, value) => sum + value, 0);
  }

  /** Mean of y²: the error of predicting nothing. NaN without samples. */
  get meanSquare(): number {
    return this.total / (this.samples * this.targets);
  }

  /** Mean over targets of their variance about the mean of their group of `size` targets in turn (all of one field). */
  variance(size: number): number {
    let sum = 0;
    for (let first = 0; first < this.targets; first += size) {
      let mean = 0;
      for (let j = first; j < first + size; j++) mean += this.targetSums[j] / (size * this.samples);
      for (let j = first; j < first + size; j++) sum += this.targetSquares[j] / this.samples;
      sum -= size * mean * mean;
    }
    return Math.max(0, sum / this.targets);
  }

  /** Views, not copies. */
  arrays(): Record<'squares' | 'products' | 'targetSquares' | 'targetSums', Float64Array> {
    const { squares, products, targetSquares, targetSums } = this;
    return { squares, products, targetSquares, targetSums };
  }
}
