import type { RandomStream } from '../../../compute/random.ts';
import type { RgMonotone } from '../rg-map.ts';
import { layerSize, TanhLayer, type LayerPlace } from './tanh-layer.ts';

export interface MonotoneShape {
  couplings: number;
  /** Neurons of the hidden layers, at least one. */
  widths: number[];
  /** Layer norm before every tanh, as in the released code. */
  layerNorm: boolean;
}

/** Where everything lies in the flat parameter vector. */
function layout({ couplings, widths, layerNorm }: MonotoneShape): {
  layers: LayerPlace[];
  /** Weights of the last linear layer begin here. */
  last: number;
  size: number;
} {
  const layers: LayerPlace[] = [];
  let start = 0;
  let inputs = couplings;
  for (const outputs of widths) {
    layers.push({ inputs, outputs, layerNorm, start });
    start += layerSize({ inputs, outputs, layerNorm });
    inputs = outputs;
  }
  return { layers, last: start, size: start + inputs };
}

/**
 * The RG monotone network C_θ(J) of Eq. 13: [Linear, (LayerNorm), tanh] for every width, then Linear → 1, less its value at J = 0, so that
 * the bias of the last layer drops out and is no parameter. Derivatives are exact; nothing is allocated in them but by `hessian`.
 *
 * Parameters, one after the other: of every hidden layer the weights [outputs, inputs] row by row, the bias, and with layer norm gain and
 * offset; then the weights of the last layer. They may be changed in place between calls.
 */
export class MonotoneNetwork implements RgMonotone {
  readonly shape: MonotoneShape;
  readonly parameters: Float64Array;
  readonly #layers: TanhLayer[];
  /** The last weights, a view of the parameters. */
  readonly #weights: Float64Array;
  readonly #lastStart: number;
  readonly #origin: Float64Array;
  readonly #direction: Float64Array;
  readonly #inputAdjoint: Float64Array;
  readonly #inputTangentAdjoint: Float64Array;

  /** Keeps `parameters`, does not copy them. RangeError when their number is not `parameterCount(shape)`. */
  constructor(shape: MonotoneShape, parameters: Float64Array) {
    const { layers, last, size } = layout(shape);
    if (layers.length === 0) throw new RangeError('a monotone network has at least one hidden layer');
    if (parameters.length !== size) {
      throw new RangeError(`this monotone network has ${size} parameters, not ${parameters.length}`);
    }
    this.shape = shape;
    this.parameters = parameters;
    this.#layers = layers.map((place) => new TanhLayer(parameters, place));
    this.#weights = parameters.subarray(last);
    this.#lastStart = last;
    this.#origin = new Float64Array(shape.couplings);
    this.#direction = new Float64Array(shape.couplings);
    this.#inputAdjoint = new Float64Array(shape.couplings);
    this.#inputTangentAdjoint = new Float64Array(shape.couplings);
  }

  static parameterCount(shape: MonotoneShape): number {
    return layout(shape).size;
  }

  /** As torch initialises it: weights and biases of every linear layer uniform within ±1/√inputs, gains 1, offsets 0. */
  static initial(shape: MonotoneShape, random: RandomStream): MonotoneNetwork {
    const { layers, last, size } = layout(shape);
    const parameters = new Float64Array(size);
    const uniform = (start: number, count: number, inputs: number) => {
      const bound = 1 / Math.sqrt(inputs);
      for (let i = start; i < start + count; i++) parameters[i] = random.between(-bound, bound);
    };
    for (const { inputs, outputs, layerNorm, start } of layers) {
      const linear = outputs * (inputs + 1);
      uniform(start, linear, inputs);
      if (layerNorm) parameters.fill(1, start + linear, start + linear + outputs);
    }
    uniform(last, size - last, size - last);
    return new MonotoneNetwork(shape, parameters);
  }

  /** Where the hidden layers lie in the parameters; the weights of the last layer follow them. */
  get places(): LayerPlace[] {
    return this.#layers.map(({ place }) => place);
  }

