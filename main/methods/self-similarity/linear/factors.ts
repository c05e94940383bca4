import type { CoarseGrainingSettings, Scale } from '../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { ridge, solveWithRidge } from './normal-equations.ts';
import type { SampleMoments } from './sample-moments.ts';
import { SeparableKernel } from './separable-kernel.ts';

/** Sizes of the model ŷ = B K P x. */
export interface FactorShape {
  fields: number;
  scale: Scale;
  planar: boolean;
  /** Q: features of every value of a patch. */
  channels: number;
  kernel: CoarseGrainingSettings['kernel'];
  /** K is learnt too. */
  free: boolean;
}

/**
 * P, macro rule and decoder of Eq. 8 where all three are linear: the patch that follows is predicted as Σ_g B_g Σ_hq K_ghq Σ_m P_hm φ_mq. With the frozen f,
 * channel q = (g, h) of feature φ_m is what f makes of value m of the patches about a place, and K only picks it; with free dynamics q is a place of the
 * neighbourhood and K is the macro rule. Least squares in one factor at a time; every step lowers the loss.
 */
export class Factors {
  /** [output][value of the patch]. */
  readonly map: Float64Array;
  /** [output][input][channel]. */
  readonly rule: Float64Array;
  /** [value of the patch][field]. */
  readonly decoder: Float64Array;
  /** What a separable P is the product of. */
  readonly separable: SeparableKernel | null;
  readonly #shape: FactorShape;
  readonly #patch: number;

