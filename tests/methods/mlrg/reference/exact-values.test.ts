import { expect, test } from 'vitest';
import { criticalLiebCoupling, internalGroups } from '../../../../preload/contract/index.ts';
import { bareTensor, energyGap, exactValues } from '../../../../main/methods/mlrg/reference/exact-values.ts';

test('the Ising coupling of the Lieb lattice is that of Eq. 19', () => {
  expect(exactValues('Z2').critical).toBeCloseTo(criticalLiebCoupling, 14);
});

test('three-state couplings are those of the reference, whatever the kernel’s scale', () => {
  expect(exactValues('S3').critical).toBeCloseTo(1.72186, 5);
  expect(exactValues('Z3').critical).toBeCloseTo((1.72186 * 2) / 3, 5);
});

test('Potts couplings solve the self-dual condition of the decorated lattice', () => {
  for (const [group, q] of [
    ['Z2', 2],
    ['Z3', 3],
    ['S3', 3],
    ['S4', 4],
    ['S5', 5],
    ['S6', 6],
  ] as const) {
    const u = Math.exp(energyGap(group) * exactValues(group).critical!);
    expect((u * u + q - 1) / (2 * u + q - 2)).toBeCloseTo(1 + Math.sqrt(q), 12);
  }
});

test('the four-state clock has twice the coupling of its two Ising models', () => {
  for (const group of ['Z4', 'D4'] as const) {
    expect(exactValues(group)).toMatchObject({ critical: 2 * criticalLiebCoupling, yt: 1, centralCharge: 1 });
  }
});

test('exponents: continuous transitions have them, first-order and Kosterlitz–Thouless ones do not', () => {
  expect(exactValues('S3')).toMatchObject({ yt: 6 / 5, centralCharge: 4 / 5 });
  expect(exactValues('S4')).toMatchObject({ yt: 3 / 2, centralCharge: 1 });
  for (const group of ['S5', 'S6'] as const) {
    expect(exactValues(group)).toMatchObject({ yt: null, centralCharge: null, dimensions: [] });
    expect(exactValues(group).critical).not.toBeNull();
  }
  for (const group of ['Z5', 'D5', 'Z6', 'D6'] as const) {
    expect(exactValues(group).critical).toBeNull();
  }
});

test('dimensions rise, as those of a transfer matrix do', () => {
  for (const group of internalGroups) {
    const values = exactValues(group).dimensions.map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  }
});

test('the bare tensor of Ising spins is the product of its four edges', () => {
  const { tensor, dimension } = bareTensor('Z2', 0.7);
  expect(dimension).toBe(2);
  // An edge between equal corners weighs 2 cosh 2J, between unequal ones 2.
  const unequal = 1 / Math.cosh(1.4);
  for (let i = 0; i < 16; i++) {
    const [a, b, c, d] = [i >> 3, (i >> 2) & 1, (i >> 1) & 1, i & 1];
    const differing = [a !== b, b !== c, c !== d, d !== a].filter(Boolean).length;
    expect(tensor[i]).toBeCloseTo(unequal ** differing, 14);
  }
});
