import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowStep } from '../../../../main/methods/mlrg/moderator/flow.ts';
import { newtonFlow, saddlePoints } from '../../../../main/methods/mlrg/moderator/newton.ts';
import type { RgMonotone } from '../../../../main/methods/mlrg/rg-map.ts';
import { relativeError } from './differences.ts';
import { randomNetwork, randomVector } from './random-network.ts';

/** C = x⁴/4 − x²/2 + y²/2 + y³/3: a grid of minima, saddles and maxima at x = −1, 0, 1 and y = −1, 0. */
const landscape: RgMonotone = {
  couplings: 2,
  value: ([x, y]) => x ** 4 / 4 - x ** 2 / 2 + y ** 2 / 2 + y ** 3 / 3,
  gradient: ([x, y], into) => into.set([x ** 3 - x, y + y ** 2]),
  hessianVector: ([x, y], [u, v], into) => into.set([(3 * x ** 2 - 1) * u, (1 + 2 * y) * v]),
  hessian: ([x, y]) => Float64Array.of(3 * x ** 2 - 1, 0, 0, 1 + 2 * y),
};

function directionAt(monotone: RgMonotone, couplings: Float64Array): Float64Array {
  const into = new Float64Array(couplings.length);
  newtonFlow(monotone, couplings, into);
  return into;
}

const gridOf = (values: number[]) => values.flatMap((x) => values.map((y) => Float64Array.of(x, y)));

describe('the search for saddle points', () => {
  const starts = gridOf([-1.7, -0.9, -0.3, 0.1, 0.4, 1.3]);

  it('finds all of them once, of every kind, with their curvatures', () => {
    const points = saddlePoints(landscape, starts);
    const expected = [-1, 0, 1].flatMap((x) => [-1, 0].map((y) => ({ x, y })));
    expect(points).toHaveLength(6);
    for (const { x, y } of expected) {
      const point = points.find(({ couplings }) => Math.hypot(couplings[0] - x, couplings[1] - y) < 1e-9);
      expect(point?.gradient).toBeLessThan(1e-10);
      const curvatures = [3 * x ** 2 - 1, 1 + 2 * y].toSorted((a, b) => a - b);
      expect(relativeError(point?.hessianEigenvalues ?? [], curvatures)).toBeLessThan(1e-8);
    }
    const firsts = points.map(({ couplings }) => couplings[0]);
    expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
  });

  it('keeps to the box that it is given', () => {
    const points = saddlePoints(landscape, starts, { box: { low: [-0.5, -0.5], high: [2, 2] } });
    const places = points.map(({ couplings }) => [...couplings].map((value) => value.toFixed(6)));
    expect(places.map((place) => place.map(Number))).toEqual([
      [expect.closeTo(0), expect.closeTo(0)],
      [1, expect.closeTo(0)],
    ]);
  });

  it('takes the flat far end of a network for no fixed point', () => {
    const network = randomNetwork({ couplings: 1, widths: [4], layerNorm: false }, 61);
    // Here all neurons are saturated: C does not change at all.
    const far = Float64Array.of(1e6);
    const gradient = new Float64Array(1);
    network.gradient(far, gradient);
    expect(gradient[0]).toBe(0);
    const points = saddlePoints(network, [far, Float64Array.of(0.1)]);
    expect(points.filter(({ couplings }) => Math.abs(couplings[0]) > 1e3)).toEqual([]);
  });

  it('finds fixed points of the flow of networks', () => {
    let found = 0;
    for (let seed = 70; seed < 90; seed++) {
      const network = randomNetwork({ couplings: 2, widths: [8, 6], layerNorm: seed % 2 === 0 }, seed);
      for (const { couplings, gradient } of saddlePoints(network, gridOf([-2, -1, 0, 1, 2]))) {
        const after = new Float64Array(2);
        flowStep(network, { solver: 'rk4', steps: 2 }, couplings, after);
        expect(Math.hypot(after[0] - couplings[0], after[1] - couplings[1])).toBeLessThan(1e-8);
        expect(gradient).toBeLessThan(1e-8);
        found++;
      }
    }
    expect(found).toBeGreaterThan(5);
  });
});

describe("Newton's flow", () => {
  it('is −(∇²C)⁻¹∇C near fixed points, to second order of its length, stable or not', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(-1, 0, 1), fc.constantFrom(-1, 0), (seed, x, y) => {
        const from = randomVector(2, seed).map((value) => value * 0.02);
        const at = Float64Array.of(x + from[0], y + from[1]);
        const direction = directionAt(landscape, at);
        const [a, , , d] = landscape.hessian(at);
        const exact = [-(at[0] ** 3 - at[0]) / a, -(at[1] + at[1] ** 2) / d];
        const size = Math.hypot(...exact);
        for (const m of [0, 1]) expect(Math.abs(direction[m] - exact[m])).toBeLessThan(size ** 3);
        // It leads to the fixed point from all sides.
        expect(Math.hypot(from[0] + direction[0], from[1] + direction[1])).toBeLessThan(5 * size ** 2);
      }),
      { seed: 62 },
    );
  });

  it('never exceeds four couplings, also where the Hessian is singular or zero', () => {
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        expect(Math.hypot(...directionAt(landscape, Float64Array.of(x, y)))).toBeLessThanOrEqual(4);
      }),
      { seed: 63 },
    );
    expect(directionAt(landscape, Float64Array.of(Math.sqrt(1 / 3), -0.5)).every(Number.isFinite)).toBe(true);
    const flat = randomNetwork({ couplings: 2, widths: [3], layerNorm: false }, 64);
    flat.parameters.fill(0);
    expect([...directionAt(flat, Float64Array.of(1, 1))].map(Math.abs)).toEqual([0, 0]);
  });
});
