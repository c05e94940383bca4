import { describe, expect, test } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { bareTensor } from '../../../../main/methods/mlrg/reference/bare-model.ts';
import { bulkFreeEnergy } from '../../../../main/methods/mlrg/reference/bulk-free-energy.ts';
import { exactValues } from '../../../../main/methods/mlrg/reference/exact-values.ts';
import {
  bareIsotropicTensor,
  transferEigenvalues,
  type IsotropicTensor,
} from '../../../../main/methods/mlrg/reference/isotropic-tensor.ts';
import { symmetricProduct } from '../../../../main/methods/mlrg/reference/symmetric-product.ts';
import { measureRow } from '../../../../main/methods/mlrg/reference/torus.ts';
import { trgDistance, trgFreeEnergy, trgPlateau } from '../../../../main/methods/mlrg/reference/trg-flow.ts';
import { conclude } from '../../../../main/methods/mlrg/reference/measurements.ts';
import { trgSearch } from '../../../../main/methods/mlrg/reference/trg-search.ts';
import { trgStep } from '../../../../main/methods/mlrg/reference/trg.ts';

const trace = (tensor: IsotropicTensor) => transferEigenvalues(tensor).reduce((sum, { re }) => sum + re, 0);

describe('a tensor in its graded basis', () => {
  test.each(['Z2', 'S3', 'D4', 'S4', 'D5', 'S6'] as const)('of %s has the torus of the bare one', (group) => {
    const { tensor, logScale } = bareIsotropicTensor(group, 0.9);
    const bare = measureRow(group, 0.9, 1, 5);
    const eigenvalues = transferEigenvalues(tensor);
    expect(Math.log(eigenvalues[0].re) + logScale).toBeCloseTo(bare.logLargest, 10);
    for (const [k, dimension] of bare.dimensions.entries()) {
      const ratio = eigenvalues[k + 1].re / eigenvalues[0].re;
      expect(-Math.log(ratio) / (2 * Math.PI)).toBeCloseTo(dimension, 9);
    }
  });

  test('has no entry with an odd number of odd states, and a quarter turn leaves it as it is', () => {
    const { dimension: D, even, entries } = bareIsotropicTensor('S3', 1.3).tensor;
    for (let i = 0; i < D ** 4; i++) {
      const x = [0, 1, 2, 3].map((leg) => Math.floor(i / D ** (3 - leg)) % D);
      const turned = ((x[1] * D + x[2]) * D + x[3]) * D + x[0];
      expect(entries[i]).toBeCloseTo(entries[turned], 12);
      const odd = x.filter((state) => state >= even).length;
      expect(odd % 2 === 0 || Math.abs(entries[i]) < 1e-14).toBe(true);
    }
  });
});

describe('without truncation', () => {
  test.each([0.4, 1.1, -0.8])('two steps make the 2 × 2 torus of Ising tensors, J = %f', (coupling) => {
    const start = bareIsotropicTensor('Z2', coupling);
    const first = trgStep(start.tensor, 16);
    const second = trgStep(first.tensor, 16);
    expect(first.truncation).toBeLessThan(1e-13);
    expect(second.truncation).toBeLessThan(1e-13);
    const logZ = Math.log(trace(second.tensor)) + second.logScale + 2 * first.logScale + 4 * start.logScale;
    const { tensor, dimension: D } = bareTensor('Z2', coupling);
    let expected = 0;
    // Bonds x, y of the four tensors of the torus; the left neighbour's x and the lower neighbour's y come in.
    for (let bonds = 0; bonds < D ** 8; bonds++) {
      const b = (i: number) => (bonds >> i) & 1;
      let product = 1;
      for (let site = 0; site < 4; site++) {
        const [column, row] = [site & 1, site >> 1];
        const left = 1 - column + 2 * row;
        const below = column + 2 * (1 - row);
        product *= tensor[((b(site) * D + b(4 + site)) * D + b(left)) * D + b(4 + below)];
      }
      expected += product;
    }
    expect(logZ).toBeCloseTo(Math.log(expected), 11);
  });

  test.each(['S3', 'Z4'] as const)('one step of %s makes the torus of two tensors', (group) => {
    const start = bareIsotropicTensor(group, 0.8);
    const q = start.tensor.dimension;
    const { tensor, logScale, truncation } = trgStep(start.tensor, q * q);
    expect(truncation).toBeLessThan(1e-13);
    const bare = bareTensor(group, 0.8).tensor;
    let expected = 0;
    for (let i = 0; i < bare.length; i++) {
      const [outer, inner] = [Math.floor(i / (q * q)), i % (q * q)];
      expected += bare[i] * bare[inner * q * q + outer];
    }
    expect(Math.log(trace(tensor)) + logScale + 2 * start.logScale).toBeCloseTo(Math.log(expected), 11);
  });
});

