import type { RandomStream } from '../random.ts';
import type { SimdEngine } from './engine.ts';
import type { Matrix } from './matrix.ts';
import type { Constant, Module, Parameter } from './parameter.ts';

export interface ConvolutionEncoderOptions {
  /** Prefix of its parameters' names. */
  name: string;
  /** 1 (a picture) or 2 (both fields). */
  inputChannels: number;
  /** Images are size × size; a multiple of 64. */
  size: number;
  /** Of the four circular convolutions (5×5 stride 2, 3×3 stride 2, 3×3 stride 2, 3×3). */
  channels: readonly number[];
  /** Rows of `extra`, features that do not come from the image; 0 (default) for none. */
  extra?: number;
  /** Units of the head's hidden layer; default 64. */
  hidden?: number;
  outputs: number;
  stream: RandomStream;
}

export interface EncoderPass {
  /** [outputs][batch] */
  output: Matrix;
  /**
   * [features][batch]: mean, then standard deviation of each channel of the last convolution over the image, mean and standard
   * deviation of each input channel, then the rows of `extra`.
   */
  pooled: Matrix;
  /** Adds to the parameters' gradients from a loss's gradients to output and, where given, directly to pooled. */
  backward(dOutput: Matrix, dPooled?: Matrix): void;
}

/** Circular convolutions, global pooling and a two-layer head. */
export declare class ConvolutionEncoder implements Module {
  constructor(engine: SimdEngine, options: ConvolutionEncoderOptions);
  /** Rows of `pooled`. */
  readonly features: number;
  /** `images`: [batch][channel][size][size], from `engine.floats`; `extra` [extra][batch]. */
  forward(images: Float32Array<ArrayBuffer>, batch: number, extra?: Matrix): EncoderPass;
  parameters(): Parameter[];
  constants(): Constant[];
}
