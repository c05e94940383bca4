import * as tf from '@tensorflow/tfjs-core';
import { HostError } from '../../../../preload/contract/errors.ts';
import { randomOrthogonal } from '../../../compute/simd/layers/orthogonal.ts';
import type { RandomStream } from '../../../compute/random.ts';
import { ActNorm } from './layers/act-norm.ts';
import { AffineCoupling } from './layers/affine-coupling.ts';
import type { InvertibleLayer } from './layers/layer.ts';
import { ConvolutionalNetwork, Perceptron } from './layers/networks.ts';
import { OrthogonalMixing } from './layers/orthogonal-mixing.ts';
import { SpatialMean } from './layers/spatial-mean.ts';
import { HaarSqueeze, PixelShuffle, haarMatrix } from './layers/squeeze.ts';
import { total } from '../../../compute/tensors/total.ts';
import type { TensorWeights } from '../../../compute/tensors/weights.ts';

export interface MultiScaleFlowOptions {
  weights: TensorWeights;
  /** Side of the square periodic images and their channels. */
  size: number;
  channels: number;
  squeeze: 'haar' | 'pixel-shuffle';
  scales: number;
  /** Convolutional couplings at each scale, and hidden channels of their networks. */
  couplings: number;
  hidden: number;
  /** Flow on the spatial means that are left at the deepest scale. */
  head: { layers: number; width: number };
  /** c in s = c·tanh(o/c) of every coupling. */
  clamp: number;
  stream: RandomStream;
}

/** Where an image goes: all of it, so that it can come back. */
export interface Latent {
  /** Head's output [batch, headDimension]; its first entries are the macro dimensions. */
  head: tf.Tensor2D;
  /** What left the flow on the way, finest first, standard normal as the head is. */
  factored: tf.Tensor[];
}

interface Scale {
  layers: InvertibleLayer[];
  /** Channels that go on; the others leave. */
  kept: number;
}

/**
 * The multi-scale convolutional flow of the paper's φv on periodic images (RealNVP's architecture, Dinh et al. 2017): at each scale a
 * squeeze and ActNorm, then couplings in rotated channels, then half of the channels leave. At the deepest scale the spatial means go on
 * into a flow on vectors, the rest leaves too. Macrostates of a pattern do not depend on where its features lie, so they
 * are looked for in the means.
 */
export class MultiScaleFlow {
  readonly headDimension: number;
  readonly #scales: Scale[] = [];
  readonly #mean: SpatialMean;
  readonly #head: InvertibleLayer[] = [];

  /** @throws HostError 'bad-specification' if the images cannot be halved that often */
  constructor(options: MultiScaleFlowOptions) {
    const { size, scales, weights, clamp, stream } = options;
    if (size % 2 ** scales !== 0 || size / 2 ** scales < 2) {
      throw new HostError(
        'bad-specification',
        `Images of ${size}² cannot be halved ${scales} times down to 2².`,
        {
          where: 'scales',
          remedy: 'Use fewer scales, or patterns whose side is a larger power of two.',
        },
      );
    }
    const mixing = (name: string, length: number) =>
      new OrthogonalMixing(
        weights.constant(
          name,
          [length, length],
          Float32Array.from(randomOrthogonal(length, stream)),
        ) as tf.Tensor2D,
      );

    let { channels } = options;
    for (let scale = 0; scale < scales; scale++) {
      const name = `scale${scale}`;
      const squeeze =
        options.squeeze === 'haar'
          ? new HaarSqueeze(
              weights.constant(
                `${name}.haar`,
                [4 * channels, 4 * channels],
                haarMatrix(channels),
              ) as tf.Tensor2D,
            )
          : new PixelShuffle();
      channels *= 4;
      const layers: InvertibleLayer[] = [
        squeeze,
        new ActNorm({ name: `${name}.norm`, weights, length: channels }),
      ];
      for (let index = 0; index < options.couplings; index++) {
        const prefix = `${name}.coupling${index}`;
        const network = new ConvolutionalNetwork({
          name: prefix,
          weights,
          inputs: channels / 2,
          hidden: options.hidden,
          outputs: channels,
          stream,
        });
        const coupling = new AffineCoupling(network, { kept: channels / 2, clamp });
        layers.push(new Conjugated(mixing(`${prefix}.mixing`, channels), coupling));
      }
      const last = scale === scales - 1;
      this.#scales.push({ layers, kept: last ? channels : channels / 2 });
      if (!last) channels /= 2;
    }

    const side = size / 2 ** scales;
    this.#mean = new SpatialMean(side, side);
    this.headDimension = channels;
    this.#head.push(new ActNorm({ name: 'head.norm', weights, length: channels }));
    for (let index = 0; index < options.head.layers; index++) {
      const name = `head${index}`;
      const kept = Math.floor(channels / 2);
      const network = new Perceptron({
        name,
        weights,
        inputs: kept,
        hidden: options.head.width,
        outputs: 2 * (channels - kept),
        stream,
      });
      this.#head.push(mixing(`${name}.mixing`, channels), new AffineCoupling(network, { kept, clamp }));
    }
  }

