import type { LearntRule } from '../../../../preload/contract/index.ts';
import type { LocalRule } from '../learner.ts';
import type { LatticeState, SpaceBoundary } from '../spacetime.ts';
import { neighbourhood, reachAfter, reachBefore } from './neighbourhood.ts';
import { perceptronParameters, type Activation, type PerceptronWeights } from './perceptrons.ts';
import { perceptronOf, type RuleForm } from './rule-form.ts';
import type { Standardisation } from './standardisation.ts';

/**
 * f as a network: a convolution of width k, an activation, a linear map to F fields (and a sigmoid where the data are binary). It
 * standardises what it is given and undoes that for its answer, so that it maps physical values to physical values.
 */
export class NetworkRule implements LocalRule {
  readonly form: RuleForm;
  readonly weights: PerceptronWeights;
  readonly standardisation: Standardisation;
  /** Binary rules that answer 0 and 1 rather than probabilities. */
  readonly decided: boolean;

  constructor(
    form: RuleForm,
    weights: PerceptronWeights,
    standardisation: Standardisation,
    decided: boolean,
  ) {
    this.form = form;
    this.weights = weights;
    this.standardisation = standardisation;
    this.decided = decided;
  }

  get fields(): number {
    return this.form.fields;
  }

  get kernel(): number {
    return this.form.kernel;
  }

  get parameters(): number {
    return perceptronParameters(perceptronOf(this.form));
  }

  describe(): Pick<LearntRule, 'learner' | 'table' | 'weights' | 'diffusion'> {
    return { learner: 'network', table: null, weights: null, diffusion: null };
  }

  step(state: LatticeState, boundary: SpaceBoundary): LatticeState {
    const { fields, kernel, planar } = this.form;
    const { height, width } = state;
    const { mean, deviation } = this.standardisation;
    const cells = height * width;
    const standard = new Float64Array(state.data.length);
    for (let i = 0; i < standard.length; i++) {
      const field = Math.floor(i / cells);
      standard[i] = (state.data[i] - mean[field]) / deviation[field];
    }
    const data = new Float32Array(state.data.length);
    const offsets = neighbourhood(kernel, planar);
    const input = new Float64Array(fields * offsets.length);
    const output = new Float64Array(fields);
    const before = boundary === 'open' ? reachBefore(kernel) : 0;
    const after = boundary === 'open' ? reachAfter(kernel) : 0;
    for (let y = 0; y < height; y++) {
      const wholeRow = !planar || (y >= before && y < height - after);
      for (let x = 0; x < width; x++) {
        const cell = y * width + x;
        if (!wholeRow || x < before || x >= width - after) {
          for (let field = 0; field < fields; field++) data[field * cells + cell] = Number.NaN;
          continue;
        }
        for (let j = 0; j < offsets.length; j++) {
          const place = wrapped(y + offsets[j].y, height) * width + wrapped(x + offsets[j].x, width);
          for (let field = 0; field < fields; field++) {
            input[field * offsets.length + j] = standard[field * cells + place];
          }
        }
        evaluate(this.weights, input, output);
        for (let field = 0; field < fields; field++) {
          data[field * cells + cell] = this.#answer(output[field], field);
        }
      }
    }
    return { fields, height, width, data };
  }

  #answer(output: number, field: number): number {
    const { mean, deviation } = this.standardisation;
    if (!this.form.binary) return mean[field] + deviation[field] * output;
    return this.decided ? Number(output > 0) : 1 / (1 + Math.exp(-output));
  }
}

function wrapped(place: number, length: number): number {
  return ((place % length) + length) % length;
}

const functions: Record<Activation, (x: number) => number> = {
  tanh: Math.tanh,
  sin: Math.sin,
  relu: (x) => Math.max(0, x),
};

/** The perceptron at one input, in double precision. */
export function evaluate(weights: PerceptronWeights, input: Float64Array, output: Float64Array): void {
  const { shape, weight1, bias1, weight2, bias2, linear } = weights;
  const { inputs, units, outputs } = shape;
  const activation = functions[shape.activation];
  output.set(bias2);
  for (let unit = 0; unit < units; unit++) {
    let sum = bias1[unit];
    const row = unit * inputs;
    for (let i = 0; i < inputs; i++) sum += weight1[row + i] * input[i];
    const hidden = activation(sum);
    for (let i = 0; i < outputs; i++) output[i] += weight2[i * units + unit] * hidden;
  }
  for (let i = 0; i < linear.length; i++) output[Math.floor(i / inputs)] += linear[i] * input[i % inputs];
}
