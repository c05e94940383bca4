import { RandomStream } from '../random.ts';
import { ConvolutionEncoder } from './encoder.ts';
import { SimdEngine } from './engine.ts';
import { Flow } from './flow.ts';
import type { KernelBuild } from './kernels.ts';
import { gaussianNegativeLogLikelihood } from './losses.ts';
import type { Module } from './parameter.ts';

export interface SelfTest {
  backend: SimdEngine['backend'];
  /** Largest relative difference between a gradient's norm and the loss's slope along it; about 1e-3 in single precision. */
  gradientError: number;
  /** Median time of one training step (forward and backward) of a flow of 5 layers on 20 dimensions, width 64, batch 256. */
  milliseconds: number;
  /** Arithmetic of that step per second, in 10⁹ operations. */
  gflops: number;
  /** Whether gradientError is within 1e-2. */
  pass: boolean;
}

const dimension = 20;
const batch = 256;
const imageBatch = 8;
const timedSteps = 15;
const tolerance = 1e-2;

/** Tries the engine on this machine: gradients of a flow and of an encoder against slopes of their losses, and speed. */
export function selfTest(build: KernelBuild = 'plain'): SelfTest {
  const engine = new SimdEngine({ build, capacity: 64 * 2 ** 20 });
  const stream = new RandomStream(1, 'self-test');
  const flow = Flow.fromSpec(engine, {
    name: 'flow',
    dimension,
    spec: { layers: 5, width: 64, mixing: 'rotation', clamp: 2 },
    stream,
  });
  const encoder = new ConvolutionEncoder(engine, {
    name: 'encoder',
    inputChannels: 2,
    size: 64,
    channels: [8, 8, 8, 8],
    outputs: 3,
    stream,
  });
  const examples = new Float32Array(batch * dimension);
  stream.fillNormal(examples);
  const images = engine.floats(imageBatch * 2 * 64 * 64);
  stream.fillNormal(images);

  const flowLoss = () =>
    engine.scope(() => {
      const pass = flow.forward(engine.zeros(dimension, batch).setExamples(examples));
      const [dz, dLogDeterminant] = [engine.zeros(dimension, batch), engine.zeros(1, batch)];
      const loss = gaussianNegativeLogLikelihood(pass.z, pass.logDeterminant, 1, dz, dLogDeterminant);
      pass.backward(dz, dLogDeterminant);
      return loss;
    });
  const encoderLoss = () =>
    engine.scope(() => {
      const pass = encoder.forward(images, imageBatch);
      const [dOutput, dLogDeterminant] = [engine.zeros(3, imageBatch), engine.zeros(1, imageBatch)];
      const loss = gaussianNegativeLogLikelihood(
        pass.output,
        engine.zeros(1, imageBatch),
        1,
        dOutput,
        dLogDeterminant,
      );
      pass.backward(dOutput);
      return loss;
    });

  const gradientError = Math.max(slopeError(flow, flowLoss), slopeError(encoder, encoderLoss));
  const times = Array.from({ length: timedSteps }, () => {
    const start = performance.now();
    flowLoss();
    return performance.now() - start;
  }).toSorted((a, b) => a - b);
  const milliseconds = times[timedSteps >> 1];
  // Each weight costs a multiplication and an addition per example forward, and twice that backward.
  const weights = [...flow.parameters(), ...flow.constants()]
    .filter(({ shape }) => shape.length === 2)
    .reduce((sum, { value }) => sum + value.length, 0);
  return {
    backend: engine.backend,
    gradientError,
    milliseconds,
    gflops: (6 * weights * batch) / milliseconds / 1e6,
    pass: gradientError < tolerance,
  };
}

/** Relative difference between |∇L| and the slope of L along ∇L, by a central difference. */
function slopeError(module: Module, loss: () => number): number {
  const parameters = module.parameters();
  const clear = () => {
    for (const { gradient } of parameters) gradient.fill(0);
  };
  clear();
  loss();
  const gradients = parameters.map(({ gradient }) => gradient.slice());
  const norm = Math.sqrt(
    gradients.reduce((sum, gradient) => sum + gradient.reduce((a, b) => a + b * b, 0), 0),
  );
  const values = parameters.map(({ value }) => value.slice());
  // Long enough for single precision to resolve the loss, short enough for its curvature not to matter.
  const length = 4e-3;
  const at = (distance: number) => {
    for (const [index, { value }] of parameters.entries()) {
      const [from, direction] = [values[index], gradients[index]];
      value.forEach((_, i) => (value[i] = from[i] + (distance / norm) * direction[i]));
    }
    return loss();
  };
  const slope = (at(length) - at(-length)) / (2 * length);
  for (const [index, { value }] of parameters.entries()) value.set(values[index]);
  clear();
  return Math.abs(slope / norm - 1);
}
