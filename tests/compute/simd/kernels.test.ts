import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { epilogue, relaxedSupported, type KernelBuild } from '../../../main/compute/simd/kernels.ts';
import { SimdEngine } from '../../../main/compute/simd/index.ts';

const builds: KernelBuild[] = relaxedSupported() ? ['plain', 'relaxed'] : ['plain'];

const shape = fc.record({
  m: fc.integer({ min: 1, max: 33 }),
  n: fc.integer({ min: 1, max: 4 }).map((panels) => 8 * panels),
  k: fc.integer({ min: 0, max: 40 }),
  transposed: fc.boolean(),
  bias: fc.boolean(),
  flags: fc.constantFrom(
    epilogue.none,
    epilogue.accumulate,
    epilogue.rectify,
    epilogue.mask,
    epilogue.accumulate | epilogue.rectify,
  ),
  slope: fc.constantFrom(0, 0.1),
  seed: fc.integer(),
});

function randomFloats(engine: SimdEngine, stream: RandomStream, length: number): Float32Array {
  const values = engine.floats(length);
  stream.fillNormal(values);
  return values;
}

describe.each(builds)('%s build', (build) => {
  it('multiplies matrices of any size as the formula does', () => {
    fc.assert(
      fc.property(shape, ({ m, n, k, transposed, bias, flags, slope, seed }) => {
        const engine = new SimdEngine({ build, capacity: 2 ** 20 });
        const stream = new RandomStream(seed, 'product');
        const [a, b, c, mask, terms] = [m * k, k * n, m * n, m * n, m].map((length) =>
          randomFloats(engine, stream, length),
        );
        const before = c.slice();
        engine.kernels.gemm(
          m,
          n,
          k,
          a.byteOffset,
          transposed ? 1 : k,
          transposed ? m : 1,
          b.byteOffset,
          n,
          c.byteOffset,
          n,
          bias ? terms.byteOffset : 0,
          flags,
          slope,
          mask.byteOffset,
        );
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let sum = bias ? terms[i] : 0;
            for (let l = 0; l < k; l++) sum += a[transposed ? l * m + i : i * k + l] * b[l * n + j];
            if (flags & epilogue.accumulate) sum += before[i * n + j];
            if (flags & epilogue.rectify) sum = Math.max(sum, slope * sum);
            if (flags & epilogue.mask && mask[i * n + j] <= 0) sum *= slope;
            expect(Math.abs(c[i * n + j] - sum)).toBeLessThan(3e-5);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('adds products along the batch', () => {
    fc.assert(
      fc.property(shape, ({ m, n, k, seed }) => {
        const engine = new SimdEngine({ build, capacity: 2 ** 20 });
        const stream = new RandomStream(seed, 'gradient');
        const [a, b, c] = [m * n, k * n, m * k].map((length) => randomFloats(engine, stream, length));
        const before = c.slice();
        engine.kernels.gemmNT(m, k, n, a.byteOffset, n, b.byteOffset, n, c.byteOffset, k);
        for (let i = 0; i < m; i++) {
          for (let l = 0; l < k; l++) {
            let sum = before[i * k + l];
            for (let j = 0; j < n; j++) sum += a[i * n + j] * b[l * n + j];
            expect(Math.abs(c[i * k + l] - sum)).toBeLessThan(3e-5);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('computes exp to 3e-7 relative and tanh to 2e-7', () => {
    const engine = new SimdEngine({ build, capacity: 2 ** 20 });
    const count = 4096;
    const x = engine.floats(count);
    const y = engine.floats(count);
    x.forEach((_, i) => (x[i] = -20 + (40 * i) / count));
    engine.kernels.exponential(count, x.byteOffset, y.byteOffset);
    expect(
      y.reduce((worst, value, i) => Math.max(worst, Math.abs(value / Math.exp(x[i]) - 1)), 0),
    ).toBeLessThan(3e-7);
    engine.kernels.hyperbolicTangent(count, x.byteOffset, y.byteOffset);
    const error = (value: number, i: number) => Math.abs(value - Math.tanh(x[i]));
    expect(y.reduce((worst, value, i) => Math.max(worst, error(value, i)), 0)).toBeLessThan(2e-7);
    x.set([-1000, 1000, 0, -1e-8]);
    engine.kernels.exponential(4, x.byteOffset, y.byteOffset);
    expect(y.every((value) => Number.isFinite(value))).toBe(true);
    engine.kernels.hyperbolicTangent(4, x.byteOffset, y.byteOffset);
    expect(Array.from(y.subarray(0, 4))).toEqual([-1, 1, 0, Math.fround(-1e-8)]);
  });

  it('adds rows, squares and multiples', () => {
    const engine = new SimdEngine({ build, capacity: 2 ** 20 });
    const stream = new RandomStream(2, 'vectors');
    const [rows, n] = [3, 24];
    const [a, b] = [rows * n, rows * n].map((length) => randomFloats(engine, stream, length));
    const sums = engine.floats(rows);
    const dots = engine.floats(rows);
    engine.kernels.rowSums(rows, n, a.byteOffset, n, sums.byteOffset);
    engine.kernels.rowDots(rows, n, a.byteOffset, b.byteOffset, n, dots.byteOffset);
    for (let i = 0; i < rows; i++) {
      const row = Array.from(a.subarray(i * n, (i + 1) * n));
      expect(sums[i]).toBeCloseTo(
        row.reduce((sum, value) => sum + value, 0),
        4,
      );
      expect(dots[i]).toBeCloseTo(
        row.reduce((sum, value, j) => sum + value * b[i * n + j], 0),
        4,
      );
    }
    const squares = a.reduce((sum, value) => sum + value * value, 0);
    expect(engine.kernels.sumOfSquares(rows * n, a.byteOffset)).toBeCloseTo(squares, 6);
    const before = b.slice();
    engine.kernels.addScaled(rows * n, a.byteOffset, -0.5, b.byteOffset);
    b.forEach((value, i) => expect(value).toBeCloseTo(before[i] - 0.5 * a[i], 5));
  });
});
