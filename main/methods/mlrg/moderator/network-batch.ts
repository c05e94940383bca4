import { pointLayers, type PointLayers } from '../../../compute/point-layers.ts';
import type { MonotoneNetwork } from './network.ts';

/** Most points that go through the layers together: so many that their activations stay in the near caches. */
const blockPoints = 32;
/** The kernels take points by fours. */
const pointStep = 4;
/** The kernels' own memory. */
const firstByte = 1024;

/**
 * One hidden layer in the memory of the kernels: pointers to matrices of its neurons × points, and to its parameters and their gradients.
 * Of C itself q is the adjoint of y = tanh u, uAdjoint that of u and linearAdjoint that of a = W x + b; h is the adjoint in v·∇C.
 */
interface BlockLayer {
  inputs: number;
  outputs: number;
  weights: number;
  bias: number;
  weightGradient: number;
  biasGradient: number;
  output: number;
  rate: number;
  q: number;
  uAdjoint: number;
  linearAdjoint: number;
  h: number;
  norm: BlockNorm | null;
}

interface BlockNorm {
  gains: number;
  gainGradient: number;
  offsetGradient: number;
  /** (a − mean)/deviation, its adjoint in C, its tangent, and the tangent of a. */
  normal: number;
  normalAdjoint: number;
  normalRate: number;
  linearRate: number;
  scales: number;
}

/**
 * A monotone network at many points at once: the derivatives of `MonotoneNetwork`, with points stored as rows of `couplings` numbers. Passes go
 * forward (y), back (adjoints of C, which give ∇C), forward along a direction v (ẏ) and back again (adjoints of v·∇C, which give ∇²C·v and
 * the gradient of v·∇C with respect to the parameters). Parameters are those the network has at the time of the call.
 */
export class NetworkBatch {
  readonly #network: MonotoneNetwork;
  readonly #kernels: PointLayers;
  readonly #layers: BlockLayer[];
  /** Pointers to matrices of couplings × points. */
  readonly #points: number;
  readonly #direction: number;
  readonly #gradient: number;
  readonly #product: number;
  readonly #parameters: Float64Array;
  readonly #parameterGradient: Float64Array;
  /** The whole memory. */
  readonly #floats: Float64Array;
  /** Points of the block that is being worked on, with those that fill it up. */
  #width = blockPoints;

