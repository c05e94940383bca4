import type { LearntRule } from '../../../../preload/contract/index.ts';
import type { LocalRule } from '../learner.ts';
import { neighbourhood } from '../network/neighbourhood.ts';
import type { LatticeState, SpaceBoundary } from '../spacetime.ts';

/** A linear map without a constant from the k (× k) neighbourhood of a cell to its next state, so that scaled states have scaled futures. */
export class LinearRule implements LocalRule {
  readonly fields: number;
  readonly kernel: number;
  readonly planar: boolean;
  /** [output][input][k or k²]. */
  readonly weights: Float64Array;

  constructor(fields: number, kernel: number, planar: boolean, weights: Float64Array) {
    this.fields = fields;
    this.kernel = kernel;
    this.planar = planar;
    this.weights = weights;
  }

  get parameters(): number {
    return this.weights.length;
  }

  step(state: LatticeState, boundary: SpaceBoundary): LatticeState {
    const { fields, height, width } = state;
    const cells = height * width;
    const next = new Float32Array(fields * cells);
    const sums = new Float64Array(fields);
    const places = neighbourhood(this.kernel, this.planar);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        sums.fill(0);
        for (const [p, place] of places.entries())
          this.#add(sums, state, y + place.y, x + place.x, p, boundary);
        for (let field = 0; field < fields; field++) next[field * cells + y * width + x] = sums[field];
      }
    }
    return { fields, height, width, data: next };
  }

  /** What the neighbour at (y, x) contributes; NaN where there is none. */
  #add(
    sums: Float64Array,
    { fields, height, width, data }: LatticeState,
    y: number,
    x: number,
    place: number,
    boundary: SpaceBoundary,
  ): void {
    if (boundary === 'open' && (y < 0 || y >= height || x < 0 || x >= width)) {
      sums.fill(Number.NaN);
      return;
    }
    const at = wrapped(y, height) * width + wrapped(x, width);
    const places = this.weights.length / fields ** 2;
    for (let input = 0; input < fields; input++) {
      const value = data[input * height * width + at];
      for (let output = 0; output < fields; output++) {
        sums[output] += this.weights[(output * fields + input) * places + place] * value;
      }
    }
  }

  describe(): Pick<LearntRule, 'learner' | 'table' | 'weights' | 'diffusion'> {
    const { fields } = this;
    const places = this.weights.length / fields ** 2;
    const kernelOf = (output: number, input: number) => {
      const start = (output * fields + input) * places;
      return Array.from(this.weights.subarray(start, start + places));
    };
    const each = Array.from({ length: fields }, (_, field) => field);
    return {
      learner: 'linear',
      table: null,
      weights: each.map((output) => each.map((input) => kernelOf(output, input))),
      diffusion: this.#diffusion(),
    };
  }

  /** Half the second central moment of a scalar kernel per direction, in cells² a step; null for several fields and for a sum of 0. */
  #diffusion(): number | null {
    if (this.fields > 1) return null;
    const moments = { sum: 0, x: 0, y: 0, squares: 0 };
    for (const [p, { x, y }] of neighbourhood(this.kernel, this.planar).entries()) {
      const weight = this.weights[p];
      moments.sum += weight;
      moments.x += weight * x;
      moments.y += weight * y;
      moments.squares += weight * (x * x + y * y);
    }
    const { sum, x, y, squares } = moments;
    if (Math.abs(sum) < 1e-9) return null;
    return (squares / sum - (x / sum) ** 2 - (y / sum) ** 2) / (this.planar ? 4 : 2);
  }
}

const wrapped = (i: number, length: number) => ((i % length) + length) % length;