  /** A random start. */
  constructor(shape: FactorShape, random: RandomStream) {
    const { fields, scale, planar, channels } = shape;
    this.#shape = shape;
    const places = scale.space ** (planar ? 2 : 1);
    this.#patch = fields * scale.time * places;
    this.map = new Float64Array(fields * this.#patch);
    this.rule = new Float64Array(fields * fields * channels);
    this.decoder = new Float64Array(this.#patch * fields);
    this.separable = shape.kernel === 'separable' ? new SeparableKernel(shape) : null;
    if (this.separable) {
      this.separable.initialise(random);
      this.separable.multiplyOut(this.map);
    } else random.fillNormal(this.map);
    if (shape.free) random.fillNormal(this.rule);
    else for (let gh = 0; gh < fields * fields; gh++) this.rule[gh * channels + gh] = 1;
    this.#normalise();
  }

  get parameters(): number {
    return this.separable?.parameters ?? this.map.length;
  }

  /** Least squares for P, for a free rule, and for the decoder, in turn. */
  sweep(moments: SampleMoments): void {
    this.#fitMap(moments);
    if (this.#shape.free) this.#fitRule(moments);
    this.#normalise();
    this.fitDecoder(moments);
  }

  /** Mean squared error of the reconstructed values (Eq. 8) on the samples behind `moments`. */
  loss(moments: SampleMoments): number {
    const { fields } = this.#shape;
    const predictor = this.#predictor();
    const { squares, products } = this.#macroMoments(moments, predictor);
    const outer = this.#decoderSquares();
    let sum = moments.total;
    for (let i = 0; i < squares.length; i++) sum += outer[i] * squares[i];
    for (let m = 0; m < this.#patch; m++) {
      for (let g = 0; g < fields; g++) {
        sum -= 2 * this.decoder[m * fields + g] * products[g * this.#patch + m];
      }
    }
    return Math.max(0, sum) / (moments.samples * this.#patch);
  }

  /** Least squares for the decoder. */
  fitDecoder(moments: SampleMoments): void {
    const { fields } = this.#shape;
    const { squares, products } = this.#macroMoments(moments, this.#predictor());
    for (let m = 0; m < this.#patch; m++) {
      const right = Float64Array.from({ length: fields }, (_, g) => products[g * this.#patch + m]);
      this.decoder.set(solveWithRidge(squares.slice(), right, fields, Number.EPSILON), m * fields);
    }
  }

  /** Predicted macro states as a map of the features: [field][feature]. */
  #predictor(): Float64Array {
    const { fields, channels } = this.#shape;
    const features = this.#patch * channels;
    const predictor = new Float64Array(fields * features);
    for (let g = 0; g < fields; g++) {
      for (let h = 0; h < fields; h++) {
        for (let q = 0; q < channels; q++) {
          const weight = this.rule[(g * fields + h) * channels + q];
          if (weight === 0) continue;
          for (let m = 0; m < this.#patch; m++) {
            predictor[g * features + m * channels + q] += weight * this.map[h * this.#patch + m];
          }
        }
      }
    }
    return predictor;
  }

  /**
   * The factor by which the macro rule of a free training comes nearest to Eq. 6 on the samples: reconstruction leaves it open, as the decoder undoes it.
   */
  mostConsistentScale(moments: SampleMoments): number {
    const { fields } = this.#shape;
    const { squares, products } = this.#macroMoments(moments, this.#predictor());
    let along = 0;
    let size = 0;
    for (let g = 0; g < fields; g++) {
      size += squares[g * fields + g];
      for (let m = 0; m < this.#patch; m++)
        along += products[g * this.#patch + m] * this.map[g * this.#patch + m];
    }
    return size > 0 ? along / size : 1;
  }

  /** Sums over samples of products of predicted macro states with one another [g][g′] and with the targets [g][m]. */
  #macroMoments(moments: SampleMoments, predictor: Float64Array) {
    const { fields } = this.#shape;
    const { features } = moments;
    const squares = new Float64Array(fields * fields);
    const products = new Float64Array(fields * this.#patch);
    for (let g = 0; g < fields; g++) {
      for (let i = 0; i < features; i++) {
        const weight = predictor[g * features + i];
        if (weight === 0) continue;
        for (let m = 0; m < this.#patch; m++) {
          products[g * this.#patch + m] += weight * moments.products[i * this.#patch + m];
        }
        for (let other = 0; other < fields; other++) {
          let sum = 0;
          for (let j = 0; j < features; j++)
            sum += predictor[other * features + j] * moments.squares[i * features + j];
          squares[g * fields + other] += weight * sum;
        }
      }
    }
    return { squares, products };
  }

  /** BᵀB. */
  #decoderSquares(): Float64Array {
    const { fields } = this.#shape;
    const squares = new Float64Array(fields * fields);
    for (let m = 0; m < this.#patch; m++) {
      for (let g = 0; g < fields; g++) {
        for (let other = 0; other < fields; other++) {
          squares[g * fields + other] += this.decoder[m * fields + g] * this.decoder[m * fields + other];
        }
      }
    }
    return squares;
  }

  /** Σ_m B_mg φ y_m: products of features with the decoded targets, [feature][g]. */
  #decodedProducts(moments: SampleMoments): Float64Array {
    const { fields } = this.#shape;
    const decoded = new Float64Array(moments.features * fields);
    for (let i = 0; i < moments.features; i++) {
      for (let m = 0; m < this.#patch; m++) {
        const product = moments.products[i * this.#patch + m];
        for (let g = 0; g < fields; g++) decoded[i * fields + g] += product * this.decoder[m * fields + g];
      }
    }
    return decoded;
  }

  #fitMap(moments: SampleMoments): void {
    const { left, right } = this.#mapEquations(moments);
    if (this.separable) {
      this.separable.fit(left, right);
      this.separable.multiplyOut(this.map);
    } else this.map.set(solveWithRidge(left, right, this.map.length, ridge));
  }

  /** Normal equations of P with everything else fixed: [h, m][h′, m′] and [h, m]. */
  #mapEquations(moments: SampleMoments): { left: Float64Array; right: Float64Array } {
    const { fields, channels } = this.#shape;
    const size = this.map.length;
    const left = new Float64Array(size * size);
    const right = new Float64Array(size);
    const outer = this.#decoderSquares();
    const decoded = this.#decodedProducts(moments);
    const rows = fields * channels;
    for (let row = 0; row < rows; row++) {
      const [h, q] = [Math.floor(row / channels), row % channels];
      for (let column = 0; column < rows; column++) {
        const [other, r] = [Math.floor(column / channels), column % channels];
        let factor = 0;
        for (let g = 0; g < fields; g++) {
          const first = this.rule[(g * fields + h) * channels + q];
          if (first === 0) continue;
          for (let f = 0; f < fields; f++) {
            factor += outer[g * fields + f] * first * this.rule[(f * fields + other) * channels + r];
          }
        }
        if (factor === 0) continue;
        for (let m = 0; m < this.#patch; m++) {
          const from = (m * channels + q) * moments.features + r;
          const to = (h * this.#patch + m) * size + other * this.#patch;
          for (let n = 0; n < this.#patch; n++) left[to + n] += factor * moments.squares[from + n * channels];
        }
      }
      for (let g = 0; g < fields; g++) {
        const weight = this.rule[(g * fields + h) * channels + q];
        if (weight === 0) continue;
        for (let m = 0; m < this.#patch; m++) {
          right[h * this.#patch + m] += weight * decoded[(m * channels + q) * fields + g];
        }
      }
    }
    return { left, right };
  }

  /** Macro rule of its own: [output][input][place] of its neighbourhood, or the frozen one's channels. */
  #fitRule(moments: SampleMoments): void {
    const { fields, channels } = this.#shape;
    const { features } = moments;
    const rows = fields * channels;
    // Products of what P makes of every channel, [h, q][h′, q′].
    const half = new Float64Array(rows * features);
    const mapped = new Float64Array(rows * rows);
    for (let row = 0; row < rows; row++) {
      const [h, q] = [Math.floor(row / channels), row % channels];
      for (let m = 0; m < this.#patch; m++) {
        const weight = this.map[h * this.#patch + m];
        const from = (m * channels + q) * features;
        for (let j = 0; j < features; j++) half[row * features + j] += weight * moments.squares[from + j];
      }
      for (let column = 0; column < rows; column++) {
        const [other, r] = [Math.floor(column / channels), column % channels];
        let sum = 0;
        for (let m = 0; m < this.#patch; m++) {
          sum += this.map[other * this.#patch + m] * half[row * features + m * channels + r];
        }
        mapped[row * rows + column] = sum;
      }
    }
    const outer = this.#decoderSquares();
    const decoded = this.#decodedProducts(moments);
    const size = this.rule.length;
    const left = new Float64Array(size * size);
    const right = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      const [g, row] = [Math.floor(i / rows), i % rows];
      for (let j = 0; j < size; j++) {
        left[i * size + j] = outer[g * fields + Math.floor(j / rows)] * mapped[row * rows + (j % rows)];
      }
      const [h, q] = [Math.floor(row / channels), row % channels];
      for (let m = 0; m < this.#patch; m++) {
        right[i] += this.map[h * this.#patch + m] * decoded[(m * channels + q) * fields + g];
      }
    }
    this.rule.set(solveWithRidge(left, right, size, ridge));
  }

  /** Fixes scale and sign of P, which the decoder undoes: absolute weights sum to 1 for each output on average, and the weights are positive on the whole. */
  #normalise(): void {
    let size = 0;
    let sum = 0;
    let largest = 0;
    for (const weight of this.map) {
      size += Math.abs(weight);
      sum += weight;
      if (Math.abs(weight) > Math.abs(largest)) largest = weight;
    }
    if (size === 0) return;
    const sign = (Math.abs(sum) > 1e-6 * size ? sum : largest) < 0 ? -1 : 1;
    const factor = (sign * this.#shape.fields) / size;
    for (let i = 0; i < this.map.length; i++) this.map[i] *= factor;
    this.separable?.scale(factor);
  }
}
