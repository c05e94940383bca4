import { describe, expect, it } from 'vitest';
import { GradientNormPotential } from '../../../../main/methods/mlrg/moderator/gradient-norm.ts';
import { differences, relativeError } from './differences.ts';
import { described, randomNetwork, randomVector, shapes } from './random-network.ts';

describe.each(shapes.map((shape) => [described(shape), shape] as const))('‖∇C‖ of %s', (_, shape) => {
  const network = randomNetwork(shape, 31);
  const n = shape.couplings;

  it.each([
    { norm: 'norm-squared', power: 2 },
    { norm: 'norm', power: 1 },
  ] as const)('as $norm has its value and gradient at every point of a batch', ({ norm, power }) => {
    const potential = new GradientNormPotential(network, norm);
    const positions = randomVector(5 * n, 32);
    const energies = new Float64Array(5);
    const gradients = new Float64Array(5 * n);
    potential.evaluate(positions, energies, gradients);
    const energyAt = (point: Float64Array) => {
      const into = new Float64Array(n);
      network.gradient(point, into);
      return Math.hypot(...into) ** power;
    };
    for (let i = 0; i < 5; i++) {
      const point = positions.slice(i * n, (i + 1) * n);
      expect(energies[i]).toBeCloseTo(energyAt(point), 12);
      const expected = differences((x) => [energyAt(x)], point, 1e-4);
      expect(relativeError(gradients.subarray(i * n, (i + 1) * n), expected)).toBeLessThan(1e-7);
    }
  });
});

it('has no force at a fixed point, where ‖∇C‖ has a cusp', () => {
  const flat = randomNetwork({ couplings: 2, widths: [3], layerNorm: false }, 33);
  flat.parameters.fill(0);
  const gradients = Float64Array.of(1, 1);
  new GradientNormPotential(flat, 'norm').evaluate(new Float64Array(2), new Float64Array(1), gradients);
  expect([...gradients]).toEqual([0, 0]);
});
