import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { chooseBackend, type BackendName } from '../../../main/compute/backends/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';

type Operation = (...inputs: tf.Tensor[]) => tf.Tensor;

interface Case {
  name: string;
  shapes: number[][];
  /** Values away from 0 by at least this, for operations with a kink or a pole there. */
  positive?: boolean;
  operation: Operation;
}

const conv =
  (stride: number, pad: 'same' | 'valid' | number): Operation =>
  (x, filter) =>
    tf.conv2d(
      x as tf.Tensor4D,
      filter as tf.Tensor4D,
      stride,
      pad,
      'NHWC',
      1,
      pad === 0 ? 'floor' : undefined,
    );

const convolutions: Case[] = [
  { name: '3×3 same', side: [5, 4], filter: [3, 3], stride: 1, pad: 'same' as const },
  { name: '3×3 valid', side: [5, 4], filter: [3, 3], stride: 1, pad: 'valid' as const },
  { name: '3×3 stride 2 same, even side', side: [6, 6], filter: [3, 3], stride: 2, pad: 'same' as const },
  { name: '3×3 stride 2 same, odd side', side: [5, 7], filter: [3, 3], stride: 2, pad: 'same' as const },
  { name: '3×3 stride 2 valid', side: [6, 5], filter: [3, 3], stride: 2, pad: 'valid' as const },
  { name: '5×5 stride 2 same', side: [6, 6], filter: [5, 5], stride: 2, pad: 'same' as const },
  { name: '2×3 same', side: [4, 5], filter: [2, 3], stride: 1, pad: 'same' as const },
  { name: '1×1', side: [3, 4], filter: [1, 1], stride: 1, pad: 'valid' as const },
  { name: '1×1 stride 2', side: [4, 4], filter: [1, 1], stride: 2, pad: 'valid' as const },
].map(({ name, side, filter, stride, pad }) => ({
  name: `conv2d ${name}`,
  shapes: [
    [2, ...side, 2],
    [...filter, 2, 3],
  ],
  operation: conv(stride, pad),
}));

const products: Case[] = [false, true].flatMap((tA) =>
  [false, true].flatMap((tB) => [
    {
      name: `matMul${tA ? ' aᵀ' : ''}${tB ? ' bᵀ' : ''}`,
      shapes: [tA ? [4, 3] : [3, 4], tB ? [2, 4] : [4, 2]],
      operation: ((a, b) => tf.matMul(a, b, tA, tB)) as Operation,
    },
    {
      name: `batched matMul${tA ? ' aᵀ' : ''}${tB ? ' bᵀ' : ''}`,
      shapes: [
        [2, ...(tA ? [4, 3] : [3, 4])],
        [2, ...(tB ? [2, 4] : [4, 2])],
      ],
      operation: ((a, b) => tf.matMul(a, b, tA, tB)) as Operation,
    },
  ]),
);

const cases: Case[] = [
  ...convolutions,
  ...products,
  { name: 'add, broadcast', shapes: [[3, 4], [4]], operation: (a, b) => tf.add(a, b) },
  {
    name: 'sub, broadcast',
    shapes: [
      [2, 1, 3],
      [4, 1],
    ],
    operation: (a, b) => tf.sub(a, b),
  },
  {
    name: 'mul, broadcast',
    shapes: [
      [2, 3, 4],
      [3, 1],
    ],
    operation: (a, b) => tf.mul(a, b),
  },
  { name: 'mul by itself', shapes: [[6]], operation: (a) => tf.mul(a, a) },
  {
    name: 'div, broadcast',
    shapes: [
      [3, 4],
      [3, 1],
    ],
    positive: true,
    operation: (a, b) => tf.div(a, b),
  },
  { name: 'addN', shapes: [[3], [3], [3]], operation: (a, b, c) => tf.addN([a, tf.mul(b, 2), c]) },
  { name: 'neg', shapes: [[5]], operation: (x) => tf.neg(x) },
  { name: 'square', shapes: [[5]], operation: (x) => tf.square(x) },
  { name: 'log', shapes: [[5]], positive: true, operation: (x) => tf.log(x) },
  { name: 'exp', shapes: [[5]], operation: (x) => tf.exp(x) },
  { name: 'sqrt', shapes: [[5]], positive: true, operation: (x) => tf.sqrt(x) },
  { name: 'tanh', shapes: [[5]], operation: (x) => tf.tanh(x) },
  { name: 'sigmoid', shapes: [[5]], operation: (x) => tf.sigmoid(x) },
  { name: 'softplus', shapes: [[5]], operation: (x) => tf.softplus(x) },
  { name: 'relu above', shapes: [[5]], positive: true, operation: (x) => tf.relu(x) },
  { name: 'relu below', shapes: [[5]], positive: true, operation: (x) => tf.relu(tf.neg(x)) },
  { name: 'leakyRelu above', shapes: [[5]], positive: true, operation: (x) => tf.leakyRelu(x, 0.1) },
  { name: 'leakyRelu below', shapes: [[5]], positive: true, operation: (x) => tf.leakyRelu(tf.neg(x), 0.1) },
  { name: 'sum', shapes: [[2, 3]], operation: (x) => tf.sum(x) },
  { name: 'sum over axes', shapes: [[2, 3, 4]], operation: (x) => tf.sum(x, [0, 2]) },
  { name: 'mean over axes', shapes: [[2, 3, 2, 3]], operation: (x) => tf.mean(x, [1, 2]) },
  { name: 'reshape', shapes: [[2, 6]], operation: (x) => tf.reshape(x, [3, 4]) },
  { name: 'expandDims', shapes: [[2, 3]], operation: (x) => tf.expandDims(x, 1) },
  { name: 'transpose', shapes: [[2, 3, 4]], operation: (x) => tf.transpose(x, [2, 0, 1]) },
  { name: 'slice', shapes: [[3, 5]], operation: (x) => tf.slice(x, [1, 2], [2, -1]) },
  {
    name: 'pad',
    shapes: [[2, 3]],
    operation: (x) =>
      tf.pad(x, [
        [1, 2],
        [0, 1],
      ]),
  },
  {
    name: 'concat',
    shapes: [
      [2, 3],
      [2, 1],
      [2, 2],
    ],
    operation: (...parts) => tf.concat(parts, -1),
  },
  {
    name: 'split',
    shapes: [[2, 5]],
    operation: (x) => {
      const [a, b] = tf.split(x, [2, 3], 1);
      return tf.concat([tf.mul(b, 3), tf.square(a)], 1);
    },
  },
  { name: 'gather', shapes: [[5, 3]], operation: (x) => tf.gather(x, [4, 1, 1, 0]) },
  {
    name: 'gather by a matrix of indices',
    shapes: [[5, 2]],
    operation: (x) => tf.gather(x, tf.tensor2d([0, 2, 2, 3], [2, 2], 'int32')),
  },
];

