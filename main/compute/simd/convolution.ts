import type { RandomStream } from '../random.ts';
import type { SimdEngine } from './engine.ts';
import { epilogue } from './kernels.ts';
import { Matrix } from './matrix.ts';
import { parameter, weights, type Constant, type Module, type Parameter } from './parameter.ts';

export interface ConvolutionOptions {
  name: string;
  inputs: number;
  outputs: number;
  /** Side of the kernel, odd. */
  kernel: number;
  stride: 1 | 2;
  /** Side of the input; size / stride must be a multiple of 8. */
  size: number;
  /** Slope of the leaky ReLU below 0 that follows. */
  slope: number;
  stream: RandomStream;
}

/** Where images lie: channel c of image i starts at pointer + 4(c·channelStride + i·imageStride). */
export interface ImageSource {
  pointer: number;
  channelStride: number;
  imageStride: number;
}

export interface ConvolutionPass {
  /** [outputs][batch·side·side], side = size / stride: the rectified result. */
  y: Matrix;
  /**
   * `dy`: gradient before the rectifier (the caller has applied its mask). Adds to the parameters' gradients; when `x` is given,
   * returns the gradient before the rectifier that made x, [inputs][batch·size·size].
   */
  backward(dy: Matrix, x?: Matrix): Matrix | undefined;
}

// Columns of a weight gradient taken at a time, in panels of 8: long enough dot products, short enough for the cache.
const gradientPanels = 64;

// Bytes of gathered panels that leave room for a block of weights in the nearest cache (32 KB or more).
const gatherBytes = 24 * 1024;

/** The taps of the kernel that reach one phase of the input, and how they gather from the padded output gradient. */
interface Phase {
  y: number;
  x: number;
  taps: { ky: number; kx: number }[];
  rows: number;
}

/**
 * Circular (periodic) convolution, then leaky ReLU: y[o, p] = max(s, slope·s), s = bias[o] + Σ W[o, c, ky, kx]·x[c, stride·p +
 * (ky, kx) − ⌊kernel/2⌋]. The image is padded and, for stride 2, its columns sorted by parity; then every row of the im2col
 * matrix is a piece of it at a fixed offset, and the matrix product gathers it without its being formed. The input's gradient is
 * the same product for each parity (phase) of rows and columns.
 */
export class CircularConvolution implements Module {
  readonly side: number;
  readonly outputs: number;
  readonly #engine: SimdEngine;
  readonly #options: ConvolutionOptions;
  readonly #weight: Parameter;
  readonly #bias: Parameter;
  readonly #pad: number;
  /** Padding of the output's gradient. */
  readonly #reach: number;
  readonly #rows: number;
  readonly #phases: readonly Phase[];

  constructor(engine: SimdEngine, options: ConvolutionOptions) {
    const { name, inputs, outputs, kernel, stride, size } = options;
    if (size % (8 * stride) !== 0) {
      throw new RangeError(`images of side ${size} cannot be convolved with stride ${stride} in panels of 8`);
    }
    this.#engine = engine;
    this.#options = options;
    this.side = size / stride;
    this.outputs = outputs;
    this.#pad = (kernel - 1) / 2;
    this.#reach = Math.ceil(this.#pad / stride);
    this.#weight = weights(engine, `${name}.weight`, outputs, inputs * kernel * kernel, options.stream);
    this.#bias = parameter(engine, `${name}.bias`, [outputs]);
    this.#rows = engine.table(this.#inputRows());
    this.#phases = this.#makePhases();
  }

