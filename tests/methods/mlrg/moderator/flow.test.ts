import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  flowJacobian,
  flowStep,
  FlowTape,
  type FlowSettings,
} from '../../../../main/methods/mlrg/moderator/flow.ts';
import { MonotoneNetwork } from '../../../../main/methods/mlrg/moderator/network.ts';
import type { RgMonotone } from '../../../../main/methods/mlrg/rg-map.ts';
import { differences, relativeError } from './differences.ts';
import { described, randomNetwork, randomVector, shapes } from './random-network.ts';

function stepOf(monotone: RgMonotone, flow: FlowSettings, start: Float64Array): Float64Array {
  const into = new Float64Array(start.length);
  flowStep(monotone, flow, start, into);
  return into;
}

const flows: FlowSettings[] = [
  { solver: 'euler', steps: 1 },
  { solver: 'euler', steps: 3 },
  { solver: 'rk4', steps: 1 },
  { solver: 'rk4', steps: 2 },
];

describe.each(
  flows.flatMap((flow) =>
    shapes.map((shape) => [`${flow.solver} × ${flow.steps}, ${described(shape)}`, flow, shape] as const),
  ),
)('a flow step: %s', (_, flow, shape) => {
  const network = randomNetwork(shape, 11);
  const start = randomVector(shape.couplings, 12);
  const upstream = randomVector(shape.couplings, 13);

  it('has the Jacobian of its differences', () => {
    expect(
      relativeError(
        flowJacobian(network, flow, start),
        differences((x) => stepOf(network, flow, x), start),
      ),
    ).toBeLessThan(1e-8);
  });

  it('is recorded and taken back with the exact gradients of the discrete map', () => {
    const tape = new FlowTape(network, flow);
    expect(relativeError(tape.forward(start), stepOf(network, flow, start))).toBeLessThan(1e-13);
    const gradient = network.parameters.map(() => 1);
    const before = tape.backward(upstream, 3, gradient).slice();
    const loss = (end: Float64Array) => [end.reduce((sum, value, m) => sum + value * upstream[m], 0)];
    expect(
      relativeError(
        before,
        differences((x) => loss(stepOf(network, flow, x)), start),
      ),
    ).toBeLessThan(1e-8);
    expect(
      relativeError(
        gradient.map((value) => (value - 1) / 3),
        differences(
          (parameters) => loss(stepOf(new MonotoneNetwork(shape, parameters), flow, start)),
          network.parameters,
        ),
      ),
    ).toBeLessThan(1e-8);
  });
});

describe('the tape of many points', () => {
  const shape = { couplings: 3, widths: [6, 5], layerNorm: true };
  const network = randomNetwork(shape, 17);
  const flow: FlowSettings = { solver: 'rk4', steps: 2 };

  it('takes every row as it takes it alone, and sums the gradients of the parameters', () => {
    const tape = new FlowTape(network, flow);
    const alone = new FlowTape(network, flow);
    // The numbers of rows differ from call to call.
    for (const rows of [40, 7]) {
      const start = randomVector(3 * rows, 18);
      const upstream = randomVector(3 * rows, 19);
      const end = tape.forward(start);
      const gradient = network.parameters.map(() => 0);
      const before = tape.backward(upstream, 0.1, gradient);
      const expected = network.parameters.map(() => 0);
      for (let first = 0; first < start.length; first += 3) {
        const row = (array: Float64Array) => array.slice(first, first + 3);
        expect(relativeError(row(end), alone.forward(row(start)))).toBeLessThan(1e-13);
        expect(relativeError(row(before), alone.backward(row(upstream), 0.1, expected))).toBeLessThan(1e-12);
      }
      expect(relativeError(gradient, expected)).toBeLessThan(1e-12);
    }
  });
});

/** C = (ω/2)(J² − J⁴/2): dJ/dℓ = −ωJ(1 − J²), solved by J² = 1/(1 + (1/J(0)² − 1) e^{2ωℓ}). */
const rate = 1.5;
const quartic: RgMonotone = {
  couplings: 1,
  value: ([x]) => (rate / 2) * (x ** 2 - x ** 4 / 2),
  gradient: ([x], into) => void (into[0] = rate * (x - x ** 3)),
  hessianVector: ([x], [v], into) => void (into[0] = rate * (1 - 3 * x ** 2) * v),
  hessian: ([x]) => Float64Array.of(rate * (1 - 3 * x ** 2)),
};
const quarticEnd = (start: number, length: number) =>
  1 / Math.sqrt(1 + (1 / start ** 2 - 1) * Math.exp(2 * rate * length));

describe('the flow', () => {
  it.each([
    { solver: 'euler', order: 1 },
    { solver: 'rk4', order: 4 },
  ] as const)('by $solver converges with order $order', ({ solver, order }) => {
    const start = Float64Array.of(0.7);
    const errorOf = (steps: number) =>
      Math.abs(stepOf(quartic, { solver, steps }, start)[0] - quarticEnd(0.7, 1));
    const measured = Math.log2(errorOf(32) / errorOf(64));
    expect(Math.abs(measured - order)).toBeLessThan(0.1);
  });

  it('of several unit steps is the flow to larger ℓ', () => {
    const flow: FlowSettings = { solver: 'rk4', steps: 32 };
    let position = Float64Array.of(0.95);
    for (let step = 0; step < 3; step++) position = Float64Array.from(stepOf(quartic, flow, position));
    expect(position[0]).toBeCloseTo(quarticEnd(0.95, 3), 7);
  });

  it('of one Euler step is what the released code does: J − ∇C', () => {
    const network = randomNetwork(shapes[2], 14);
    const start = randomVector(3, 15);
    const slope = new Float64Array(3);
    network.gradient(start, slope);
    expect(stepOf(network, { solver: 'euler', steps: 1 }, start)).toEqual(
      start.map((value, m) => value - slope[m]),
    );
  });

  it('lowers the monotone and may overwrite its start', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...shapes), (seed, shape) => {
        const network = randomNetwork(shape, seed);
        const start = randomVector(shape.couplings, seed + 1);
        const flow: FlowSettings = { solver: 'rk4', steps: 32 };
        const end = stepOf(network, flow, start);
        expect(network.value(end)).toBeLessThan(network.value(start));
        flowStep(network, flow, start, start);
        expect(start).toEqual(end);
      }),
      { numRuns: 30, seed: 16 },
    );
  });
});
