import type { RandomStream } from '../random.ts';
import { CircularConvolution, type ConvolutionPass } from './convolution.ts';
import type { SimdEngine } from './engine.ts';
import type { Matrix } from './matrix.ts';
import { Mlp } from './mlp.ts';
import type { Constant, Module, Parameter } from './parameter.ts';
import { imageMoments, poolChannels } from './pooling.ts';

export interface ConvolutionEncoderOptions {
  /** Prefix of its parameters' names. */
  name: string;
  /** 1 (a picture) or 2 (both fields). */
  inputChannels: number;
  /** Images are size × size; a multiple of 64. */
  size: number;
  /** Of the four circular convolutions (5×5 stride 2, 3×3 stride 2, 3×3 stride 2, 3×3). */
  channels: readonly number[];
  /** Rows of `extra`, features that do not come from the convolutions; 0 (default) for none. */
  extra?: number;
  /** Units of the head's hidden layer; default 64. */
  hidden?: number;
  outputs: number;
  /** Draws the initial weights. */
  stream: RandomStream;
}

export interface EncoderPass {
  /** [outputs][batch] */
  output: Matrix;
  /**
   * [features][batch]: mean, then standard deviation over the image of each channel of the last convolution, then of each input
   * channel, then the rows of `extra`.
   */
  pooled: Matrix;
  /** Adds to the parameters' gradients from a loss's gradients to `output` and, where given, directly to `pooled`. */
  backward(dOutput: Matrix, dPooled?: Matrix): void;
}

const kernelSides = [5, 3, 3, 3] as const;
const strides = [2, 2, 2, 1] as const;
const slope = 0.1;

/** Four circular convolutions with leaky ReLU (.1), global pooling and a head of one hidden layer. */
export class ConvolutionEncoder implements Module {
  /** Rows of `pooled`. */
  readonly features: number;
  readonly #engine: SimdEngine;
  readonly #options: ConvolutionEncoderOptions;
  readonly #convolutions: readonly CircularConvolution[];
  readonly #head: Mlp;

  constructor(engine: SimdEngine, options: ConvolutionEncoderOptions) {
    const { name, channels, inputChannels, stream } = options;
    if (channels.length !== kernelSides.length) {
      throw new RangeError(`${channels.length} channel counts for ${kernelSides.length} convolutions`);
    }
    this.#engine = engine;
    this.#options = options;
    let size = options.size;
    this.#convolutions = channels.map((outputs, index) => {
      const convolution = new CircularConvolution(engine, {
        name: `${name}.convolution${index}`,
        inputs: index === 0 ? inputChannels : channels[index - 1],
        outputs,
        kernel: kernelSides[index],
        stride: strides[index],
        size,
        slope,
        stream,
      });
      size = convolution.side;
      return convolution;
    });
    this.features = 2 * (channels.at(-1) ?? 0) + 2 * inputChannels + (options.extra ?? 0);
    this.#head = new Mlp(engine, {
      name: `${name}.head`,
      sizes: [this.features, options.hidden ?? 64, options.outputs],
      slope,
      stream,
    });
  }

  /** `images`: [batch][channel][size][size], from `engine.floats`; `extra` [extra][batch]. */
  forward(images: Float32Array<ArrayBuffer>, batch: number, extra?: Matrix): EncoderPass {
    const { inputChannels, size } = this.#options;
    const area = size * size;
    if (images.length !== batch * inputChannels * area) {
      throw new RangeError(`${images.length} values for ${batch} images of ${inputChannels}×${size}×${size}`);
    }
    if ((extra?.rows ?? 0) !== (this.#options.extra ?? 0)) {
      throw new RangeError(
        `${extra?.rows ?? 0} rows of extra features for an encoder of ${this.#options.extra ?? 0}`,
      );
    }
    let source = { pointer: images.byteOffset, channelStride: area, imageStride: inputChannels * area };
    const passes: ConvolutionPass[] = [];
    for (const convolution of this.#convolutions) {
      const pass = convolution.forward(source, batch);
      passes.push(pass);
      source = {
        pointer: pass.y.pointer,
        channelStride: pass.y.stride,
        imageStride: convolution.side * convolution.side,
      };
    }
    const last = passes[passes.length - 1].y;
    const pooled = this.#engine.zeros(this.features, batch);
    const pooling = poolChannels(last, last.columns / batch, slope, pooled.slice(0, 2 * last.rows));
    imageMoments(images, area, pooled.slice(2 * last.rows, 2 * inputChannels));
    if (extra) pooled.slice(this.features - extra.rows, extra.rows).copyFrom(extra);
    const head = this.#head.forward([pooled]);
    return {
      output: head.y,
      pooled,
      backward: (dOutput, dPooled) => {
        const dFeatures = this.#engine.zeros(this.features, batch);
        if (dPooled) dFeatures.copyFrom(dPooled);
        head.backward(dOutput, [dFeatures]);
        let gradient: Matrix | undefined = pooling.backward(dFeatures);
        for (let index = passes.length - 1; gradient; index--) {
          gradient = passes[index].backward(gradient, passes[index - 1]?.y);
        }
      },
    };
  }

  parameters(): Parameter[] {
    return [...this.#convolutions.flatMap((layer) => layer.parameters()), ...this.#head.parameters()];
  }

  constants(): Constant[] {
    return [];
  }
}