  forward(source: ImageSource, batch: number): ConvolutionPass {
    const { inputs, size, stride, slope, kernel } = this.#options;
    const { side, outputs } = this;
    const { kernels } = this.#engine;
    const padded = size + 2 * this.#pad;
    const imageFloats = inputs * padded * padded;
    const image = this.#engine.allocate(batch * imageFloats);
    for (let i = 0; i < batch; i++) {
      kernels.padCircular(
        inputs,
        source.channelStride,
        size,
        size,
        this.#pad,
        stride,
        source.pointer + 4 * i * source.imageStride,
        image + 4 * i * imageFloats,
      );
    }
    const panels = this.#panels(batch, imageFloats, stride * (padded / stride));
    const y = Matrix.allocate(this.#engine, outputs, batch * side * side);
    const terms = inputs * kernel * kernel;
    const { group, scratch } = this.#scratch(terms);
    kernels.gemmGather(
      outputs,
      y.columns / 8,
      terms,
      this.#weight.valuePointer,
      image,
      panels,
      this.#rows,
      y.pointer,
      y.stride,
      this.#bias.valuePointer,
      epilogue.rectify,
      slope,
      0,
      group,
      scratch,
    );
    return {
      y,
      backward: (dy, x) => {
        this.#weightGradient(dy, image, panels);
        return x && this.#inputGradient(dy, x, batch);
      },
    };
  }

  #weightGradient(dy: Matrix, image: number, panels: number): void {
    const { kernels } = this.#engine;
    const { inputs, kernel } = this.#options;
    kernels.rowSums(this.outputs, dy.columns, dy.pointer, dy.stride, this.#bias.gradientPointer);
    const panelCount = dy.columns / 8;
    for (let first = 0; first < panelCount; first += gradientPanels) {
      kernels.gemmGatherNT(
        this.outputs,
        inputs * kernel * kernel,
        Math.min(gradientPanels, panelCount - first),
        dy.pointer + 32 * first,
        dy.stride,
        image,
        panels + 4 * first,
        this.#rows,
        this.#weight.gradientPointer,
      );
    }
  }

  #inputGradient(dy: Matrix, x: Matrix, batch: number): Matrix {
    const { inputs, size, stride, slope } = this.#options;
    const { side, outputs } = this;
    const { kernels } = this.#engine;
    const padded = side + 2 * this.#reach;
    const imageFloats = outputs * padded * padded;
    const image = this.#engine.allocate(batch * imageFloats);
    for (let i = 0; i < batch; i++) {
      kernels.padCircular(
        outputs,
        dy.stride,
        side,
        side,
        this.#reach,
        1,
        dy.pointer + 4 * i * side * side,
        image + 4 * i * imageFloats,
      );
    }
    const panels = this.#panels(batch, imageFloats, padded);
    const dx = Matrix.allocate(this.#engine, inputs, x.columns);
    const gathered = this.#phases.map((phase) => {
      const terms = outputs * phase.taps.length;
      const { group, scratch } = this.#scratch(terms);
      const result = stride === 1 ? dx : Matrix.allocate(this.#engine, inputs, batch * side * side);
      kernels.gemmGather(
        inputs,
        result.columns / 8,
        terms,
        this.#phaseWeights(phase),
        image,
        panels,
        phase.rows,
        result.pointer,
        result.stride,
        0,
        stride === 1 ? epilogue.mask : epilogue.none,
        slope,
        x.pointer,
        group,
        scratch,
      );
      return result.pointer;
    });
    if (stride === 2) {
      for (const parity of [0, 1]) {
        const [even, odd] = gathered.slice(2 * parity);
        kernels.interleave(inputs * batch, size, size, parity, even, odd, dx.pointer, x.pointer, slope);
      }
    }
    return dx;
  }

  /** Room for as many gathered panels of `terms` rows as are to be multiplied together. */
  #scratch(terms: number): { group: number; scratch: number } {
    const group = Math.max(1, Math.floor(gatherBytes / (32 * terms)));
    return { group, scratch: this.#engine.allocate(8 * terms * group) };
  }

  /** Byte offset of each panel of 8 output columns in padded images whose rows are `rowFloats` apart. */
  #panels(batch: number, imageFloats: number, rowFloats: number): number {
    const { side } = this;
    const table = new Int32Array((batch * side * side) / 8);
    let index = 0;
    for (let i = 0; i < batch; i++) {
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x += 8) table[index++] = 4 * (i * imageFloats + y * rowFloats + x);
      }
    }
    return this.#engine.table(table);
  }

  /** Byte offset of row (c, ky, kx) of the im2col matrix in a padded image. */
  #inputRows(): Int32Array {
    const { inputs, kernel, size, stride } = this.#options;
    const padded = size + 2 * this.#pad;
    const rowLength = padded / stride;
    const table = new Int32Array(inputs * kernel * kernel);
    let index = 0;
    for (let c = 0; c < inputs; c++) {
      for (let ky = 0; ky < kernel; ky++) {
        for (let kx = 0; kx < kernel; kx++) {
          const phase = kx % stride;
          table[index++] = 4 * (((c * stride + phase) * padded + ky) * rowLength + Math.floor(kx / stride));
        }
      }
    }
    return table;
  }

  /** Input row stride·a + y gets output row a + (y + pad − ky) / stride from each tap ky where that is whole; columns alike. */
  #makePhases(): Phase[] {
    const { kernel, stride } = this.#options;
    const padded = this.side + 2 * this.#reach;
    const all = Array.from({ length: kernel }, (_, i) => i);
    const reaching = (phase: number) => all.filter((tap) => (phase + this.#pad - tap) % stride === 0);
    const phases: Phase[] = [];
    for (let y = 0; y < stride; y++) {
      for (let x = 0; x < stride; x++) {
        const taps = reaching(y).flatMap((ky) => reaching(x).map((kx) => ({ ky, kx })));
        const offsets = taps.map(({ ky, kx }) => {
          const row = this.#reach + (y + this.#pad - ky) / stride;
          const column = this.#reach + (x + this.#pad - kx) / stride;
          return 4 * (row * padded + column);
        });
        const table = Int32Array.from({ length: this.outputs * taps.length }, (_, k) => {
          const output = Math.floor(k / taps.length);
          return 4 * output * padded * padded + offsets[k % taps.length];
        });
        phases.push({ y, x, taps, rows: this.#engine.table(table) });
      }
    }
    return phases;
  }

  /** The weights of a phase's taps as [inputs][outputs·taps]. */
  #phaseWeights({ taps }: Phase): number {
    const { inputs, kernel } = this.#options;
    const area = kernel * kernel;
    const source = this.#weight.value;
    const target = this.#engine.floats(inputs * this.outputs * taps.length);
    const places = taps.map(({ ky, kx }) => ky * kernel + kx);
    let index = 0;
    for (let c = 0; c < inputs; c++) {
      for (let o = 0; o < this.outputs; o++) {
        const from = (o * inputs + c) * area;
        for (const place of places) target[index++] = source[from + place];
      }
    }
    return target.byteOffset;
  }

  parameters(): Parameter[] {
    return [this.#weight, this.#bias];
  }

  constants(): Constant[] {
    return [];
  }
}