/** Largest deviation of a gradient from central differences, relative to the largest gradient of its input. */
function worstGradient({ shapes, positive, operation }: Case): number {
  const stream = new RandomStream(7, 'gradients');
  const points = shapes.map((shape) =>
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () =>
      positive ? stream.between(0.5, 1.5) : stream.between(-1, 1),
    ),
  );
  const evaluate = () =>
    tf.tidy(() =>
      operation(...points.map((point, i) => tf.tensor(point, shapes[i]))).dataSync(),
    ) as Float32Array;
  const readout = Float32Array.from(evaluate(), () => stream.between(-1, 1));
  const dot = (values: Float32Array) => values.reduce((sum, value, i) => sum + value * readout[i], 0);

  const gradients = tf.tidy(() =>
    tf
      .grads((...inputs) => {
        const output = operation(...inputs);
        return tf.sum(tf.mul(output, tf.tensor(readout, output.shape)));
      })(points.map((point, i) => tf.tensor(point, shapes[i])))
      .map((gradient) => gradient.dataSync()),
  );
  const step = 2 ** -7;
  let worst = 0;
  points.forEach((point, i) => {
    const differences = [...point].map((value, j) => {
      point[j] = value + step;
      const above = dot(evaluate());
      point[j] = value - step;
      const below = dot(evaluate());
      point[j] = value;
      return (above - below) / (2 * step);
    });
    const scale = Math.max(...differences.map(Math.abs)) || 1;
    differences.forEach((expected, j) => {
      worst = Math.max(worst, Math.abs(gradients[i][j] - expected) / scale);
    });
  });
  return worst;
}

describe.each(['wasm', 'cpu'] satisfies BackendName[])('gradients on %s', (name) => {
  beforeAll(async () => {
    await chooseBackend(name);
  });

  it.each(cases)('$name', (testCase) => {
    expect(worstGradient(testCase)).toBeLessThan(1e-3);
  });

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors;
    for (const testCase of cases) worstGradient(testCase);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('has none for operations that tfjs differentiates wrongly', () => {
    const x = tf.tensor2d([[1, 2, 3]]);
    expect(() =>
      tf.grad((t) =>
        tf.mirrorPad(
          t,
          [
            [0, 0],
            [1, 1],
          ],
          'reflect',
        ),
      )(x),
    ).toThrow(/MirrorPad/);
    x.dispose();
  });
});

describe('the patched wasm kernels against the cpu backend', () => {
  // Large enough that images are taken in several chunks.
  const image = new Float32Array(40 * 16 * 16 * 8).map((_, i) => Math.sin(1.3 * i));
  const filter = new Float32Array(3 * 3 * 8 * 6).map((_, i) => Math.cos(0.7 * i));

  async function filterAndInputGradients(backend: BackendName, stride: number): Promise<Float32Array[]> {
    await chooseBackend(backend);
    const x = tf.tensor4d(image, [40, 16, 16, 8]);
    const w = tf.tensor4d(filter, [3, 3, 8, 6]);
    const results = tf.tidy(() =>
      tf.grads((a, b) => tf.sum(tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, 'same'))))([
        x,
        w,
      ]),
    );
    const data = results.map((result) => result.dataSync() as Float32Array);
    tf.dispose([x, w, ...results]);
    return data;
  }

  it.each([1, 2])('many images, stride %i', async (stride) => {
    const expected = await filterAndInputGradients('cpu', stride);
    const measured = await filterAndInputGradients('wasm', stride);
    expected.forEach((reference, i) => {
      const scale = reference.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      const worst = reference.reduce((w, value, j) => Math.max(w, Math.abs(value - measured[i][j])), 0);
      expect(worst / scale).toBeLessThan(1e-5);
    });
  });

  it('segmentSum drops rows of segments out of range', async () => {
    await chooseBackend('wasm');
    const sums = tf.tidy(() =>
      tf
        .unsortedSegmentSum(
          tf.tensor2d([
            [1, 2],
            [3, 4],
            [5, 6],
          ]),
          tf.tensor1d([1, -1, 1], 'int32'),
          3,
        )
        .dataSync(),
    );
    expect([...sums]).toEqual([0, 0, 6, 8, 0, 0]);
  });
});
