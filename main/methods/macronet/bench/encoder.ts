import { turingCnnSpec } from '../../../../preload/contract/experiments/turing.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Adam, ConvolutionEncoder, SimdEngine, type KernelBuild } from '../../../compute/simd/index.ts';

/** The CNN experiment with its default settings, on both fields of 64². */
export const encoderSpec = turingCnnSpec.parse({ kind: 'turing-cnn' });
export const encoderSize = 64;
export const encoderChannels = 2;
/** Of the head: the table of kernels.md has the macro dimensions only. */
export const encoderOutputs = encoderSpec.macroDimension;

/** Images [batch][channel][size][size] of unit normals. */
export function encoderImages(seed: number): Float32Array {
  const images = new Float32Array(encoderSpec.batch * encoderChannels * encoderSize ** 2);
  new RandomStream(seed, 'benchmark: images').fillNormal(images);
  return images;
}

export interface EncoderSetup {
  engine: SimdEngine;
  encoder: ConvolutionEncoder;
}

export function encoderSetup(seed: number, build: KernelBuild): EncoderSetup {
  const engine = new SimdEngine({ build });
  const encoder = new ConvolutionEncoder(engine, {
    name: 'encoder',
    inputChannels: encoderChannels,
    size: encoderSize,
    channels: encoderSpec.channels,
    outputs: encoderOutputs,
    stream: new RandomStream(seed, 'benchmark: encoder'),
  });
  return { engine, encoder };
}

/** One training step of the encoder on the SIMD engine towards ½|y|²: forward, backward, Adam. Returns the loss. */
export function encoderStep({ engine, encoder }: EncoderSetup, images: Float32Array): () => number {
  const { batch, optimiser } = encoderSpec;
  const adam = new Adam(engine, encoder.parameters(), { clip: optimiser.clip });
  const input = engine.floats(images.length);
  input.set(images);
  return () => {
    const loss = engine.scope(() => {
      const { output, backward } = encoder.forward(input, batch);
      const gradient = engine.zeros(encoderOutputs, batch);
      let sum = 0;
      for (let i = 0; i < encoderOutputs; i++) {
        const target = gradient.row(i);
        output.row(i).forEach((y, j) => {
          sum += (0.5 * y * y) / batch;
          target[j] = y / batch;
        });
      }
      backward(gradient);
      return sum;
    });
    adam.step(optimiser.learningRate);
    return loss;
  };
}
