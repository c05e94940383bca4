import type { CouplingSpace } from '../coupling-space.ts';

/** Couplings closer than this part of the largest count as equal, so that rounding does not choose between gauges. */
const equal = 1e-7;

/**
 * What relabelling the hidden spin does to the student's couplings. Nothing that is seen depends on it: the components of the hidden spin may
 * be exchanged among copies of an irrep, and the values of each copy permuted by whatever commutes with G (the sign of Z2, a rotation
 * of a Zq clock, half a turn of a Dq clock; nothing for Potts spins).
 */
export class HiddenGauge {
  readonly #copies: Copy[];

  constructor(space: CouplingSpace) {
    const relabellings = relabellingsOf(space);
    const kernels = space.couplings.map(({ kernel }) => kernel);
    const { components } = space.vertex;
    this.#copies = components
      .filter(({ index }) => index === 0)
      .map(({ irrep, copy }) => ({
        irrep,
        blocks: blocksOf(
          space,
          (column) => components[column].irrep === irrep && components[column].copy === copy,
        ),
      }))
      .map(({ irrep, blocks }) => ({ irrep, blocks, relabellings, kernels }));
  }

  /**
   * The same student in a definite gauge: the values of each copy are labelled so that its couplings, in their order, are as large as they can be (for
   * signs: the first that is not zero is positive), and copies of an irrep are ordered by the same rule. J0 > 0, J1 > 0, and of equal
   * irreps J0 ≥ J1.
   */
  fix(couplings: Float64Array): Float64Array {
    const tolerance = equal * couplings.reduce((most, coupling) => Math.max(most, Math.abs(coupling)), 0);
    const fixed = this.#copies.map((copy) => ({
      copy,
      values: largestLabelling(copy, couplings, tolerance),
    }));
    const result = couplings.slice();
    for (const { irrep } of this.#copies) {
      const same = fixed.filter(({ copy }) => copy.irrep === irrep);
      const ordered = same.map(({ values }) => values).toSorted((a, b) => compare(b, a, tolerance));
      for (const [i, { copy }] of same.entries()) {
        const targets = copy.blocks.flat();
        for (const [j, target] of targets.entries()) result[target] = ordered[i][j];
      }
    }
    return result;
  }
}

interface Copy {
  irrep: string;
  /** Couplings of the copy that differ only by their kernel, in the order of the kernels, ordered as equal copies are. */
  blocks: number[][];
  relabellings: Relabelling[];
  /** Of every coupling. */
  kernels: number[];
}

/** coefficient[k][l]: how much of kernel l there is in kernel k after the hidden values are permuted. */
type Relabelling = number[][];

/** Couplings of one copy with the same pattern, one for each kernel of a parity. */
function blocksOf(space: CouplingSpace, owns: (column: number) => boolean): number[][] {
  const blocks = new Map<string, { first: number; couplings: number[] }>();
  for (const [m, { directions, kernel }] of space.couplings.entries()) {
    const matrix = directions[0];
    const leading = matrix.findIndex((entry) => entry !== 0);
    if (!owns(leading % space.vertex.dimension)) continue;
    const key = `${space.kernels[kernel].parity} ${matrix.join()}`;
    const block = blocks.get(key);
    if (block) block.couplings.push(m);
    else blocks.set(key, { first: m, couplings: [m] });
  }
  return [...blocks.values()].toSorted((a, b) => a.first - b.first).map(({ couplings }) => couplings);
}

function relabellingsOf({ values, kernels }: CouplingSpace): Relabelling[] {
  const q = values.size;
  const relabellings: Relabelling[] = [];
  for (const permutation of commuting(values.generators, q)) {
    relabellings.push(
      kernels.map(({ matrix }) => {
        const permuted = matrix.map((_, i) => matrix[q * Math.floor(i / q) + permutation[i % q]]);
        // Kernels of a group are orthogonal as matrices.
        return kernels.map((other) => dot(permuted, other.matrix) / dot(other.matrix, other.matrix));
      }),
    );
  }
  return relabellings;
}

/** Permutations of the values that commute with a transitive group: each is known by where it takes value 0. */
function commuting(generators: readonly Uint8Array[], q: number): number[][] {
  return Array.from({ length: q }, (_, target) => {
    const images = new Map([[0, target]]);
    // Grows while it is walked.
    for (const [value, image] of images) {
      for (const generator of generators) {
        const known = images.get(generator[value]);
        if (known === undefined) images.set(generator[value], generator[image]);
        else if (known !== generator[image]) return null;
      }
    }
    return Array.from({ length: q }, (_, value) => images.get(value)!);
  }).filter((permutation) => permutation !== null);
}

/** The couplings of a copy, block by block, after the relabelling that makes them largest. */
function largestLabelling(copy: Copy, couplings: Float64Array, tolerance: number): number[] {
  const labelled = copy.relabellings.map((relabelling) =>
    copy.blocks.flatMap((block) =>
      block.map((into) =>
        block.reduce(
          (sum, from) => sum + couplings[from] * relabelling[copy.kernels[from]][copy.kernels[into]],
          0,
        ),
      ),
    ),
  );
  return labelled.reduce((best, candidate) => (compare(candidate, best, tolerance) > 0 ? candidate : best));
}

/** Sign of the first difference that is not rounding. */
function compare(a: readonly number[], b: readonly number[], tolerance: number): number {
  for (const [i, value] of a.entries()) {
    if (Math.abs(value - b[i]) > tolerance) return value - b[i];
  }
  return 0;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