  get couplings(): number {
    return this.shape.couplings;
  }

  value(couplings: Float64Array): number {
    return this.#raw(couplings) - this.#raw(this.#origin);
  }

  #raw(couplings: Float64Array): number {
    const top = this.#forward(couplings).output;
    const weights = this.#weights;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i] * top[i];
    return sum;
  }

  #forward(couplings: Float64Array): TanhLayer {
    let input = couplings;
    for (const layer of this.#layers) {
      layer.forward(input);
      input = layer.output;
    }
    return this.#top;
  }

  get #top(): TanhLayer {
    return this.#layers[this.#layers.length - 1];
  }

  #tangent(direction: Float64Array): void {
    let rate = direction;
    for (const layer of this.#layers) {
      layer.tangent(rate);
      rate = layer.outputTangent;
    }
  }

  gradient(couplings: Float64Array, into: Float64Array): void {
    this.#forward(couplings).adjoint.set(this.#weights);
    const layers = this.#layers;
    for (let l = layers.length - 1; l > 0; l--) layers[l].reverse(layers[l - 1].adjoint);
    layers[0].reverse(into);
  }

  hessianVector(couplings: Float64Array, v: Float64Array, into: Float64Array): void {
    this.#forward(couplings);
    this.#product(v, into);
  }

  hessian(couplings: Float64Array): Float64Array {
    const n = this.couplings;
    const rows = new Float64Array(n * n);
    this.#forward(couplings);
    for (let m = 0; m < n; m++) {
      this.#direction.fill(0);
      this.#direction[m] = 1;
      this.#product(this.#direction, rows.subarray(m * n, (m + 1) * n));
    }
    return symmetrised(rows, n);
  }

  /** ∇²C·v at the point of the last forward pass: the gradient of the directional derivative v·∇C, so its tangent adjoint is ∇C. */
  #product(v: Float64Array, into: Float64Array): void {
    this.#tangent(v);
    const layers = this.#layers;
    this.#seed();
    for (let l = layers.length - 1; l > 0; l--) {
      layers[l].reverseTangent(layers[l - 1].adjoint, layers[l - 1].tangentAdjoint);
    }
    layers[0].reverseTangent(into, this.#inputTangentAdjoint);
  }

  /** v·∇C = weights · ẏ of the top layer: its adjoints there. */
  #seed(): void {
    const top = this.#top;
    top.adjoint.fill(0);
    top.tangentAdjoint.set(this.#weights);
  }

  /** Writes ∇²C·v into hv and adds scale·∂(v·∇C)/∂θ to `into`: what backpropagation through the flow needs. */
  differentiate(
    couplings: Float64Array,
    v: Float64Array,
    scale: number,
    into: Float64Array,
    hv: Float64Array,
  ): void {
    this.#forward(couplings);
    this.#tangent(v);
    this.#seed();
    const layers = this.#layers;
    const rate = this.#top.outputTangent;
    for (let i = 0; i < rate.length; i++) into[this.#lastStart + i] += scale * rate[i];
    for (let l = layers.length - 1; l > 0; l--) {
      const below = layers[l - 1];
      layers[l].differentiate(
        below.output,
        below.outputTangent,
        scale,
        into,
        below.adjoint,
        below.tangentAdjoint,
      );
    }
    // hv may be v itself, which the lowest layer still reads.
    layers[0].differentiate(couplings, v, scale, into, this.#inputAdjoint, this.#inputTangentAdjoint);
    hv.set(this.#inputAdjoint);
  }
}

/** Removes what rounding left of an antisymmetric part. */
function symmetrised(matrix: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (matrix[i * n + j] + matrix[j * n + i]) / 2;
      matrix[i * n + j] = mean;
      matrix[j * n + i] = mean;
    }
  }
  return matrix;
}

export { MeanMonotone } from './mean-monotone.ts';
