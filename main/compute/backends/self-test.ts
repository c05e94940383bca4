import {
  conv2d,
  dispose,
  gather,
  grads,
  matMul,
  mul,
  reshape,
  sum,
  tanh,
  tensor,
  tidy,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

export interface SelfTest {
  /** Largest deviation of a gradient from float64 finite differences, relative to the largest gradient of its tensor. */
  gradientError: number;
  milliseconds: number;
}

const shapes = {
  image: [2, 6, 6, 2],
  first: [3, 3, 2, 3],
  second: [3, 3, 3, 2],
  table: [7, 3],
  dense: [8, 3],
};
type Name = keyof typeof shapes;
const names = Object.keys(shapes) as Name[];
/** Rows of the table that are gathered; one of them twice. */
const picked = [4, 0, 4, 6];
const readout = [1, -2, 3, 1, 2, -1, 1, 3];

/**
 * Trains nothing, but goes through what training needs: gradients of a convolution with stride 1 and 'same' padding, one with
 * stride 2 and no padding, a dense layer and a gather with a repeated index, on the current backend. The reference is the same
 * little network in plain float64 arithmetic, differentiated by central differences.
 */
export async function testGradients(): Promise<SelfTest> {
  const points = Object.fromEntries(
    names.map((name, i) => [
      name,
      Float64Array.from({ length: size(shapes[name]) }, (_, j) => 0.6 * Math.sin(1.7 * j + 2.3 * i + 0.4)),
    ]),
  ) as Record<Name, Float64Array>;

  const started = performance.now();
  const inputs = names.map((name) => tensor(Float32Array.from(points[name]), shapes[name], 'float32'));
  const gradients = tidy(() => grads(throughTensors)(inputs));
  const measured = await Promise.all(gradients.map((gradient) => gradient.data()));
  dispose([...inputs, ...gradients]);
  const milliseconds = performance.now() - started;

  let gradientError = 0;
  names.forEach((name, i) => {
    const expected = differences(points, name);
    const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    expected.forEach((value, j) => {
      const error = Math.abs(measured[i][j] - value) / scale;
      // A NaN must not slip through a comparison.
      gradientError = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(gradientError, error);
    });
  });
  return { gradientError, milliseconds };
}

function throughTensors(...[image, first, second, table, dense]: Tensor[]): Tensor {
  const hidden = tanh(conv2d(image as Tensor4D, first as Tensor4D, 1, 'same'));
  const small = tanh(conv2d(hidden as Tensor4D, second as Tensor4D, 2, 'valid'));
  const rows = gather(table, picked);
  const mixed = tanh(matMul(reshape(small, [2, 8]), dense as Tensor2D));
  return sum(mul(reshape(matMul(mixed, rows, false, true), [8]), readout));
}

function differences(points: Record<Name, Float64Array>, name: Name): Float64Array {
  const step = 1e-5;
  const point = points[name];
  return point.map((value, j) => {
    point[j] = value + step;
    const above = inFloat64(points);
    point[j] = value - step;
    const below = inFloat64(points);
    point[j] = value;
    return (above - below) / (2 * step);
  });
}

function inFloat64({ image, first, second, table, dense }: Record<Name, Float64Array>): number {
  const hidden = convolve(image, first, { side: 6, from: 2, to: 3, stride: 1, padding: 1 });
  const small = convolve(hidden, second, { side: 6, from: 3, to: 2, stride: 2, padding: 0 });
  let total = 0;
  for (let n = 0; n < 2; n++) {
    for (let r = 0; r < 4; r++) {
      for (let k = 0; k < 3; k++) {
        let mixed = 0;
        for (let i = 0; i < 8; i++) mixed += small[n * 8 + i] * dense[i * 3 + k];
        total += readout[n * 4 + r] * Math.tanh(mixed) * table[picked[r] * 3 + k];
      }
    }
  }
  return total;
}

/** tanh of a 3×3 convolution of two square channels-last images. */
function convolve(
  image: Float64Array,
  filter: Float64Array,
  layout: { side: number; from: number; to: number; stride: number; padding: number },
): Float64Array {
  const { side, from, to, stride, padding } = layout;
  const outputs = Math.floor((side + 2 * padding - 3) / stride) + 1;
  const output = new Float64Array(2 * outputs * outputs * to);
  for (let n = 0, t = 0; n < 2; n++) {
    for (let y = 0; y < outputs; y++) {
      for (let x = 0; x < outputs; x++) {
        for (let o = 0; o < to; o++, t++) {
          let value = 0;
          for (let tap = 0; tap < 9; tap++) {
            const row = y * stride + Math.floor(tap / 3) - padding;
            const column = x * stride + (tap % 3) - padding;
            if (row < 0 || column < 0 || row >= side || column >= side) continue;
            for (let i = 0; i < from; i++) {
              value +=
                image[((n * side + row) * side + column) * from + i] * filter[(tap * from + i) * to + o];
            }
          }
          output[t] = Math.tanh(value);
        }
      }
    }
  }
  return output;
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
