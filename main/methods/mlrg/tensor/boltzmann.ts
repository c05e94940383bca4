import { HostError } from '../../../../preload/contract/index.ts';
import type { CouplingSpace } from '../coupling-space.ts';

/** Most states of one leg: 32^4 weights are 8 MB. */
const mostStates = 32;

/**
 * A plaquette of the square graph with its hidden spins summed out: T = Π_k W_k[x_k][x_k+1], corners counted modulo 4, scaled so that the
 * largest of all products is 1.
 */
export interface Plaquette {
  /** D = q^n states of a corner; their number in base q has the first component as its most significant digit. */
  dimension: number;
  /** W_k, D × D with x_k in rows. */
  bonds: [Float64Array, Float64Array, Float64Array, Float64Array];
  /** ln of the largest product, which was divided out. */
  logScale: number;
}

/**
 * Teacher's plaquette: W_k is the trace over the hidden spin z_k between the corners x_k and x_k+1, whose components are independent
 * given the corners. Visible spins carry the vertex representation, hidden ones that of edges.
 * Throws HostError 'too-large' when a corner has more than 32 states.
 */
export function teacherPlaquette(space: CouplingSpace, couplings: Float64Array): Plaquette {
  const dimension = space.values.size ** space.vertex.dimension;
  if (dimension > mostStates) {
    throw new HostError('too-large', `A spin of ${dimension} states is too large for a weight tensor.`, {
      remedy: `Choose a representation with fewer components: at most ${mostStates} states.`,
    });
  }
  const fields = [0, 1, 2, 3].map((direction) => edgeFields(space, couplings, direction));
  const [w0, w1, w2, w3] = [0, 1, 2, 3].map((k) =>
    edgeLogWeights(space, fields[k], fields[(k + 2) % 4], dimension),
  );
  return scaledPlaquette(dimension, [w0, w1, w2, w3]);
}

/** The plaquette of four bonds ln W_k. */
export function scaledPlaquette(dimension: number, logBonds: Plaquette['bonds']): Plaquette {
  const [w0, w1, w2, w3] = logBonds;
  let logScale = -Infinity;
  for (let x0 = 0; x0 < dimension; x0++) {
    for (let x2 = 0; x2 < dimension; x2++) {
      let left = -Infinity;
      let right = -Infinity;
      for (let x = 0; x < dimension; x++) {
        left = Math.max(left, w0[x0 * dimension + x] + w1[x * dimension + x2]);
        right = Math.max(right, w2[x2 * dimension + x] + w3[x * dimension + x0]);
      }
      logScale = Math.max(logScale, left + right);
    }
  }
  const bond = (weights: Float64Array) => weights.map((weight) => Math.exp(weight - logScale / 4));
  return { dimension, bonds: [bond(w0), bond(w1), bond(w2), bond(w3)], logScale };
}

/** φ[x][a][α] = Σ_m J_m Σ_b M_m[a, b] K_m(α, x_b): the field of a vertex in state x on value α of component a of an edge site. */
function edgeFields(space: CouplingSpace, couplings: Float64Array, direction: number): Float64Array {
  const { values, edge, vertex, kernels } = space;
  const q = values.size;
  const states = q ** vertex.dimension;
  const fields = new Float64Array(states * edge.dimension * q);
  for (const [m, coupling] of space.couplings.entries()) {
    const matrix = coupling.directions[direction];
    const kernel = kernels[coupling.kernel].matrix;
    for (let a = 0; a < edge.dimension; a++) {
      for (let b = 0; b < vertex.dimension; b++) {
        const strength = couplings[m] * matrix[a * vertex.dimension + b];
        if (strength === 0) continue;
        const place = q ** (vertex.dimension - 1 - b);
        for (let x = 0; x < states; x++) {
          const value = Math.floor(x / place) % q;
          for (let alpha = 0; alpha < q; alpha++) {
            fields[(x * edge.dimension + a) * q + alpha] += strength * kernel[alpha * q + value];
          }
        }
      }
    }
  }
  return fields;
}

/** Σ_a ln Σ_α exp(φ[x][a][α] + φ′[x′][a][α]), D × D. */
function edgeLogWeights(
  { values: { size: q }, edge }: CouplingSpace,
  first: Float64Array,
  second: Float64Array,
  dimension: number,
): Float64Array {
  const weights = new Float64Array(dimension * dimension);
  const stride = edge.dimension * q;
  for (let x = 0; x < dimension; x++) {
    for (let y = 0; y < dimension; y++) {
      let sum = 0;
      for (let a = 0; a < stride; a += q) {
        let largest = -Infinity;
        for (let i = a; i < a + q; i++)
          largest = Math.max(largest, first[x * stride + i] + second[y * stride + i]);
        let total = 0;
        for (let i = a; i < a + q; i++)
          total += Math.exp(first[x * stride + i] + second[y * stride + i] - largest);
        sum += largest + Math.log(total);
      }
      weights[x * dimension + y] = sum;
    }
  }
  return weights;
}

/** T[x0][x1][x2][x3] of a plaquette. */
export function plaquetteTensor({ dimension: D, bonds }: Plaquette): Float64Array {
  const tensor = new Float64Array(D ** 4);
  const [w0, w1, w2, w3] = bonds;
  let at = 0;
  for (let x0 = 0; x0 < D; x0++) {
    for (let x1 = 0; x1 < D; x1++) {
      for (let x2 = 0; x2 < D; x2++) {
        const front = w0[x0 * D + x1] * w1[x1 * D + x2];
        for (let x3 = 0; x3 < D; x3++) tensor[at++] = front * w2[x2 * D + x3] * w3[x3 * D + x0];
      }
    }
  }
  return tensor;
}

/**
 * Boltzmann weight tensor of the teacher, Eq. 22: T[x0][x1][x2][x3] with D = q^n states a leg, hidden spins traced exactly, the
 * largest entry scaled to 1. Throws HostError 'too-large' when D exceeds 32.
 */
export function boltzmannTensor(space: CouplingSpace, couplings: Float64Array): Float64Array {
  return plaquetteTensor(teacherPlaquette(space, couplings));
}

/**
 * Z = (Σ T_abab)² / (Σ T_acbc T_bdad), 1 in the disordered phase and q in the ordered one. This is Eq. 23 the right way up: the paper
 * prints its reciprocal.
 */
export function degeneracy(tensor: Float64Array, dimension: number): number {
  const transfer = transferMatrix(tensor, dimension);
  let trace = 0;
  let traceOfSquare = 0;
  for (let a = 0; a < dimension; a++) {
    trace += transfer[a * dimension + a];
    for (let b = 0; b < dimension; b++)
      traceOfSquare += transfer[a * dimension + b] * transfer[b * dimension + a];
  }
  return trace ** 2 / traceOfSquare;
}

/** M_ab = Σ_c T_acbc (Eq. 25), D × D. */
export function transferMatrix(tensor: Float64Array, dimension: number): Float64Array {
  const D = dimension;
  const transfer = new Float64Array(D * D);
  for (let a = 0; a < D; a++) {
    for (let b = 0; b < D; b++) {
      let sum = 0;
      for (let c = 0; c < D; c++) sum += tensor[((a * D + c) * D + b) * D + c];
      transfer[a * D + b] = sum;
    }
  }
  return transfer;
}
