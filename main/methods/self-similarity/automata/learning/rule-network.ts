import type { DynamicsSettings } from '../../../../../preload/contract/index.ts';
import type { RandomStream } from '../../../../compute/random.ts';

export type Activation = Exclude<DynamicsSettings['activation'], 'auto'>;

/** Contexts of an elementary rule: left, centre, right; context i is 4l + 2c + r. */
export const contexts = 8;

/** Value of neighbour j (0 left, 1 centre, 2 right) in context i. */
export const neighbour = (i: number, j: number) => (i >> (2 - j)) & 1;

/** What a network says of the 8 contexts. */
export interface ContextTable {
  /** p(1 | context), [8]. */
  probability: Float64Array;
  /** Its logarithmic odds, [8]. */
  logit: Float64Array;
}

export function contextTable(): ContextTable {
  return { probability: new Float64Array(contexts), logit: new Float64Array(contexts) };
}

/**
 * The dynamics learner of the paper's CA part: a convolution of width 3 into a few units, an activation, a linear map, a sigmoid.
 * p(1 | x) = σ(c + Σ_u v_u φ(b_u + Σ_j w_uj x_j)), x_j 0 or 1. Stateless: its parameters, [units][w₀ w₁ w₂ b], then v [units], then c,
 * lie anywhere in an array of the caller's, so that many networks are trained side by side. As there are only 8 contexts, it is always
 * evaluated on all of them.
 */
export class RuleNetwork {
  readonly units: number;
  readonly activation: Activation;
  readonly parameters: number;
  /** Activations and their derivatives at the last evaluation, [units][8]. */
  readonly #hidden: Float64Array;
  readonly #derivative: Float64Array;

  constructor(units: number, activation: Activation) {
    this.units = units;
    this.activation = activation;
    this.parameters = 5 * units + 1;
    this.#hidden = new Float64Array(units * contexts);
    this.#derivative = new Float64Array(units * contexts);
  }

  /** Uniform within one over the root of the number of inputs of each layer. */
  initialise(parameters: Float64Array, from: number, random: RandomStream): void {
    const first = 1 / Math.sqrt(3);
    const second = 1 / Math.sqrt(this.units);
    const layerTwo = 4 * this.units;
    for (let i = 0; i < layerTwo; i++) parameters[from + i] = random.between(-first, first);
    for (let i = layerTwo; i < this.parameters; i++) parameters[from + i] = random.between(-second, second);
  }

  /** Probabilities and logits of all contexts; what `addGradient` goes on from. */
  evaluate(parameters: Float64Array, from: number, { probability, logit }: ContextTable): void {
    const { units } = this;
    const outer = from + 4 * units;
    logit.fill(parameters[outer + units]);
    for (let u = 0; u < units; u++) {
      const at = from + 4 * u;
      const left = parameters[at];
      const centre = parameters[at + 1];
      const right = parameters[at + 2];
      const bias = parameters[at + 3];
      const weight = parameters[outer + u];
      for (let i = 0; i < contexts; i++) {
        let x = bias;
        if (i & 4) x += left;
        if (i & 2) x += centre;
        if (i & 1) x += right;
        const k = u * contexts + i;
        this.#activate(k, x);
        logit[i] += weight * this.#hidden[k];
      }
    }
    for (let i = 0; i < contexts; i++) probability[i] = 1 / (1 + Math.exp(-logit[i]));
  }

  #activate(k: number, x: number): void {
    switch (this.activation) {
      case 'sin':
        this.#hidden[k] = Math.sin(x);
        this.#derivative[k] = Math.cos(x);
        return;
      case 'tanh': {
        const value = Math.tanh(x);
        this.#hidden[k] = value;
        this.#derivative[k] = 1 - value * value;
        return;
      }
      case 'relu':
        this.#hidden[k] = x > 0 ? x : 0;
        this.#derivative[k] = x > 0 ? 1 : 0;
    }
  }

  /** After `evaluate`: adds the gradient of a loss whose derivatives with respect to the logits are `logitGradient` [8]. */
  addGradient(
    parameters: Float64Array,
    from: number,
    logitGradient: Float64Array,
    gradient: Float64Array,
  ): void {
    const { units } = this;
    const outer = from + 4 * units;
    for (let u = 0; u < units; u++) {
      const at = from + 4 * u;
      const weight = parameters[outer + u];
      for (let i = 0; i < contexts; i++) {
        const k = u * contexts + i;
        const g = logitGradient[i];
        gradient[outer + u] += g * this.#hidden[k];
        const inner = g * weight * this.#derivative[k];
        if (i & 4) gradient[at] += inner;
        if (i & 2) gradient[at + 1] += inner;
        if (i & 1) gradient[at + 2] += inner;
        gradient[at + 3] += inner;
      }
    }
    for (let i = 0; i < contexts; i++) gradient[outer + units] += logitGradient[i];
  }
}
