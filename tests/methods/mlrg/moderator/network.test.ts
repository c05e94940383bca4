import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { MonotoneNetwork } from '../../../../main/methods/mlrg/moderator/network.ts';
import { differences, relativeError } from './differences.ts';
import { described, randomNetwork, randomVector, shapes } from './random-network.ts';

function gradientOf(network: MonotoneNetwork, couplings: Float64Array): Float64Array {
  const into = new Float64Array(couplings.length);
  network.gradient(couplings, into);
  return into;
}

const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);

describe.each(shapes.map((shape) => [described(shape), shape] as const))('a network of %s', (_, shape) => {
  const network = randomNetwork(shape, 1);
  const point = randomVector(shape.couplings, 2);
  const v = randomVector(shape.couplings, 3);

  it('is zero at the origin and has the value of its layers elsewhere', () => {
    expect(network.value(new Float64Array(shape.couplings))).toBe(0);
    expect(network.value(point)).toBeCloseTo(
      plainValue(network, point) -
        plainValue(
          network,
          point.map(() => 0),
        ),
      13,
    );
  });

  it('has the gradient of its differences', () => {
    expect(
      relativeError(
        gradientOf(network, point),
        differences((x) => [network.value(x)], point),
      ),
    ).toBeLessThan(1e-8);
  });

  it('has the Hessian of the differences of its gradient, symmetric, and products with it', () => {
    const hessian = network.hessian(point);
    const n = shape.couplings;
    expect(
      relativeError(
        hessian,
        differences((x) => gradientOf(network, x), point),
      ),
    ).toBeLessThan(1e-8);
    expect(hessian).toEqual(hessian.map((__, i) => hessian[(i % n) * n + Math.floor(i / n)]));
    const product = new Float64Array(n);
    network.hessianVector(point, v, product);
    const rows = product.map((__, m) => dot(hessian.subarray(m * n, (m + 1) * n), v));
    expect(relativeError(product, rows)).toBeLessThan(1e-13);
  });

  it('differentiates v·∇C with respect to its parameters, adding the scaled gradient', () => {
    const into = network.parameters.map(() => 1);
    const hv = new Float64Array(shape.couplings);
    network.differentiate(point, v, -0.5, into, hv);
    const expected = differences(
      (parameters) => [dot(v, gradientOf(new MonotoneNetwork(shape, parameters), point))],
      network.parameters,
    );
    expect(
      relativeError(
        into.map((value) => (value - 1) / -0.5),
        expected,
      ),
    ).toBeLessThan(1e-8);
    const product = new Float64Array(shape.couplings);
    network.hessianVector(point, v, product);
    expect(hv).toEqual(product);
  });

  it('lets results overwrite their arguments', () => {
    const product = new Float64Array(shape.couplings);
    network.hessianVector(point, v, product);
    const inPlace = v.slice();
    network.hessianVector(point, inPlace, inPlace);
    expect(inPlace).toEqual(product);
    const overwritten = v.slice();
    const [apart, together] = [network.parameters.map(() => 0), network.parameters.map(() => 0)];
    network.differentiate(point, v, 1, apart, product);
    network.differentiate(point, overwritten, 1, together, overwritten);
    expect(overwritten).toEqual(product);
    expect(together).toEqual(apart);
  });
});

