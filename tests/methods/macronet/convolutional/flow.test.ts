import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend, type BackendName } from '../../../../main/compute/backends/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { ActNorm } from '../../../../main/methods/macronet/convolutional/layers/act-norm.ts';
import { AffineCoupling } from '../../../../main/methods/macronet/convolutional/layers/affine-coupling.ts';
import { padCircular } from '../../../../main/compute/tensors/circular-padding.ts';
import type { InvertibleLayer } from '../../../../main/methods/macronet/convolutional/layers/layer.ts';
import {
  ConvolutionalNetwork,
  Perceptron,
} from '../../../../main/methods/macronet/convolutional/layers/networks.ts';
import { OrthogonalMixing } from '../../../../main/methods/macronet/convolutional/layers/orthogonal-mixing.ts';
import { SpatialMean } from '../../../../main/methods/macronet/convolutional/layers/spatial-mean.ts';
import {
  HaarSqueeze,
  PixelShuffle,
  haarMatrix,
} from '../../../../main/methods/macronet/convolutional/layers/squeeze.ts';
import {
  MultiScaleFlow,
  negativeLogLikelihood,
  type MultiScaleFlowOptions,
} from '../../../../main/methods/macronet/convolutional/multi-scale-flow.ts';
import { TensorWeights } from '../../../../main/compute/tensors/weights.ts';
import { randomOrthogonal } from '../../../../main/compute/simd/layers/orthogonal.ts';

const stream = () => new RandomStream(11, 'flow');

function normal(shape: number[], name = 'x'): tf.Tensor {
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  new RandomStream(3, name).fillNormal(values);
  return tf.tensor(values, shape);
}

/** Couplings start near the identity; larger weights make them do something. */
function disturb(weights: TensorWeights): void {
  for (const [name, variable] of weights.parameters) {
    const size = name.endsWith('2.weight')
      ? 0.1
      : name.endsWith('bias') || name.endsWith('logScale')
        ? 0.1
        : 0;
    tf.tidy(() => variable.assign(tf.add(variable, tf.mul(normal(variable.shape, name), size))));
  }
}

function largest(a: tf.Tensor, b: tf.Tensor): number {
  return tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]);
}

function squares(parts: tf.Tensor[]): number {
  return tf.tidy(() => tf.addN(parts.map((part) => tf.sum(tf.square(part)))).dataSync()[0]);
}

/** log|det| of a square matrix by elimination with pivots. */
function logDeterminantOf(matrix: number[][]): number {
  const m = matrix.map((row) => [...row]);
  let sum = 0;
  for (let i = 0; i < m.length; i++) {
    let pivot = i;
    for (let r = i + 1; r < m.length; r++) if (Math.abs(m[r][i]) > Math.abs(m[pivot][i])) pivot = r;
    [m[i], m[pivot]] = [m[pivot], m[i]];
    sum += Math.log(Math.abs(m[i][i]));
    for (let r = i + 1; r < m.length; r++) {
      const factor = m[r][i] / m[i][i];
      for (let c = i; c < m.length; c++) m[r][c] -= factor * m[i][c];
    }
  }
  return sum;
}

/** log|det| of the finite-difference Jacobian of a map of one example. */
function measuredLogDeterminant(map: (x: tf.Tensor) => tf.Tensor[], x: tf.Tensor): number {
  const values = x.dataSync() as Float32Array;
  const step = 2 ** -6;
  const at = (index: number, offset: number) =>
    tf.tidy(() => {
      const moved = values.slice();
      moved[index] += offset;
      return map(tf.tensor(moved, x.shape)).flatMap((part) => [...part.dataSync()]);
    });
  const columns = Array.from(values, (_, i) => {
    const above = at(i, step);
    const below = at(i, -step);
    return above.map((value, j) => (value - below[j]) / (2 * step));
  });
  return logDeterminantOf(columns);
}

interface LayerCase {
  name: string;
  shape: number[];
  make(weights: TensorWeights): InvertibleLayer;
}

const matrix = (weights: TensorWeights, n: number) =>
  weights.constant('matrix', [n, n], Float32Array.from(randomOrthogonal(n, stream()))) as tf.Tensor2D;

