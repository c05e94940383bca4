/** ε of torch.nn.LayerNorm. */
const varianceFloor = 1e-5;

/** Sizes of one hidden layer and where its numbers begin in the flat parameter vector. */
export interface LayerPlace {
  inputs: number;
  outputs: number;
  layerNorm: boolean;
  start: number;
}

/** Numbers of one layer: weights [outputs, inputs], bias, and with layer norm gain and offset. */
export function layerSize({ inputs, outputs, layerNorm }: Omit<LayerPlace, 'start'>): number {
  return outputs * (inputs + (layerNorm ? 3 : 1));
}

/**
 * y = tanh(u) with u = W x + b, or u = γ·norm(W x + b) + β with layer norm, for one point at a time. It keeps what its derivatives at
 * that point need: `forward` first, then `tangent` for the derivative along a direction, then one of the two reverse passes.
 */
export class TanhLayer {
  readonly place: LayerPlace;
  /** y. */
  readonly output: Float64Array;
  /** ẏ. */
  readonly outputTangent: Float64Array;
  /** Adjoints of y and of ẏ: the layer above writes them before a reverse pass. */
  readonly adjoint: Float64Array;
  readonly tangentAdjoint: Float64Array;

  readonly #parameters: Float64Array;
  /** x̂ = (a − mean) / deviation of a = W x + b, its tangent, and ȧ. Used with layer norm. */
  readonly #normal: Float64Array;
  readonly #normalTangent: Float64Array;
  readonly #linearTangent: Float64Array;
  /** 1 / deviation. */
  #scale = 1;
  /** Adjoints of a and ȧ. */
  readonly #linearAdjoint: Float64Array;
  readonly #linearTangentAdjoint: Float64Array;

  constructor(parameters: Float64Array, place: LayerPlace) {
    this.#parameters = parameters;
    this.place = place;
    const row = () => new Float64Array(place.outputs);
    this.output = row();
    this.outputTangent = row();
    this.adjoint = row();
    this.tangentAdjoint = row();
    this.#normal = row();
    this.#normalTangent = row();
    this.#linearTangent = row();
    this.#linearAdjoint = row();
    this.#linearTangentAdjoint = row();
  }

  /** Evaluates the layer at x = `input`. */
  forward(input: Float64Array): void {
    const { inputs, outputs, layerNorm, start } = this.place;
    const parameters = this.#parameters;
    const y = this.output;
    const bias = start + outputs * inputs;
    for (let i = 0, w = start; i < outputs; i++, w += inputs) {
      let sum = parameters[bias + i];
      for (let k = 0; k < inputs; k++) sum += parameters[w + k] * input[k];
      y[i] = sum;
    }
    if (layerNorm) this.#normalise(y);
    for (let i = 0; i < outputs; i++) y[i] = Math.tanh(y[i]);
  }

