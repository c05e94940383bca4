import type { Scale } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { ridge, solveWithRidge } from './normal-equations.ts';

/** P as a kernel in time times one in space, for every pair of fields. */
export class SeparableKernel {
  /** [output][input][step] and [output][input][place]. */
  readonly inTime: Float64Array;
  readonly inSpace: Float64Array;
  /** Of every weight of P, [output][input][step][place], its entries of the two kernels. */
  readonly #timeEntry: Uint32Array;
  readonly #spaceEntry: Uint32Array;

  constructor({ fields, scale, planar }: { fields: number; scale: Scale; planar: boolean }) {
    const places = scale.space ** (planar ? 2 : 1);
    const pairs = fields * fields;
    this.inTime = new Float64Array(pairs * scale.time);
    this.inSpace = new Float64Array(pairs * places);
    const weights = pairs * scale.time * places;
    this.#timeEntry = Uint32Array.from({ length: weights }, (_, i) => Math.floor(i / places));
    this.#spaceEntry = Uint32Array.from(
      { length: weights },
      (_, i) => Math.floor(i / (places * scale.time)) * places + (i % places),
    );
  }

  get parameters(): number {
    return this.inTime.length + this.inSpace.length;
  }

  initialise(random: RandomStream): void {
    random.fillNormal(this.inTime);
    random.fillNormal(this.inSpace);
  }

  /** Least squares for one kernel with the other fixed, in turn, from the normal equations of all weights of P. */
  fit(left: Float64Array, right: Float64Array): void {
    fitKernel(left, right, this.inTime, this.#timeEntry, this.inSpace, this.#spaceEntry);
    fitKernel(left, right, this.inSpace, this.#spaceEntry, this.inTime, this.#timeEntry);
  }

  /** Writes the weights of P. */
  multiplyOut(map: Float64Array): void {
    for (let i = 0; i < map.length; i++) {
      map[i] = this.inTime[this.#timeEntry[i]] * this.inSpace[this.#spaceEntry[i]];
    }
  }

  /** Multiplies P by a number. */
  scale(factor: number): void {
    for (let i = 0; i < this.inTime.length; i++) this.inTime[i] *= factor;
  }
}

function fitKernel(
  left: Float64Array,
  right: Float64Array,
  kernel: Float64Array,
  entry: Uint32Array,
  fixed: Float64Array,
  fixedEntry: Uint32Array,
): void {
  const size = kernel.length;
  const all = right.length;
  const squares = new Float64Array(size * size);
  const products = new Float64Array(size);
  for (let i = 0; i < all; i++) {
    const weight = fixed[fixedEntry[i]];
    products[entry[i]] += weight * right[i];
    for (let j = 0; j < all; j++) {
      squares[entry[i] * size + entry[j]] += weight * fixed[fixedEntry[j]] * left[i * all + j];
    }
  }
  kernel.set(solveWithRidge(squares, products, size, ridge));
}
