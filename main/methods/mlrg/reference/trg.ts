import type { LinearOperator } from '../tensor/krylov.ts';
import { leadingEigenvectors } from '../tensor/leading-eigenvalues.ts';
import { rescale, type IsotropicTensor } from './isotropic-tensor.ts';
import { symmetricProduct } from './symmetric-product.ts';

/** Sizes closer than this, relative, are one multiplet: a cut through it would break the symmetry that makes it one. */
const multiplet = 1e-7;

/** Below this share of the largest, an eigenvalue is rounding. */
const rounding = 1e-13;

export interface TrgStep {
  tensor: IsotropicTensor;
  /** ln of what the new tensor was divided by: Z of N tensors is e^{N/2 · logScale} times Z of the N/2 new ones. */
  logScale: number;
  /** Share of Σ λ² that the truncation left out. */
  truncation: number;
}

/** A state of the new bonds: an eigenvector as a matrix over the two legs it joins, times √|λ|. */
interface Half {
  sign: number;
  matrix: Float64Array;
}

/**
 * One step of the tensor renormalization group (Levin and Nave, Phys. Rev. Lett. 99, 120601, 2007): every tensor is split along a
 * diagonal, keeping at most χ states, and four halves around a plaquette make a tensor of the lattice that is √2 coarser and turned by
 * 45°. A quarter turn leaves the tensor as it is, so both splittings are the same one, Σ λ v vᵀ, of a symmetric matrix; the signs of λ go
 * to the metric. States that are even and odd under the reflection are split apart.
 */
export function trgStep(tensor: IsotropicTensor, bondDimension: number): TrgStep {
  const [even, odd] = sectorsOf(tensor.dimension, tensor.even);
  const { halves, truncation } = split(tensor, [even, odd], bondDimension);
  const kept = halves.flat();
  const entries = contracted(tensor, [even, odd], kept, halves[0].length);
  const logScale = Math.log(rescale(entries));
  const metric = Int8Array.from(kept, ({ sign }) => sign);
  return {
    tensor: { dimension: kept.length, even: halves[0].length, metric, entries },
    logScale,
    truncation,
  };
}

/** Pairs of states, i·D + j, that are even together, and those that are odd. */
function sectorsOf(dimension: number, even: number): [Int32Array, Int32Array] {
  const pairs: [number[], number[]] = [[], []];
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < dimension; j++) pairs[i < even === j < even ? 0 : 1].push(i * dimension + j);
  }
  return [Int32Array.from(pairs[0]), Int32Array.from(pairs[1])];
}

/** The halves of each sector, at most χ together, and the share of Σ λ² that is left out. */
function split(
  { dimension, entries }: IsotropicTensor,
  sectors: readonly Int32Array[],
  bondDimension: number,
): { halves: Half[][]; truncation: number } {
  const blocks = sectors.map((pairs) => new SymmetricBlock(entries, dimension ** 2, pairs));
  const found = eigenpairsDownTo(blocks, bondDimension);
  const least = cutOf(sizesOf(found), bondDimension);
  let places = bondDimension;
  let kept = 0;
  const halves = found.map((pairs, i) => {
    const chosen = pairs.filter(({ value }) => Math.abs(value) > least).slice(0, places);
    places -= chosen.length;
    for (const { value } of chosen) kept += value ** 2;
    return chosen.map((pair) => halfOf(pair, sectors[i], dimension));
  });
  const total = blocks.reduce((sum, { squares }) => sum + squares, 0);
  return { halves, truncation: Math.max(0, 1 - kept / total) };
}

interface RealEigenpair {
  value: number;
  vector: Float64Array;
}

/** Eigenpairs of every block, largest first, as far down as the (χ + 1)-th of all of them. */
function eigenpairsDownTo(blocks: readonly SymmetricBlock[], bondDimension: number): RealEigenpair[][] {
  for (let count = Math.ceil(bondDimension / 2) + 4; ; count = Math.ceil(1.5 * count)) {
    // Without odd states left no pair is odd.
    const found = blocks.map((block) => (block.states === 0 ? [] : leadingEigenvectors(block, count)));
    const dropped = sizesOf(found)[bondDimension] ?? 0;
    const complete = found.every(
      (pairs, i) =>
        pairs.length < count || count >= blocks[i].states || Math.abs(pairs.at(-1)!.value) <= dropped,
    );
    if (complete) return found;
  }
}

const sizesOf = (found: readonly RealEigenpair[][]) =>
  found
    .flat()
    .map(({ value }) => Math.abs(value))
    .toSorted((a, b) => b - a);