const layers: LayerCase[] = [
  { name: 'pixel shuffle', shape: [4, 4, 2], make: () => new PixelShuffle() },
  {
    name: 'Haar squeeze',
    shape: [4, 4, 2],
    make: (weights) => new HaarSqueeze(weights.constant('haar', [8, 8], haarMatrix(2)) as tf.Tensor2D),
  },
  {
    name: 'ActNorm of vectors',
    shape: [5],
    make: (weights) => new ActNorm({ name: 'norm', weights, length: 5 }),
  },
  {
    name: 'ActNorm of images',
    shape: [3, 2, 4],
    make: (weights) => new ActNorm({ name: 'norm', weights, length: 4 }),
  },
  { name: 'mixing of vectors', shape: [5], make: (weights) => new OrthogonalMixing(matrix(weights, 5)) },
  {
    name: 'mixing of channels',
    shape: [3, 2, 4],
    make: (weights) => new OrthogonalMixing(matrix(weights, 4)),
  },
  {
    name: 'coupling of vectors',
    shape: [5],
    make: (weights) =>
      new AffineCoupling(
        new Perceptron({ name: 'n', weights, inputs: 2, hidden: 8, outputs: 6, stream: stream() }),
        { kept: 2, clamp: 2 },
      ),
  },
  {
    name: 'coupling of images',
    shape: [3, 4, 4],
    make: (weights) =>
      new AffineCoupling(
        new ConvolutionalNetwork({ name: 'n', weights, inputs: 2, hidden: 6, outputs: 4, stream: stream() }),
        { kept: 2, clamp: 2 },
      ),
  },
];

const tiny = (weights: TensorWeights, squeeze: 'haar' | 'pixel-shuffle' = 'haar'): MultiScaleFlowOptions => ({
  weights,
  size: 8,
  channels: 2,
  squeeze,
  scales: 2,
  couplings: 2,
  hidden: 6,
  head: { layers: 2, width: 8 },
  clamp: 2,
  stream: stream(),
});

