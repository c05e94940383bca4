import { crossBonds, squareBonds, type SymmetryDescription } from '../../../../preload/contract/index.ts';

/** The local block of the teacher (Fig. 3c), or of the student (Fig. 3d). */
export type Graph = 'square' | 'cross';

export const bondsOf = { square: squareBonds, cross: crossBonds } as const;

/** Values of all components, 0 … q − 1: of the four corners, and of the hidden spins. */
export interface BlockSpins {
  visible: readonly (readonly number[])[];
  hidden: readonly (readonly number[])[];
}

/** A block with all values zero: of Z2 spins, all up. */
export function alignedSpins(graph: Graph, dimension: number): BlockSpins {
  const spin = () => Array.from({ length: dimension }, () => 0);
  return {
    visible: Array.from({ length: 4 }, spin),
    hidden: Array.from({ length: graph === 'square' ? 4 : 1 }, spin),
  };
}

/** The coupling matrix of a bond of each direction and kernel, Σ_m J_m C^d M_m C^−d: [kernel][direction][edge component][vertex component]. */
export function directionMatrices(
  description: SymmetryDescription,
  values: readonly number[],
): number[][][][] {
  const n = description.spin.dimension;
  return description.internal.kernels.map((_, kernel) =>
    [0, 1, 2, 3].map((direction) => {
      const sum = Array.from({ length: n }, () => Array.from({ length: n }, () => 0));
      for (const [m, coupling] of description.couplings.entries()) {
        if (coupling.kernel !== kernel) continue;
        const matrix = coupling.directions[direction]!;
        for (let a = 0; a < n; a++) {
          for (let b = 0; b < n; b++) sum[a]![b]! += (values[m] ?? 0) * matrix[a]![b]!;
        }
      }
      return sum;
    }),
  );
}

/**
 * Energies of the bonds of a block in units of k_B T, ε_d(s_e, s_v) = −Σ_m J_m Σ_ab M_m^(d)[a, b] K_m(s_a, s′_b) (Eq. 4). A bond runs from
 * an edge site to a vertex: in the square the hidden spins are edge sites, in the cross the corners are.
 */
export function bondEnergies(
  description: SymmetryDescription,
  values: readonly number[],
  graph: Graph,
  { visible, hidden }: BlockSpins,
): number[] {
  const matrices = directionMatrices(description, values);
  return bondsOf[graph].map((bond) => {
    const corner = visible[bond.visible]!;
    const inner = hidden[bond.hidden]!;
    const [edge, vertex] = graph === 'square' ? [inner, corner] : [corner, inner];
    let energy = 0;
    for (const [k, { matrix: kernel }] of description.internal.kernels.entries()) {
      for (const [a, row] of matrices[k]![bond.direction]!.entries()) {
        for (const [b, coupling] of row.entries()) energy -= coupling * kernel[edge[a]!]![vertex[b]!]!;
      }
    }
    return energy;
  });
}

export const totalOf = (energies: readonly number[]) => energies.reduce((sum, energy) => sum + energy, 0);

/** A site of a block. */
export interface Site {
  kind: 'visible' | 'hidden';
  index: number;
}

/** The block with one component at its next value; of Z2 spins, flipped. */
export function turned(spins: BlockSpins, site: Site, component: number, values: number): BlockSpins {
  const sites = spins[site.kind];
  const spin = sites[site.index]!;
  const next = spin.with(component, (spin[component]! + 1) % values);
  return { ...spins, [site.kind]: sites.with(site.index, next) };
}