/** What |λ| has to exceed to be among the χ largest, without a part of a multiplet; of a multiplet of more than χ, a part after all. */
function cutOf(sizes: readonly number[], bondDimension: number): number {
  const dropped = sizes[bondDimension] ?? 0;
  const least = Math.max(dropped * (1 + multiplet), rounding * sizes[0]);
  return least < sizes[0] ? least : dropped * (1 - multiplet);
}

function halfOf({ value, vector }: RealEigenpair, pairs: Int32Array, dimension: number): Half {
  const matrix = new Float64Array(dimension ** 2);
  const scale = Math.sqrt(Math.abs(value));
  for (const [k, pair] of pairs.entries()) matrix[pair] = scale * vector[k];
  return { sign: Math.sign(value), matrix };
}

/** X[x0 x1][x2 x3] on the pairs of one sector; symmetric, as half a turn maps the tensor to itself. */
class SymmetricBlock implements LinearOperator {
  readonly states: number;
  /** Sum of the squares of all entries, which is that of all eigenvalues. */
  readonly squares: number;
  readonly #block: Float64Array;

  constructor(entries: Float64Array, pairsOfAll: number, pairs: Int32Array) {
    const size = pairs.length;
    this.states = size;
    this.#block = new Float64Array(size * size);
    let squares = 0;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const entry = entries[pairs[a] * pairsOfAll + pairs[b]];
        this.#block[a * size + b] = entry;
        squares += entry * entry;
      }
    }
    this.squares = squares;
  }

  apply(from: Float64Array, into: Float64Array): void {
    const size = this.states;
    for (let a = 0, at = 0; a < size; a++) {
      let sum = 0;
      for (let b = 0; b < size; b++, at++) sum += this.#block[at] * from[b];
      into[a] = sum;
    }
  }
}

/**
 * The plaquette, X′[x0][x1][x2][x3] = Tr(Y₀ η Y₃ η Y₂ η Y₁ η) with the matrices Y of the four halves and the metric η of the old bonds:
 * the products of two halves, G[i, j] = Y_i η Y_j, make C[(i, j), (k, l)] = Tr(G[i, j] η G[k, l] η), which has x0 x3 and x2 x1 in rows
 * and columns. Both sectors are separate and C is symmetric.
 */
function contracted(
  { dimension: D, even, metric }: IsotropicTensor,
  sectors: readonly Int32Array[],
  kept: readonly Half[],
  keptEven: number,
): Float64Array {
  const states = kept.length;
  const entries = new Float64Array(states ** 4);
  const product = new Float64Array(D * D);
  for (const [i, pairs] of sectorsOf(states, keptEven).entries()) {
    const old = sectors[i];
    const size = old.length;
    const left = new Float64Array(pairs.length * size);
    const right = new Float64Array(pairs.length * size);
    for (const [row, pair] of pairs.entries()) {
      const [a, b] = [Math.floor(pair / states), pair % states];
      multiply(kept[a].matrix, kept[b].matrix, metric, product, D, a < keptEven, b < keptEven, even);
      for (const [column, bond] of old.entries()) {
        const [p, s] = [Math.floor(bond / D), bond % D];
        left[row * size + column] = product[bond];
        right[row * size + column] = metric[p] * metric[s] * product[s * D + p];
      }
    }
    const block = symmetricProduct(left, right, pairs.length, size);
    for (const [row, first] of pairs.entries()) {
      const [x0, x3] = [Math.floor(first / states), first % states];
      for (const [column, second] of pairs.entries()) {
        const [x2, x1] = [Math.floor(second / states), second % states];
        entries[((x0 * states + x1) * states + x2) * states + x3] = block[row * pairs.length + column];
      }
    }
  }
  return entries;
}

/** into = A η B, D × D. Each of them joins states of equal grade when it is even, of different grade when it is odd. */
function multiply(
  a: Float64Array,
  b: Float64Array,
  metric: Int8Array,
  into: Float64Array,
  D: number,
  aEven: boolean,
  bEven: boolean,
  even: number,
): void {
  into.fill(0);
  for (let p = 0; p < D; p++) {
    const [first, last] = p < even === aEven ? [0, even] : [even, D];
    for (let q = first; q < last; q++) {
      const weight = a[p * D + q] * metric[q];
      const [from, to] = q < even === bEven ? [0, even] : [even, D];
      for (let s = from; s < to; s++) into[p * D + s] += weight * b[q * D + s];
    }
  }
}
