import type { CouplingSpace } from '../coupling-space.ts';
import { plaquetteTensor, teacherPlaquette } from './boltzmann.ts';

/**
 * ln Z per tensor of the lattice of teacher tensors at a fixed point of the renormalization, in nats and relative to `boltzmannTensor`,
 * whose largest entry is 1. One step turns N teachers into N students, which make N/2 teachers of the same couplings; so
 * f = 2 ln(Z_teacher / Z_student), the sums over one plaquette with free corners. It holds as far as the step has no divergence.
 */
export function fixedPointFreeEnergy(space: CouplingSpace, couplings: Float64Array): number {
  const plaquette = teacherPlaquette(space, couplings);
  const weights = plaquetteTensor(plaquette).reduce((sum, weight) => sum + weight, 0);
  return 2 * (Math.log(weights) - logStudentSum(space, couplings)) + plaquette.logScale;
}

/**
 * ln Z of the student's cross with free corners: given the hidden spin in the middle, the components of the four corners are independent.
 */
function logStudentSum(space: CouplingSpace, couplings: Float64Array): number {
  const { values, edge, vertex, kernels } = space;
  const q = values.size;
  const logWeights: number[] = [];
  for (let z = 0; z < q ** vertex.dimension; z++) {
    let logWeight = 0;
    for (let corner = 0; corner < 4; corner++) {
      for (let a = 0; a < edge.dimension; a++) {
        const fields = new Float64Array(q);
        for (const [m, { directions, kernel }] of space.couplings.entries()) {
          for (let b = 0; b < vertex.dimension; b++) {
            const strength = couplings[m] * directions[corner][a * vertex.dimension + b];
            const value = Math.floor(z / q ** (vertex.dimension - 1 - b)) % q;
            for (let x = 0; x < q; x++) fields[x] += strength * kernels[kernel].matrix[x * q + value];
          }
        }
        logWeight += logSum(fields);
      }
    }
    logWeights.push(logWeight);
  }
  return logSum(logWeights);
}

function logSum(logs: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < logs.length; i++) largest = Math.max(largest, logs[i]);
  let sum = 0;
  for (let i = 0; i < logs.length; i++) sum += Math.exp(logs[i] - largest);
  return largest + Math.log(sum);
}
