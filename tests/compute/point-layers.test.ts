import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointLayers } from '../../main/compute/point-layers.ts';
import { RandomStream } from '../../main/compute/random.ts';

/** A memory with normal numbers in it, and places in it one after the other. */
function workspace(seed: number) {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const kernels = pointLayers(memory);
  const floats = new Float64Array(memory.buffer);
  new RandomStream(seed, 'point layers').fillNormal(floats.subarray(128));
  let next = 1024;
  const take = (count: number) => {
    const pointer = next;
    next += 8 * count;
    const values = floats.subarray(pointer / 8, next / 8);
    return { pointer, values };
  };
  return { kernels, take };
}

const size = fc.integer({ min: 1, max: 10 });
const fours = fc.constantFrom(4, 8, 20);

describe('kernels of layers over points', () => {
  it('give tanh to a few units in the last place, from the smallest numbers to infinity', () => {
    const { kernels, take } = workspace(1);
    const magnitudes = Array.from({ length: 2000 }, (_, i) => 10 ** (-12 + i / 140));
    const inputs = [0, Infinity, 19.1, 0.1732867951, 0.1732867952, ...magnitudes].flatMap((x) => [x, -x]);
    const { pointer, values } = take(inputs.length);
    values.set(inputs);
    kernels.tanh(inputs.length, pointer);
    for (const [i, x] of inputs.entries()) {
      expect(Math.abs(values[i] - Math.tanh(x))).toBeLessThanOrEqual(1e-15 * Math.abs(Math.tanh(x)));
    }
  });

  it('pass on what is not a number', () => {
    const { kernels, take } = workspace(2);
    const { pointer, values } = take(2);
    values.set([Number.NaN, 1]);
    kernels.tanh(2, pointer);
    expect(values[0]).toBeNaN();
  });

  it('multiply by weights and by their transpose, with and without bias', () => {
    fc.assert(
      fc.property(size, size, fours, fc.boolean(), fc.boolean(), (rows, inputs, points, turned, withBias) => {
        const { kernels, take } = workspace(3);
        const [weights, bias, x, y] = [rows * inputs, rows, inputs * points, rows * points].map(take);
        const [rowStep, columnStep] = turned ? [1, rows] : [inputs, 1];
        kernels.linear(
          rows,
          inputs,
          points,
          weights.pointer,
          rowStep,
          columnStep,
          withBias ? bias.pointer : 0,
          x.pointer,
          y.pointer,
        );
        for (const [at, value] of y.values.entries()) {
          const [i, p] = [Math.floor(at / points), at % points];
          let sum = withBias ? bias.values[i] : 0;
          for (let k = 0; k < inputs; k++) {
            sum += weights.values[i * rowStep + k * columnStep] * x.values[k * points + p];
          }
          expect(value).toBeCloseTo(sum, 12);
        }
      }),
      { seed: 4 },
    );
  });

  it('add the outer products of two pairs, and sums and products of rows', () => {
    fc.assert(
      fc.property(size, size, fours, (rows, columns, points) => {
        const { kernels, take } = workspace(5);
        const [a, b] = [rows * points, rows * points].map(take);
        const [x, rate] = [columns * points, columns * points].map(take);
        const into = take(rows * columns);
        const [sums, dots] = [rows, rows].map(take);
        const before = [into, sums, dots].map(({ values }) => values.slice());
        const dot = (one: Float64Array, i: number, other: Float64Array, k: number) =>
          one
            .subarray(i * points, (i + 1) * points)
            .reduce((sum, value, p) => sum + value * other[k * points + p], 0);
        kernels.outer(
          rows,
          columns,
          points,
          a.pointer,
          x.pointer,
          b.pointer,
          rate.pointer,
          0.7,
          into.pointer,
        );
        kernels.rowSums(rows, points, a.pointer, 0.7, sums.pointer);
        kernels.rowDots(rows, points, a.pointer, b.pointer, 0.7, dots.pointer);
        for (let i = 0; i < rows; i++) {
          for (let k = 0; k < columns; k++) {
            const product = dot(a.values, i, x.values, k) + dot(b.values, i, rate.values, k);
            expect(into.values[i * columns + k] - before[0][i * columns + k]).toBeCloseTo(0.7 * product, 12);
          }
          const ones = new Float64Array(points).fill(1);
          expect(sums.values[i] - before[1][i]).toBeCloseTo(0.7 * dot(a.values, i, ones, 0), 12);
          expect(dots.values[i] - before[2][i]).toBeCloseTo(0.7 * dot(a.values, i, b.values, i), 12);
        }
      }),
      { seed: 6 },
    );
  });
});
