import { expect, test } from 'vitest';
import { squareBonds, type SymmetrySettings } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import type { CouplingSpace } from '../../../../main/methods/mlrg/coupling-space.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import {
  boltzmannTensor,
  degeneracy,
  plaquetteTensor,
  teacherPlaquette,
  transferMatrix,
} from '../../../../main/methods/mlrg/tensor/boltzmann.ts';

const space = (internal: SymmetrySettings['internal'], spin: string, frame = 'paper' as const) =>
  couplingSpace({ internal, spin, frame });

const digits = (state: number, q: number, count: number) =>
  Array.from({ length: count }, (_, i) => Math.floor(state / q ** (count - 1 - i)) % q);

/** exp of minus Eq. 5's energy summed over all hidden configurations one by one. */
function summed({ values, edge, vertex, kernels, couplings }: CouplingSpace, J: Float64Array): Float64Array {
  const q = values.size;
  const D = q ** vertex.dimension;
  return Float64Array.from({ length: D ** 4 }, (_, index) => {
    const x = digits(index, D, 4).map((state) => digits(state, q, vertex.dimension));
    let total = 0;
    for (let hidden = 0; hidden < q ** (4 * edge.dimension); hidden++) {
      const z = digits(hidden, q, 4 * edge.dimension);
      let energy = 0;
      for (const bond of squareBonds) {
        for (const [m, { directions, kernel }] of couplings.entries()) {
          for (let a = 0; a < edge.dimension; a++) {
            for (let b = 0; b < vertex.dimension; b++) {
              const from = z[bond.hidden * edge.dimension + a];
              const to = x[bond.visible][b];
              energy -=
                J[m] *
                directions[bond.direction][a * vertex.dimension + b] *
                kernels[kernel].matrix[from * q + to];
            }
          }
        }
      }
      total += Math.exp(-energy);
    }
    return total;
  });
}

test.each([
  ['Z2', 'A1'],
  ['Z2', 'A1+B1'],
  ['Z2', 'E'],
  ['S3', 'A1'],
  ['Z4', 'A1'],
  ['Z3', 'A1'],
] as const)('the tensor of %s with %s is the sum over hidden configurations', (internal, spin) => {
  const chosen = space(internal, spin);
  const J = new Float64Array(chosen.couplings.length);
  new RandomStream(7, 'couplings').fillNormal(J, 0.7);
  const expected = summed(chosen, J);
  const largest = expected.reduce((a, b) => Math.max(a, b));
  const tensor = boltzmannTensor(chosen, J);
  expect(Math.max(...tensor)).toBeCloseTo(1, 12);
  for (let i = 0; i < tensor.length; i++) expect(tensor[i]).toBeCloseTo(expected[i] / largest, 12);
  expect(teacherPlaquette(chosen, J).logScale).toBeCloseTo(Math.log(largest), 10);
});

test('without couplings all weights are 1 and Z is 1', () => {
  for (const chosen of [space('Z2', 'A1+E'), space('S4', 'A1')]) {
    const D = chosen.values.size ** chosen.vertex.dimension;
    const tensor = boltzmannTensor(chosen, new Float64Array(chosen.couplings.length));
    expect(new Set(tensor)).toEqual(new Set([1]));
    expect(degeneracy(tensor, D)).toBeCloseTo(1, 12);
  }
});

test('deep in the ordered phase Z is the number of values', () => {
  for (const internal of ['Z2', 'S3', 'S4', 'S6', 'Z5'] as const) {
    const chosen = space(internal, 'A1');
    const J = new Float64Array(chosen.couplings.length);
    J[0] = 12;
    const q = chosen.values.size;
    expect(degeneracy(boltzmannTensor(chosen, J), q)).toBeCloseTo(q, 3);
  }
});

test('couplings far beyond what exp can hold give finite weights', () => {
  const chosen = space('Z2', 'A1+E');
  const J = new Float64Array(chosen.couplings.length).fill(-300);
  const tensor = boltzmannTensor(chosen, J);
  expect(tensor.every(Number.isFinite)).toBe(true);
  expect(Math.max(...tensor)).toBeCloseTo(1, 9);
});

test('the bare tensor of Ising spins has the fixed values of the reference at J0* = .81392', () => {
  const tensor = boltzmannTensor(space('Z2', 'A1'), Float64Array.of(0.81392));
  expect(degeneracy(tensor, 2)).toBeCloseTo(1.854, 3);
});

test('a transfer matrix joins the legs x1 and x3', () => {
  const chosen = space('Z2', 'A1+B1');
  const J = Float64Array.from({ length: chosen.couplings.length }, (_, m) => 0.3 / (m + 1));
  const plaquette = teacherPlaquette(chosen, J);
  const tensor = plaquetteTensor(plaquette);
  const matrix = transferMatrix(tensor, 4);
  let expected = 0;
  for (let c = 0; c < 4; c++) expected += tensor[2 * 64 + c * 16 + 1 * 4 + c];
  expect(matrix[2 * 4 + 1]).toBeCloseTo(expected, 14);
});

test('a spin with too many states is refused with what to do', () => {
  expect(() => boltzmannTensor(space('Z6', '2A1'), new Float64Array(20))).toThrow(/36 states is too large/);
});