test('truncation keeps at most χ states, and never half of a multiplet', () => {
  let { tensor } = bareIsotropicTensor('S4', exactValues('S4').critical!);
  for (let step = 0; step < 6; step++) tensor = trgStep(tensor, 9).tensor;
  expect(tensor.dimension).toBeLessThanOrEqual(9);
  const sizes = transferEigenvalues(tensor).map(({ re, im }) => Math.hypot(re, im));
  // The order parameter of four colours is a triplet, exactly.
  expect(sizes[2] / sizes[1]).toBeCloseTo(1, 9);
  expect(sizes[3] / sizes[1]).toBeCloseTo(1, 9);
});

test.each([
  [0.5, 4, 3e-6],
  [0.7, 8, 1e-4],
  [0.7642854597, 8, 3e-4],
  [1, 8, 1e-6],
])('the free energy of Ising spins at J = %f, χ = %i, is Onsager’s', (coupling, bondDimension, tolerance) => {
  const difference = trgFreeEnergy('Z2', coupling, bondDimension, 30) - bulkFreeEnergy('Z2', coupling)!;
  expect(Math.abs(difference)).toBeLessThan(tolerance);
});

test('the sign of the distance is the phase, its size grows away from the critical coupling', () => {
  const [low, below, above, high] = [0.6, 0.75, 0.8, 1].map((coupling) => trgDistance('Z2', coupling, 4));
  expect(low).toBeLessThan(below);
  expect(below).toBeLessThan(0);
  expect(above).toBeGreaterThan(0);
  expect(high).toBeGreaterThan(above);
});

test.each([
  [4, 0.0135],
  [8, -0.0044],
])('χ = %i finds the critical coupling with the error of the reference', (bondDimension, error) => {
  const result = conclude(trgSearch('Z2', bondDimension))!;
  expect(Math.abs(result.critical / exactValues('Z2').critical! - 1 - error)).toBeLessThan(2e-4);
  expect(result.dimensions).toHaveLength(bondDimension - 1);
});

test('four states cannot hold the five colours of an S6 multiplet: there is no transition', () => {
  expect(conclude(trgSearch('S6', 4))).toBeNull();
});

test('the plateau of critical Ising spins has their dimensions', () => {
  const plateau = trgPlateau('Z2', exactValues('Z2').critical!, 12, 2);
  expect(Math.abs(plateau.dimensions[0] - 1 / 8)).toBeLessThan(0.005);
  expect(Math.abs(plateau.dimensions[1] - 1)).toBeLessThan(0.05);
  expect(Math.abs(plateau.centralCharge - 1 / 2)).toBeLessThan(0.01);
});

test('half a product and its mirror image are the whole product', () => {
  const random = new RandomStream(2, 'product');
  for (const [rows, inner] of [
    [1, 3],
    [4, 5],
    [7, 2],
    [11, 6],
  ]) {
    const a = new Float64Array(rows * inner);
    random.fillNormal(a);
    // A D Aᵀ is symmetric.
    const b = a.map((value, i) => value * ((i % inner) + 1));
    const product = symmetricProduct(a, b, rows, inner);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < rows; j++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += a[i * inner + k] * b[j * inner + k];
        expect(product[i * rows + j]).toBeCloseTo(sum, 12);
      }
    }
  }
});