describe.each(['wasm', 'cpu'] satisfies BackendName[])('on %s', (backend) => {
  beforeAll(async () => {
    await chooseBackend(backend);
  });

  describe.each(layers)('$name', ({ shape, make }) => {
    it('is undone by its inverse, with the log-determinant of its Jacobian', () => {
      const weights = new TensorWeights();
      const layer = make(weights);
      disturb(weights);
      tf.tidy(() => {
        const x = normal([3, ...shape]);
        expect(largest(layer.inverse(layer.forward(x).z), x)).toBeLessThan(1e-5);
        const single = normal([1, ...shape]);
        const claimed = layer.forward(single).logDeterminant?.dataSync()[0] ?? 0;
        expect(claimed).toBeCloseTo(
          measuredLogDeterminant((y) => [layer.forward(y).z], single),
          2,
        );
      });
      weights.dispose();
    });
  });

  it('circular padding continues images periodically, and so does its gradient', () => {
    tf.tidy(() => {
      const image = tf.tensor4d([0, 1, 2, 3, 4, 5], [1, 2, 3, 1]);
      expect([...padCircular(image, 1).dataSync()]).toEqual([
        5, 3, 4, 5, 3, 2, 0, 1, 2, 0, 5, 3, 4, 5, 3, 2, 0, 1, 2, 0,
      ]);
      // Each value is seen as often as it appears, weighted by where.
      for (const [side, margin] of [
        [5, 1],
        [4, 2],
        [3, 2],
        [2, 1],
      ]) {
        const x = normal([2, side, side, 1]) as tf.Tensor4D;
        const weight = normal([2, side + 2 * margin, side + 2 * margin, 1], 'weight');
        const gradient = tf.grad((y) => tf.sum(tf.mul(padCircular(y as tf.Tensor4D, margin), weight)))(x);
        const read = weight.dataSync();
        const expected = new Float32Array(x.size);
        const wide = side + 2 * margin;
        for (let n = 0, i = 0; n < 2; n++) {
          for (let r = 0; r < wide; r++) {
            for (let c = 0; c < wide; c++, i++) {
              const row = (r - margin + 2 * side) % side;
              const column = (c - margin + 2 * side) % side;
              expected[(n * side + row) * side + column] += read[i];
            }
          }
        }
        expect(largest(gradient, tf.tensor(expected, x.shape))).toBeLessThan(1e-5);
      }
    });
  });

  it('the spatial mean is the mean, and loses nothing', () => {
    tf.tidy(() => {
      const x = normal([2, 2, 4, 3]) as tf.Tensor4D;
      const layer = new SpatialMean(2, 4);
      const { mean, rest } = layer.forward(x);
      expect(largest(mean, tf.mul(tf.mean(x, [1, 2]), Math.sqrt(8)))).toBeLessThan(1e-5);
      expect(largest(layer.inverse(mean, rest), x)).toBeLessThan(1e-5);
      expect(squares([mean, rest]) / squares([x])).toBeCloseTo(1, 5);
    });
  });

  it.each(['haar', 'pixel-shuffle'] as const)(
    'the multi-scale flow with %s is exactly invertible',
    (squeeze) => {
      const weights = new TensorWeights();
      const flow = new MultiScaleFlow({ ...tiny(weights, squeeze), size: 32, scales: 4 });
      disturb(weights);
      tf.tidy(() => {
        const x = normal([3, 32, 32, 2]) as tf.Tensor4D;
        const { latent } = flow.forward(x);
        expect(latent.head.shape).toEqual([3, flow.headDimension]);
        expect([latent.head, ...latent.factored].reduce((sum, part) => sum + part.size, 0)).toBe(x.size);
        // The map must be far from the identity for this to mean something.
        expect(tf.max(tf.abs(tf.sub(flow.inverse(latent), x))).dataSync()[0]).toBeLessThan(1e-4);
      });
      weights.dispose();
    },
  );

  it('its log-determinant is that of its Jacobian', () => {
    const weights = new TensorWeights();
    const flow = new MultiScaleFlow({ ...tiny(weights), size: 4, scales: 1 });
    disturb(weights);
    tf.tidy(() => {
      const x = normal([1, 4, 4, 2]) as tf.Tensor4D;
      const claimed = flow.forward(x).logDeterminant.dataSync()[0];
      expect(Math.abs(claimed)).toBeGreaterThan(0.1);
      const measured = measuredLogDeterminant((y) => {
        const { head, factored } = flow.forward(y as tf.Tensor4D).latent;
        return [head, ...factored];
      }, x);
      expect(claimed).toBeCloseTo(measured, 1);
    });
    weights.dispose();
  });

  it('ActNorm brings every channel of a first batch to mean 0 and deviation 1', () => {
    const weights = new TensorWeights();
    const layer = new ActNorm({ name: 'norm', weights, length: 4 });
    tf.tidy(() => {
      const x = tf.add(tf.mul(normal([6, 3, 3, 4]), [1, 10, 0.1, 3]), [0, 5, -2, 100]);
      layer.initialise(x);
      const { z } = layer.forward(x);
      const means = tf.mean(z, [0, 1, 2]);
      const deviations = tf.sqrt(tf.mean(tf.square(z), [0, 1, 2]));
      expect(largest(means, tf.zeros([4]))).toBeLessThan(1e-3);
      expect(largest(deviations, tf.ones([4]))).toBeLessThan(1e-3);
    });
    weights.dispose();
  });

  it('gradients of the likelihood agree with finite differences along random directions', () => {
    const weights = new TensorWeights();
    const flow = new MultiScaleFlow(tiny(weights));
    disturb(weights);
    const x = normal([4, 8, 8, 2]) as tf.Tensor4D;
    const loss = (): tf.Scalar => {
      const { latent, logDeterminant } = flow.forward(x);
      return negativeLogLikelihood(latent, logDeterminant).mean;
    };
    const variables = [...weights.parameters.values()];
    const { value, grads } = tf.variableGrads(loss, variables);
    for (const variable of variables) {
      const slope = tf.tidy(() => {
        const drawn = normal(variable.shape, 'direction');
        const direction = tf.div(drawn, tf.norm(drawn));
        const start = tf.clone(variable) as tf.Tensor;
        // Small and yet not without crossing a kink of a ReLU here and there, which the tolerance allows for.
        const step = 2 ** -9;
        const at = (offset: number) => {
          variable.assign(tf.add(start, tf.mul(direction, offset)));
          return loss().dataSync()[0];
        };
        const measured = (at(step) - at(-step)) / (2 * step);
        variable.assign(start);
        return { measured, claimed: tf.sum(tf.mul(grads[variable.name], direction)).dataSync()[0] };
      });
      const scale = Math.max(1, Math.abs(slope.measured));
      expect(Math.abs(slope.claimed - slope.measured) / scale).toBeLessThan(0.05);
    }
    tf.dispose([x, value, grads]);
    weights.dispose();
  });
});

describe('the multi-scale flow', () => {
  it('refuses images that cannot be halved that often', () => {
    const weights = new TensorWeights();
    expect(() => new MultiScaleFlow({ ...tiny(weights), size: 12, scales: 3 })).toThrow(/halved 3 times/);
    expect(() => new MultiScaleFlow({ ...tiny(weights), size: 8, scales: 3 })).toThrow(/halved 3 times/);
  });
});