  /** Replaces a by u. */
  #normalise(a: Float64Array): void {
    const { inputs, outputs, start } = this.place;
    const parameters = this.#parameters;
    const normal = this.#normal;
    const gain = start + outputs * (inputs + 1);
    let mean = 0;
    for (let i = 0; i < outputs; i++) mean += a[i];
    mean /= outputs;
    let variance = 0;
    for (let i = 0; i < outputs; i++) variance += (a[i] - mean) ** 2;
    const scale = 1 / Math.sqrt(variance / outputs + varianceFloor);
    this.#scale = scale;
    for (let i = 0; i < outputs; i++) {
      const x = (a[i] - mean) * scale;
      normal[i] = x;
      a[i] = parameters[gain + i] * x + parameters[gain + outputs + i];
    }
  }

  /** ẏ for ẋ = `inputTangent`. */
  tangent(inputTangent: Float64Array): void {
    const { inputs, outputs, layerNorm, start } = this.place;
    const parameters = this.#parameters;
    const rate = layerNorm ? this.#linearTangent : this.outputTangent;
    for (let i = 0, w = start; i < outputs; i++, w += inputs) {
      let sum = 0;
      for (let k = 0; k < inputs; k++) sum += parameters[w + k] * inputTangent[k];
      rate[i] = sum;
    }
    const { output, outputTangent } = this;
    if (layerNorm) {
      const gain = start + outputs * (inputs + 1);
      this.#project(rate, this.#normalTangent);
      for (let i = 0; i < outputs; i++) outputTangent[i] = parameters[gain + i] * this.#normalTangent[i];
    }
    for (let i = 0; i < outputs; i++) outputTangent[i] *= 1 - output[i] * output[i];
  }

  /** ∂x̂/∂a applied to `from`: a symmetric matrix, so it serves tangents and adjoints alike. */
  #project(from: Float64Array, into: Float64Array): void {
    const { outputs } = this.place;
    const normal = this.#normal;
    let mean = 0;
    let along = 0;
    for (let i = 0; i < outputs; i++) {
      mean += from[i];
      along += from[i] * normal[i];
    }
    mean /= outputs;
    along /= outputs;
    for (let i = 0; i < outputs; i++) into[i] = this.#scale * (from[i] - mean - normal[i] * along);
  }

  /** Writes the adjoint of x, given `adjoint`. */
  reverse(inputAdjoint: Float64Array): void {
    const { inputs, outputs, layerNorm, start } = this.place;
    const parameters = this.#parameters;
    const { output, adjoint } = this;
    const linear = this.#linearAdjoint;
    for (let i = 0; i < outputs; i++) linear[i] = adjoint[i] * (1 - output[i] * output[i]);
    if (layerNorm) {
      const gain = start + outputs * (inputs + 1);
      for (let i = 0; i < outputs; i++) linear[i] *= parameters[gain + i];
      this.#project(linear, linear);
    }
    for (let k = 0; k < inputs; k++) inputAdjoint[k] = 0;
    for (let i = 0, w = start; i < outputs; i++, w += inputs) {
      const a = linear[i];
      for (let k = 0; k < inputs; k++) inputAdjoint[k] += parameters[w + k] * a;
    }
  }

  /** Writes the adjoints of x and ẋ, given `adjoint` and `tangentAdjoint`. */
  reverseTangent(inputAdjoint: Float64Array, inputTangentAdjoint: Float64Array): void {
    this.#reverseToLinear(null, 0);
    const { inputs, outputs, start } = this.place;
    const parameters = this.#parameters;
    const linear = this.#linearAdjoint;
    const linearTangent = this.#linearTangentAdjoint;
    for (let k = 0; k < inputs; k++) {
      inputAdjoint[k] = 0;
      inputTangentAdjoint[k] = 0;
    }
    for (let i = 0, w = start; i < outputs; i++, w += inputs) {
      const a = linear[i];
      const rate = linearTangent[i];
      for (let k = 0; k < inputs; k++) {
        const weight = parameters[w + k];
        inputAdjoint[k] += weight * a;
        inputTangentAdjoint[k] += weight * rate;
      }
    }
  }

  /** As `reverseTangent`, and adds scale × the adjoints of the parameters to `into`, laid out as the parameters. */
  differentiate(
    input: Float64Array,
    inputTangent: Float64Array,
    scale: number,
    into: Float64Array,
    inputAdjoint: Float64Array,
    inputTangentAdjoint: Float64Array,
  ): void {
    this.#reverseToLinear(into, scale);
    const { inputs, outputs, start } = this.place;
    const parameters = this.#parameters;
    const linear = this.#linearAdjoint;
    const linearTangent = this.#linearTangentAdjoint;
    const bias = start + outputs * inputs;
    for (let k = 0; k < inputs; k++) {
      inputAdjoint[k] = 0;
      inputTangentAdjoint[k] = 0;
    }
    for (let i = 0, w = start; i < outputs; i++, w += inputs) {
      const a = linear[i];
      const rate = linearTangent[i];
      const scaled = scale * a;
      const scaledRate = scale * rate;
      for (let k = 0; k < inputs; k++) {
        const weight = parameters[w + k];
        inputAdjoint[k] += weight * a;
        inputTangentAdjoint[k] += weight * rate;
        into[w + k] += scaled * input[k] + scaledRate * inputTangent[k];
      }
      into[bias + i] += scaled;
    }
  }

  /** From the adjoints of y and ẏ to those of a and ȧ; adds those of gain and offset to `into`. */
  #reverseToLinear(into: Float64Array | null, scale: number): void {
    const { inputs, outputs, layerNorm, start } = this.place;
    const { output, outputTangent, adjoint, tangentAdjoint } = this;
    const linear = this.#linearAdjoint;
    const linearTangent = this.#linearTangentAdjoint;
    // y = tanh(u), ẏ = (1 − y²) u̇.
    for (let i = 0; i < outputs; i++) {
      const y = output[i];
      const slope = 1 - y * y;
      linear[i] = slope * adjoint[i] - 2 * y * outputTangent[i] * tangentAdjoint[i];
      linearTangent[i] = slope * tangentAdjoint[i];
    }
    if (!layerNorm) return;
    const parameters = this.#parameters;
    const normal = this.#normal;
    const normalTangent = this.#normalTangent;
    const aTangent = this.#linearTangent;
    const gain = start + outputs * (inputs + 1);
    if (into) {
      for (let i = 0; i < outputs; i++) {
        into[gain + i] += scale * (linear[i] * normal[i] + linearTangent[i] * normalTangent[i]);
        into[gain + outputs + i] += scale * linear[i];
      }
    }
    // u = γ x̂ + β, u̇ = γ x̂̇ with x̂̇ = r (ȧ − mean ȧ − x̂ mean(x̂ ȧ)): x̂ and r = 1/deviation enter x̂̇ too.
    let along = 0;
    let turned = 0;
    let stretched = 0;
    for (let i = 0; i < outputs; i++) {
      const g = parameters[gain + i];
      linear[i] *= g;
      linearTangent[i] *= g;
      along += normal[i] * aTangent[i];
      turned += normal[i] * linearTangent[i];
      stretched += linearTangent[i] * normalTangent[i];
    }
    along /= outputs;
    turned /= outputs;
    stretched /= outputs;
    for (let i = 0; i < outputs; i++) {
      linear[i] -= this.#scale * (linearTangent[i] * along + aTangent[i] * turned);
    }
    this.#project(linear, linear);
    for (let i = 0; i < outputs; i++) linear[i] -= this.#scale * normal[i] * stretched;
    this.#project(linearTangent, linearTangent);
  }
}
