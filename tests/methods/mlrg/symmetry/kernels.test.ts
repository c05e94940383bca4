import { Matrix, SVD } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import {
  internalKernels,
  kernelDimension,
  pairOrbits,
} from '../../../../main/methods/mlrg/symmetry/kernels.ts';
import { permutationGroup, valueSet } from '../../../../main/methods/mlrg/symmetry/value-sets.ts';
import { internalGroups } from '../../../../preload/contract/index.ts';

const counts = { Z2: 1, Z3: 2, S3: 1, Z4: 3, D4: 2, S4: 1, Z5: 4, D5: 2, S5: 1, Z6: 5, D6: 3, S6: 1 };

describe.each(internalGroups)('kernels of %s', (group) => {
  const values = valueSet(group);
  const { size, minusOne } = values;
  const kernels = internalKernels(values);
  const at = (matrix: Float64Array, s: number, other: number) => matrix[s * size + other];

  test('are as many as orbits on pairs, less the one sum of all rows and columns', () => {
    expect(kernels).toHaveLength(counts[group]);
    expect(kernelDimension(values)).toBe(counts[group]);
    // Every group here takes any value to any other, so that all rows and columns have one sum.
    expect(pairOrbits(values).count).toBe(counts[group] + 1);
  });

  test('do not change under the group, and sum to zero', () => {
    for (const { matrix } of kernels) {
      for (const element of permutationGroup(values.generators, size)) {
        for (let s = 0; s < size; s++)
          for (let other = 0; other < size; other++)
            expect(at(matrix, element[s], element[other])).toBeCloseTo(at(matrix, s, other), 14);
      }
      for (let s = 0; s < size; s++) {
        const line = Array.from({ length: size }, (_, other) => other);
        expect(line.reduce((sum, other) => sum + at(matrix, s, other), 0)).toBeCloseTo(0, 14);
        expect(line.reduce((sum, other) => sum + at(matrix, other, s), 0)).toBeCloseTo(0, 14);
      }
    }
  });

  test('are independent', () => {
    const rows = new Matrix(kernels.map(({ matrix }) => [...matrix]));
    expect(new SVD(rows.transpose()).rank).toBe(kernels.length);
  });

  test('are odd or even under −1, in both arguments', () => {
    for (const { matrix, parity } of kernels) {
      expect(parity === null).toBe(minusOne === null);
      if (minusOne === null) continue;
      const sign = parity === 'odd' ? -1 : 1;
      for (let s = 0; s < size; s++)
        for (let other = 0; other < size; other++) {
          expect(at(matrix, minusOne[s], other)).toBeCloseTo(sign * at(matrix, s, other), 14);
          expect(at(matrix, s, minusOne[other])).toBeCloseTo(sign * at(matrix, s, other), 14);
        }
    }
  });
});

/** The first row of each, with its name. */
const firstRows = (group: 'Z2' | 'S3' | 'Z4') =>
  internalKernels(valueSet(group)).map(({ name, matrix }) => [
    name,
    [...matrix.subarray(0, Math.sqrt(matrix.length))],
  ]);

test('kernels have the values of the models they are named after', () => {
  expect(firstRows('Z2')).toEqual([['s s′', [1, -1]]]);
  expect(firstRows('S3')).toEqual([['δ − 1/3', [1 - 1 / 3, -1 / 3, -1 / 3]]]);
  expect(firstRows('Z4')).toEqual([
    ['cos θ', [1, 0, -1, 0]],
    ['sin θ', [0, -1, 0, 1]],
    ['cos 2θ', [1, -1, 1, -1]],
  ]);
});

test('the orbits of D4 on pairs are equal, neighbouring and opposite values', () => {
  const { orbit, count } = pairOrbits(valueSet('D4'));
  expect(count).toBe(3);
  expect([...orbit.subarray(0, 4)]).toEqual([0, 1, 2, 1]);
});
