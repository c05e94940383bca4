import type { Matrix } from '../../../compute/simd/matrix.ts';
import type { Standardisation } from './standardisation.ts';

/** Error of Eq. 8 and variance of what is reconstructed, both in physical units, means over fields, steps, cells and patches. */
export class Reconstruction {
  readonly #deviation: Float64Array;
  readonly #rowsPerField: number;
  readonly #errors: Float64Array;
  readonly #sum: Float64Array;
  readonly #squares: Float64Array;
  #values = 0;

  /** Patches of `rows` values, [field][step][place]. */
  constructor({ deviation }: Standardisation, rows: number, restarts: number) {
    this.#deviation = deviation;
    this.#rowsPerField = rows / deviation.length;
    this.#errors = new Float64Array(restarts);
    this.#sum = new Float64Array(deviation.length);
    this.#squares = new Float64Array(deviation.length);
  }

  addTargets(targets: Matrix): void {
    for (let row = 0; row < targets.rows; row++) {
      const field = Math.floor(row / this.#rowsPerField);
      for (const value of targets.row(row)) {
        this.#sum[field] += value;
        this.#squares[field] += value * value;
      }
    }
    this.#values += this.#rowsPerField * targets.columns;
  }

  /** The output of a restart's decoder for targets that have been, or are being, added. */
  addOutput(restart: number, output: Matrix, targets: Matrix): void {
    for (let row = 0; row < targets.rows; row++) {
      const [y, t] = [output.row(row), targets.row(row)];
      let sum = 0;
      for (let i = 0; i < y.length; i++) sum += (y[i] - t[i]) ** 2;
      this.#errors[restart] += sum * this.#deviation[Math.floor(row / this.#rowsPerField)] ** 2;
    }
  }

  /** Of each restart. */
  errors(): Float64Array {
    return this.#errors.map((sum) => sum / (this.#values * this.#deviation.length));
  }

  /** About the mean of each field, mean over the fields. */
  variance(): number {
    const n = this.#values;
    return this.#deviation.reduce((total, deviation, field) => {
      const spread = this.#squares[field] / n - (this.#sum[field] / n) ** 2;
      return total + (deviation ** 2 * spread) / this.#deviation.length;
    }, 0);
  }
}