  constructor(network: MonotoneNetwork) {
    this.#network = network;
    const { couplings, widths, layerNorm } = network.shape;
    const size = network.parameters.length;
    const neurons = widths.reduce((sum, width) => sum + width, 0);
    const matrices = 4 * couplings + neurons * (layerNorm ? 10 : 5) + widths.length;
    const bytes = firstByte + 8 * (2 * size + blockPoints * matrices) + 16;
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
    this.#kernels = pointLayers(memory);
    this.#floats = new Float64Array(memory.buffer);
    let next = firstByte;
    const take = (count: number) => {
      const pointer = next;
      next += 8 * count;
      return pointer;
    };
    const matrix = (rows: number) => take(rows * blockPoints);
    this.#points = matrix(couplings);
    this.#direction = matrix(couplings);
    this.#gradient = matrix(couplings);
    this.#product = matrix(couplings);
    const parameters = take(size);
    const gradient = take(size);
    this.#parameters = new Float64Array(memory.buffer, parameters, size);
    this.#parameterGradient = new Float64Array(memory.buffer, gradient, size);
    this.#layers = network.places.map(({ inputs, outputs, start }) => {
      const bias = 8 * (start + outputs * inputs);
      const gains = bias + 8 * outputs;
      const linearAdjoint = matrix(outputs);
      return {
        inputs,
        outputs,
        weights: parameters + 8 * start,
        bias: parameters + bias,
        weightGradient: gradient + 8 * start,
        biasGradient: gradient + bias,
        output: matrix(outputs),
        rate: matrix(outputs),
        q: matrix(outputs),
        h: matrix(outputs),
        linearAdjoint,
        uAdjoint: layerNorm ? matrix(outputs) : linearAdjoint,
        norm: layerNorm
          ? {
              gains: parameters + gains,
              gainGradient: gradient + gains,
              offsetGradient: gradient + gains + 8 * outputs,
              normal: matrix(outputs),
              normalAdjoint: matrix(outputs),
              normalRate: matrix(outputs),
              linearRate: matrix(outputs),
              scales: matrix(1),
            }
          : null,
      };
    });
  }

  /** Writes ∇C at every row of `positions`. */
  gradients(positions: Float64Array, into: Float64Array): void {
    this.#load();
    this.#eachBlock(positions, (first, count) => {
      this.#write(positions, first, count, this.#points);
      this.#forward();
      this.#reverse();
      this.#read(this.#gradient, into, first, count);
    });
  }

  /** Writes ∇C and ∇²C·∇C at every row of `positions`. */
  curvatures(positions: Float64Array, gradients: Float64Array, products: Float64Array): void {
    this.#load();
    this.#eachBlock(positions, (first, count) => {
      this.#write(positions, first, count, this.#points);
      this.#forward();
      this.#reverse();
      this.#tangent(this.#gradient);
      this.#bend();
      this.#read(this.#gradient, gradients, first, count);
      this.#read(this.#product, products, first, count);
    });
  }

  /** At every row writes ∇²C·v into hv, and adds scale·∂(v·∇C)/∂θ summed over the rows to `into`. */
  differentiate(
    positions: Float64Array,
    v: Float64Array,
    scale: number,
    into: Float64Array,
    hv: Float64Array,
  ): void {
    this.#load();
    this.#parameterGradient.fill(0);
    this.#eachBlock(positions, (first, count) => {
      this.#write(positions, first, count, this.#points);
      this.#write(v, first, count, this.#direction);
      this.#forward();
      this.#reverse();
      this.#tangent(this.#direction);
      this.#bend({ direction: this.#direction, scale });
      this.#read(this.#product, hv, first, count);
    });
    for (let i = 0; i < into.length; i++) into[i] += this.#parameterGradient[i];
  }

  #load(): void {
    this.#parameters.set(this.#network.parameters);
  }

  #eachBlock(positions: Float64Array, visit: (first: number, count: number) => void): void {
    const rows = positions.length / this.#network.couplings;
    for (let first = 0; first < rows; first += blockPoints) {
      const count = Math.min(blockPoints, rows - first);
      this.#width = pointStep * Math.ceil(count / pointStep);
      visit(first, count);
    }
  }

  /** Rows of points become columns; those that fill the block up are zero, so that they add nothing to gradients of parameters. */
  #write(rows: Float64Array, first: number, count: number, pointer: number): void {
    const n = this.#network.couplings;
    const floats = this.#floats;
    for (let m = 0, start = pointer / 8; m < n; m++, start += this.#width) {
      for (let p = 0; p < count; p++) floats[start + p] = rows[(first + p) * n + m];
      floats.fill(0, start + count, start + this.#width);
    }
  }

  #read(pointer: number, rows: Float64Array, first: number, count: number): void {
    const n = this.#network.couplings;
    const floats = this.#floats;
    for (let m = 0, start = pointer / 8; m < n; m++, start += this.#width) {
      for (let p = 0; p < count; p++) rows[(first + p) * n + m] = floats[start + p];
    }
  }

  #forward(): void {
    const kernels = this.#kernels;
    const width = this.#width;
    let x = this.#points;
    for (const { inputs, outputs, weights, bias, output, norm } of this.#layers) {
      kernels.linear(outputs, inputs, width, weights, inputs, 1, bias, x, output);
      if (norm) kernels.normalise(outputs, width, output, norm.gains, norm.normal, norm.scales);
      kernels.tanh(outputs * width, output);
      x = output;
    }
  }

  /** The adjoints of the top layer are the last weights, at every point. */
  #reverse(): void {
    const kernels = this.#kernels;
    const width = this.#width;
    const top = this.#layers[this.#layers.length - 1];
    const last = this.#parameters.length - top.outputs;
    for (let i = 0, start = top.q / 8; i < top.outputs; i++, start += width) {
      this.#floats.fill(this.#parameters[last + i], start, start + width);
    }
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const { inputs, outputs, weights, output, q, uAdjoint, linearAdjoint, norm } = this.#layers[l];
      kernels.slope(outputs * width, output, q, uAdjoint);
      if (norm) {
        kernels.scaleRows(outputs, width, norm.gains, uAdjoint, norm.normalAdjoint);
        kernels.project(outputs, width, norm.normal, norm.scales, norm.normalAdjoint, linearAdjoint);
      }
      const below = l > 0 ? this.#layers[l - 1].q : this.#gradient;
      kernels.linear(inputs, outputs, width, weights, 1, inputs, 0, linearAdjoint, below);
    }
  }

  #tangent(direction: number): void {
    const kernels = this.#kernels;
    const width = this.#width;
    let x = direction;
    for (const { inputs, outputs, weights, output, rate, norm } of this.#layers) {
      const linearRate = norm ? norm.linearRate : rate;
      kernels.linear(outputs, inputs, width, weights, inputs, 1, 0, x, linearRate);
      if (norm) {
        kernels.project(outputs, width, norm.normal, norm.scales, linearRate, norm.normalRate);
        kernels.scaleRows(outputs, width, norm.gains, norm.normalRate, rate);
      }
      kernels.slope(outputs * width, output, rate, rate);
      x = rate;
    }
  }

  /** Back through v·∇C; with `learn`, gradients of the parameters too. */
  #bend(learn: { direction: number; scale: number } | null = null): void {
    const kernels = this.#kernels;
    const width = this.#width;
    const top = this.#layers[this.#layers.length - 1];
    this.#floats.fill(0, top.h / 8, top.h / 8 + top.outputs * width);
    if (learn) {
      const last = this.#parameterGradient.byteOffset + 8 * (this.#parameters.length - top.outputs);
      kernels.rowSums(top.outputs, width, top.rate, learn.scale, last);
    }
    for (let l = this.#layers.length - 1; l >= 0; l--) {
      const layer = this.#layers[l];
      const below = l > 0 ? this.#layers[l - 1] : null;
      const { inputs, outputs, h, norm } = layer;
      kernels.bend(outputs * width, layer.output, layer.rate, layer.q, h);
      if (norm) {
        if (learn) this.#learnNorm(layer, norm, learn.scale);
        kernels.scaleRows(outputs, width, norm.gains, h, h);
        kernels.projectBend(
          outputs,
          width,
          norm.normal,
          norm.scales,
          norm.linearRate,
          norm.normalRate,
          norm.normalAdjoint,
          h,
        );
      }
      if (learn) {
        kernels.outer(
          outputs,
          inputs,
          width,
          h,
          below ? below.output : this.#points,
          layer.linearAdjoint,
          below ? below.rate : learn.direction,
          learn.scale,
          layer.weightGradient,
        );
        kernels.rowSums(outputs, width, h, learn.scale, layer.biasGradient);
      }
      kernels.linear(inputs, outputs, width, layer.weights, 1, inputs, 0, h, below ? below.h : this.#product);
    }
  }

  #learnNorm({ outputs, h, uAdjoint }: BlockLayer, norm: BlockNorm, scale: number): void {
    const kernels = this.#kernels;
    const width = this.#width;
    kernels.rowDots(outputs, width, h, norm.normal, scale, norm.gainGradient);
    kernels.rowDots(outputs, width, uAdjoint, norm.normalRate, scale, norm.gainGradient);
    kernels.rowSums(outputs, width, h, scale, norm.offsetGradient);
  }
}
