import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { criticalLiebCoupling } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import {
  boltzmannTensor,
  degeneracy,
  plaquetteTensor,
  teacherPlaquette,
} from '../../../../main/methods/mlrg/tensor/boltzmann.ts';
import { fixedPointFreeEnergy } from '../../../../main/methods/mlrg/tensor/free-energy.ts';
import { modulus } from '../../../../main/methods/mlrg/tensor/eigenpairs.ts';
import { leadingEigenvalues } from '../../../../main/methods/mlrg/tensor/leading-eigenvalues.ts';
import {
  denseRow,
  plaquetteRow,
  tensorRow,
  type RowOperator,
} from '../../../../main/methods/mlrg/tensor/row-operator.ts';
import { longestRow, plaquetteSpectrum, rowSpectrum } from '../../../../main/methods/mlrg/tensor/row.ts';

const ising = couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' });
const critical = boltzmannTensor(ising, Float64Array.of(criticalLiebCoupling));

function randomTensor(D: number, name: string): Float64Array {
  const random = new RandomStream(11, name);
  return Float64Array.from({ length: D ** 4 }, () => random.uniform());
}

const digits = (state: number, D: number, length: number) =>
  Array.from({ length }, (_, i) => Math.floor(state / D ** (length - 1 - i)) % D);

/** M_ab = Σ_c Π_i T[a_i][c_i][b_i][c_i+1], entry by entry. */
function dense(tensor: Float64Array, D: number, length: number): Matrix {
  const states = D ** length;
  const matrix = Matrix.zeros(states, states);
  for (let i = 0; i < states; i++) {
    const a = digits(i, D, length);
    for (let j = 0; j < states; j++) {
      const b = digits(j, D, length);
      for (let bonds = 0; bonds < states; bonds++) {
        const c = digits(bonds, D, length);
        let product = 1;
        for (let s = 0; s < length; s++) {
          product *= tensor[((a[s] * D + c[s]) * D + b[s]) * D + c[(s + 1) % length]];
        }
        matrix.set(i, j, matrix.get(i, j) + product);
      }
    }
  }
  return matrix;
}

/** Largest difference of the operator's image of a random vector from that of its dense matrix. */
function difference(operator: RowOperator, matrix: Matrix): number {
  const vector = new Float64Array(operator.states);
  new RandomStream(3, 'vector').fillNormal(vector);
  const image = new Float64Array(operator.states);
  // Twice: nothing may be left over from the first time.
  operator.apply(vector, image);
  operator.apply(vector, image);
  const expected = matrix.mmul(Matrix.columnVector(vector)).to1DArray();
  return image.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[i])), 0);
}

describe('a row', () => {
  test.each([
    [2, 1],
    [2, 2],
    [2, 3],
    [2, 5],
    [3, 2],
    [3, 3],
    [4, 2],
  ])('of tensors with %i states is applied as its dense matrix, L = %i', (D, length) => {
    const tensor = randomTensor(D, `row ${D}`);
    const matrix = dense(tensor, D, length);
    expect(difference(tensorRow(tensor, D, length), matrix)).toBeLessThan(1e-10);
    expect(difference(denseRow(tensor, D, length), matrix)).toBeLessThan(1e-10);
  });

  test.each([
    ['Z2', 'A1+B1', 1],
    ['Z2', 'A1+B1', 2],
    ['Z2', 'A1+B1', 3],
    ['Z3', 'A1', 3],
    ['Z2', 'A1', 5],
  ] as const)('of plaquettes of %s with %s is the row of their tensors, L = %i', (internal, spin, length) => {
    const space = couplingSpace({ internal, spin, frame: 'paper' });
    const J = new Float64Array(space.couplings.length);
    new RandomStream(5, 'plaquette').fillNormal(J, 0.8);
    const plaquette = teacherPlaquette(space, J);
    const matrix = dense(plaquetteTensor(plaquette), plaquette.dimension, length);
    expect(difference(plaquetteRow(plaquette, length), matrix)).toBeLessThan(1e-10);
  });
});

