import { describe, expect, test } from 'vitest';
import { bulkFreeEnergy } from '../../../../main/methods/mlrg/reference/bulk-free-energy.ts';
import { exactValues } from '../../../../main/methods/mlrg/reference/exact-values.ts';
import { integrate } from '../../../../main/methods/mlrg/reference/quadrature.ts';
import { measureRow } from '../../../../main/methods/mlrg/reference/torus.ts';

test('the quadrature is exact for polynomials, branch points at the ends and far tails', () => {
  expect(integrate((x) => 3 * x * x, 1, 2)).toBeCloseTo(7, 12);
  expect(integrate((x) => Math.sqrt(x), 0, 1)).toBeCloseTo(2 / 3, 12);
  expect(integrate((x) => Math.log(x), 0, 1)).toBeCloseTo(-1, 12);
  expect(integrate((x) => Math.exp(-x), 0, 40)).toBeCloseTo(1, 12);
});

test.each([
  ['Z2', 0.3],
  ['Z2', 1.2],
  ['D4', 0.7],
] as const)('away from criticality long rows of %s at %f have it', (group, coupling) => {
  const row = measureRow(group, coupling, group === 'Z2' ? 10 : 6, 0);
  // The ordered phase has two states a fraction e^{-L/ξ} apart; both corrections are below 1e-4 here and fall with L.
  expect(row.logLargest / row.length).toBeCloseTo(bulkFreeEnergy(group, coupling)!, 4);
});

describe('at the critical point', () => {
  test.each([
    ['Z2', 8, 2e-5],
    ['S3', 6, 2e-4],
    ['Z3', 5, 4e-4],
    ['D4', 5, 4e-4],
    ['S4', 5, 2e-4],
  ] as const)('rows of %s, L = %i, approach it as c demands', (group, length, tolerance) => {
    const { critical, centralCharge } = exactValues(group);
    const row = measureRow(group, critical!, length, 0);
    const bulk = bulkFreeEnergy(group, critical!)!;
    const predicted = bulk + (Math.PI * centralCharge!) / (6 * length ** 2);
    expect(Math.abs(row.logLargest / length - predicted)).toBeLessThan(tolerance);
  });
});

test('it is unknown for Potts models off criticality, for first order and for larger clocks', () => {
  expect(bulkFreeEnergy('S3', 1.5)).toBeNull();
  expect(bulkFreeEnergy('S5', exactValues('S5').critical!)).toBeNull();
  expect(bulkFreeEnergy('D6', 1)).toBeNull();
});

test('a four-state clock has that of two Ising models', () => {
  expect(bulkFreeEnergy('Z4', 1.1)).toBeCloseTo(2 * bulkFreeEnergy('Z2', 0.55)!, 12);
});
