import { describe, expect, it } from 'vitest';
import { NetworkBatch } from '../../../../main/methods/mlrg/moderator/network-batch.ts';
import { relativeError } from './differences.ts';
import { described, randomNetwork, randomVector, shapes } from './random-network.ts';

const wide = [
  { couplings: 1, widths: [24, 24], layerNorm: false },
  { couplings: 10, widths: [11, 7, 5], layerNorm: true },
];

/** One point, a block less one, one block, and several with a rest. */
const counts = [1, 31, 32, 70];

describe.each([...shapes, ...wide].map((shape) => [described(shape), shape] as const))(
  'a batch of a network of %s',
  (_, shape) => {
    const network = randomNetwork(shape, 41);
    const n = shape.couplings;
    const batch = new NetworkBatch(network);

    it.each(counts)('agrees with the network point by point: %i points', (count) => {
      const positions = randomVector(count * n, 42);
      const v = randomVector(count * n, 43);
      const rows = () => new Float64Array(count * n);
      const expected = { gradients: rows(), curvatures: rows(), products: rows() };
      const learned = network.parameters.map(() => 1);
      for (let i = 0; i < count; i++) {
        const row = (array: Float64Array) => array.subarray(i * n, (i + 1) * n);
        network.gradient(row(positions), row(expected.gradients));
        network.hessianVector(row(positions), row(expected.gradients), row(expected.curvatures));
        network.differentiate(row(positions), row(v), 0.3, learned, row(expected.products));
      }
      const [gradients, again, curvatures, products] = [rows(), rows(), rows(), rows()];
      batch.gradients(positions, gradients);
      batch.curvatures(positions, again, curvatures);
      const into = network.parameters.map(() => 1);
      batch.differentiate(positions, v, 0.3, into, products);
      expect(again).toEqual(gradients);
      expect(relativeError(gradients, expected.gradients)).toBeLessThan(1e-13);
      expect(relativeError(curvatures, expected.curvatures)).toBeLessThan(1e-13);
      expect(relativeError(products, expected.products)).toBeLessThan(1e-13);
      expect(relativeError(into, learned)).toBeLessThan(1e-13);
    });

    it('sees parameters that are changed in place', () => {
      const other = randomNetwork(shape, 44);
      const changing = new NetworkBatch(other);
      const positions = randomVector(3 * n, 45);
      const [before, after] = [new Float64Array(3 * n), new Float64Array(3 * n)];
      changing.gradients(positions, before);
      const last = other.parameters.subarray(-shape.widths[shape.widths.length - 1]);
      for (let i = 0; i < last.length; i++) last[i] *= 2;
      changing.gradients(positions, after);
      expect(after).toEqual(before.map((value) => 2 * value));
    });
  },
);
