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

  constructor(features: number, targets: number) {
    this.features = features;
    this.targets = targets;
    this.squares = new Float64Array(features * features);
    this.products = new Float64Array(features * targets);
    this.targetSquares = new Float64Array(targets);
    this.targetSums = new Float64Array(targets);
  }

  add(x: Float64Array, y: Float64Array): void {
    const { features, targets, squares, products } = this;
    for (let i = 0; i < features; i++) {
      const value = x[i];
      if (value === 0) continue;
      for (let j = i, to = i * features + i; j < features; j++, to++) squares[to] += value * x[j];
      for (let j = 0, to = i * targets; j < targets; j++, to++) products[to] += value * y[j];
    }
    for (let j = 0; j < targets; j++) {
      this.targetSquares[j] += y[j] * y[j];
      this.targetSums[j] += y[j];
    }
    this.samples++;
  }

  /** Fills the lower triangle. */
  complete(): void {
    const { features, squares } = this;
    for (let i = 0; i < features; i++) {
      for (let j = 0; j < i; j++) squares[i * features + j] = squares[j * features + i];
    }
  }

  /** Σ |y|² over all targets. */
  get total(): number {
    return this.targetSquares.reduce((sum, value) => sum + value, 0);
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