describe('a monotone network', () => {
  const shape = { couplings: 2, widths: [64, 32], layerNorm: true };

  it('begins as torch begins: uniform within one over the root of the inputs, gains one, offsets zero', () => {
    const { parameters } = MonotoneNetwork.initial(shape, new RandomStream(4, 'initial'));
    const linear = [
      { start: 0, count: 64 * 3, inputs: 2 },
      { start: 64 * 5, count: 32 * 65, inputs: 64 },
      { start: 64 * 5 + 32 * 67, count: 32, inputs: 32 },
    ];
    for (const { start, count, inputs } of linear) {
      const part = parameters.subarray(start, start + count);
      expect(part.every((entry) => Math.abs(entry) <= 1 / Math.sqrt(inputs))).toBe(true);
      // Its square has the mean bound²/3 and the variance 4 bound⁴/45.
      const square = part.reduce((sum, entry) => sum + entry * entry, 0) / count;
      expect(Math.abs(square * inputs - 1 / 3)).toBeLessThan(5 * Math.sqrt(4 / 45 / count));
    }
    const normalised = [
      { start: 64 * 3, count: 64 },
      { start: 64 * 5 + 32 * 65, count: 32 },
    ];
    for (const { start, count } of normalised) {
      expect(new Set(parameters.subarray(start, start + count))).toEqual(new Set([1]));
      expect(new Set(parameters.subarray(start + count, start + 2 * count))).toEqual(new Set([0]));
    }
    expect(parameters.length).toBe(64 * 5 + 32 * 68);
    expect(MonotoneNetwork.parameterCount(shape)).toBe(parameters.length);
  });

  it('sees parameters that are changed in place', () => {
    const network = randomNetwork(shape, 5);
    const point = randomVector(2, 6);
    const before = network.value(point);
    network.parameters.subarray(-32).forEach((_, i, last) => (last[i] *= 3));
    expect(network.value(point)).toBeCloseTo(3 * before, 12);
  });

  it('refuses parameters of another shape and a network without layers', () => {
    expect(() => new MonotoneNetwork(shape, new Float64Array(3))).toThrow(RangeError);
    expect(() => new MonotoneNetwork({ ...shape, widths: [] }, new Float64Array(2))).toThrow(RangeError);
  });

  it('has exact derivatives whatever its shape', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.array(fc.integer({ min: 2, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.nat(),
        (couplings, widths, layerNorm, seed) => {
          const network = randomNetwork({ couplings, widths, layerNorm }, seed);
          const [point, v] = [randomVector(couplings, seed + 1), randomVector(couplings, seed + 2)];
          const into = network.parameters.map(() => 0);
          const hv = new Float64Array(couplings);
          network.differentiate(point, v, 1, into, hv);
          // Along random directions of J and θ at once, by differences.
          const u = randomVector(couplings, seed + 3);
          const w = randomVector(into.length, seed + 4);
          const [slope] = differences(([t]) => {
            const moved = network.parameters.map((value, i) => value + t * w[i]);
            const other = new MonotoneNetwork(network.shape, moved);
            return [
              dot(
                v,
                gradientOf(
                  other,
                  point.map((value, i) => value + t * u[i]),
                ),
              ),
            ];
          }, Float64Array.of(0));
          const exact = dot(hv, u) + dot(into, w);
          const size = Math.sqrt(dot(into, into) + dot(hv, hv)) + 1;
          expect(Math.abs(exact - slope) / size).toBeLessThan(2e-5);
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });
});

/** The same network written out layer by layer, with the parameters sliced in the order they are documented to have. */
function plainValue({ shape, parameters }: MonotoneNetwork, couplings: Float64Array): number {
  let start = 0;
  const take = (count: number) => parameters.subarray(start, (start += count));
  let row = Array.from(couplings);
  for (const width of shape.widths) {
    const weights = take(width * row.length);
    const bias = take(width);
    const inputs = row;
    row = Array.from(bias, (b, i) =>
      inputs.reduce((sum, x, k) => sum + weights[i * inputs.length + k] * x, b),
    );
    if (shape.layerNorm) {
      const gain = take(width);
      const offset = take(width);
      const mean = row.reduce((sum, x) => sum + x, 0) / width;
      const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / width;
      row = row.map((x, i) => ((x - mean) / Math.sqrt(variance + 1e-5)) * gain[i] + offset[i]);
    }
    row = row.map(Math.tanh);
  }
  const last = take(row.length);
  return row.reduce((sum, x, i) => sum + last[i] * x, 0);
}