  /** [batch, size, size, channels] -> its latent and log|det| of each example [batch]. Call within tf.tidy. */
  forward(x: tf.Tensor4D): { latent: Latent; logDeterminant: tf.Tensor1D } {
    return this.#forward(x, false);
  }

  /** Sets ActNorm layers from a first batch, to be called once before training. */
  initialise(x: tf.Tensor4D): void {
    tf.tidy(() => {
      this.#forward(x, true);
    });
  }

  #forward(x: tf.Tensor4D, initialise: boolean): { latent: Latent; logDeterminant: tf.Tensor1D } {
    const determinants: tf.Tensor1D[] = [];
    const pass = (layers: InvertibleLayer[], input: tf.Tensor): tf.Tensor =>
      layers.reduce((y, layer) => {
        if (initialise) layer.initialise?.(y);
        const { z, logDeterminant } = layer.forward(y);
        if (logDeterminant) determinants.push(logDeterminant);
        return z;
      }, input);

    const factored: tf.Tensor[] = [];
    let image: tf.Tensor = x;
    for (const { layers, kept } of this.#scales) {
      image = pass(layers, image);
      const channels = image.shape[3] as number;
      if (kept === channels) continue;
      const [goes, leaves] = tf.split(image, [kept, channels - kept], 3);
      factored.push(leaves);
      image = goes;
    }
    const { mean, rest } = this.#mean.forward(image as tf.Tensor4D);
    factored.push(rest);
    const head = pass(this.#head, mean) as tf.Tensor2D;
    return { latent: { head, factored }, logDeterminant: total(determinants) };
  }

  /** The image of a latent. */
  inverse({ head, factored }: Latent): tf.Tensor4D {
    const mean = undo(this.#head, head) as tf.Tensor2D;
    let image: tf.Tensor = this.#mean.inverse(mean, factored[factored.length - 1] as tf.Tensor3D);
    for (let scale = this.#scales.length - 1; scale >= 0; scale--) {
      if (scale < this.#scales.length - 1) image = tf.concat([image, factored[scale]], 3);
      image = undo(this.#scales[scale].layers, image);
    }
    return image as tf.Tensor4D;
  }
}

function undo(layers: readonly InvertibleLayer[], output: tf.Tensor): tf.Tensor {
  return layers.reduceRight((z, layer) => layer.inverse(z), output);
}

/** R⁻¹ ∘ layer ∘ R: the layer works in mixed channels, and yet every channel keeps its meaning, coarse or fine. */
class Conjugated implements InvertibleLayer {
  readonly #mixing: OrthogonalMixing;
  readonly #layer: InvertibleLayer;

  constructor(mixing: OrthogonalMixing, layer: InvertibleLayer) {
    this.#mixing = mixing;
    this.#layer = layer;
  }

  forward(x: tf.Tensor): { z: tf.Tensor; logDeterminant: tf.Tensor1D | null } {
    const { z, logDeterminant } = this.#layer.forward(this.#mixing.forward(x).z);
    return { z: this.#mixing.inverse(z), logDeterminant };
  }

  inverse(z: tf.Tensor): tf.Tensor {
    return this.#mixing.inverse(this.#layer.inverse(this.#mixing.forward(z).z));
  }
}

/** Mean over the batch of −log N(z) − log|det|, over all dimensions of the latent. */
export function negativeLogLikelihood(
  { head, factored }: Latent,
  logDeterminant: tf.Tensor1D,
): { mean: tf.Scalar; dimension: number } {
  const parts = [head, ...factored];
  const batch = head.shape[0];
  const dimension = parts.reduce((sum, { size }) => sum + size, 0) / batch;
  const squares = total(parts.map((part) => tf.sum(tf.square(part))));
  const energy = tf.div(tf.sub(tf.mul(0.5, squares), tf.sum(logDeterminant)), batch);
  return { mean: tf.add(energy, 0.5 * dimension * Math.log(2 * Math.PI)) as tf.Scalar, dimension };
}