describe('leading eigenvalues', () => {
  test('of a general row are those of its dense matrix', () => {
    const [D, length] = [2, 9];
    const operator = tensorRow(randomTensor(D, `spectrum ${D}`), D, length);
    const matrix = Matrix.zeros(operator.states, operator.states);
    const unit = new Float64Array(operator.states);
    const image = new Float64Array(operator.states);
    for (let j = 0; j < operator.states; j++) {
      unit.fill(0);
      unit[j] = 1;
      operator.apply(unit, image);
      for (let i = 0; i < operator.states; i++) matrix.set(i, j, image[i]);
    }
    const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix);
    const expected = realEigenvalues
      .map((re, k) => Math.hypot(re, imaginaryEigenvalues[k]))
      .toSorted((a, b) => b - a);
    const found = leadingEigenvalues(operator, 8, length);
    for (let k = 0; k < 8; k++)
      expect(modulus(found[k]) / expected[0]).toBeCloseTo(expected[k] / expected[0], 9);
    expect(found.some(({ im }) => im !== 0)).toBe(true);
  });

  test('come as often as they are degenerate: five colours against one in S6', () => {
    const space = couplingSpace({ internal: 'S6', spin: 'A1', frame: 'paper' });
    const row = plaquetteRow(teacherPlaquette(space, Float64Array.of(2.2)), 4);
    const found = leadingEigenvalues(row, 10, 4).map(modulus);
    for (let k = 2; k <= 5; k++) expect(found[k]).toBeCloseTo(found[1], 8);
    expect(found[6] / found[5]).toBeLessThan(0.99);
  });

  test('of a row without couplings: one, and nothing else', () => {
    const row = tensorRow(boltzmannTensor(ising, Float64Array.of(0)), 2, 9);
    const [first, ...others] = leadingEigenvalues(row, 5, 9);
    expect(first.re / 4 ** 9).toBeCloseTo(1, 12);
    for (const value of others) expect(modulus(value) / 4 ** 9).toBeLessThan(1e-12);
    expect(rowSpectrum(boltzmannTensor(ising, Float64Array.of(0)), 2, 8, 5).dimensions).toEqual([]);
  });

  test('sum up to the trace of the torus', () => {
    for (const [D, length] of [
      [2, 3],
      [3, 2],
      [2, 9],
    ]) {
      const tensor = randomTensor(D, `trace ${D}`);
      const operator = tensorRow(tensor, D, length);
      // Tr M^L by sending every unit vector around.
      let trace = 0;
      for (let j = 0; j < operator.states; j++) {
        let vector = new Float64Array(operator.states);
        vector[j] = 1;
        for (let step = 0; step < length; step++) {
          const image = new Float64Array(operator.states);
          operator.apply(vector, image);
          vector = image;
        }
        trace += vector[j];
      }
      const values = leadingEigenvalues(operator, 4, length);
      const sum = values.reduce(
        (total, { re, im }) => total + Math.hypot(re, im) ** length * Math.cos(length * Math.atan2(im, re)),
        0,
      );
      expect(sum / trace).toBeCloseTo(1, 9);
    }
  });
});

describe('the spectrum of critical Ising rows', () => {
  test.each([
    [2, 0.1198, 1.122],
    [4, 0.1235, 1.027],
    [6, 0.1243, 1.012],
    [8, 0.1246, 1.0065],
  ])('L = %i gives the dimensions of the reference', (length, sigma, epsilon) => {
    const { dimensions } = rowSpectrum(critical, 2, length, 4);
    expect(Math.abs(dimensions[0].value - sigma)).toBeLessThan(6e-5);
    expect(Math.abs(dimensions[1].value - epsilon)).toBeLessThan(6e-4);
  });

  test('a single tensor has one dimension', () => {
    const { dimensions } = rowSpectrum(critical, 2, 1, 4);
    expect(dimensions).toHaveLength(1);
    expect(dimensions[0].value).toBeCloseTo(0.1103, 4);
  });

  test('Z of a single tensor is that of Eq. 23', () => {
    expect(rowSpectrum(critical, 2, 1, 1).degeneracy).toBeCloseTo(degeneracy(critical, 2), 12);
  });

  test('two lengths give the central charge without a free energy, one tensor gives none', () => {
    expect(rowSpectrum(critical, 2, 8, 1).centralCharge?.value).toBeCloseTo(0.495, 4);
    expect(rowSpectrum(critical, 2, 1, 1).centralCharge).toBeNull();
  });

  test('the same from plaquettes as from tensors', () => {
    const plaquette = teacherPlaquette(ising, Float64Array.of(criticalLiebCoupling));
    const [a, b] = [plaquetteSpectrum(plaquette, 6, 5), rowSpectrum(critical, 2, 6, 5)];
    for (const [k, { value }] of a.dimensions.entries()) expect(value).toBeCloseTo(b.dimensions[k].value, 10);
    expect(a.degeneracy).toBeCloseTo(b.degeneracy, 12);
    expect(a.centralCharge?.value).toBeCloseTo(b.centralCharge!.value, 10);
  });
});

test('the fixed point of A1 has the dimension, Z and central charge of the reference', () => {
  const J = Float64Array.of(0.81392);
  const row = rowSpectrum(boltzmannTensor(ising, J), 2, 1, 1, fixedPointFreeEnergy(ising, J));
  expect(row.dimensions[0].value).toBeCloseTo(0.0917, 4);
  expect(row.degeneracy).toBeCloseTo(1.854, 3);
  expect(Math.abs(row.centralCharge!.value - 0.553)).toBeLessThan(1e-3);
});

test('rows beyond 65 536 states are refused', () => {
  expect(longestRow(2)).toBe(16);
  expect(longestRow(3)).toBe(10);
  expect(longestRow(4)).toBe(8);
  expect(() => rowSpectrum(critical, 2, 17, 1)).toThrow(/131072 states/);
});
