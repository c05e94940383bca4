import { kernelOrbits, orbitOfCells, type KernelWeights } from '../../../../preload/contract/index.ts';

export function sameKernel(a: KernelWeights, b: KernelWeights): boolean {
  return a.size === b.size && a.weights.every((weight, index) => weight === b.weights[index]);
}

/** The kernel cell by cell, row by row. */
export function kernelCells({ size, weights }: KernelWeights): number[] {
  return Array.from(orbitOfCells(size), (orbit) => weights[orbit]!);
}

/** Largest magnitude of a weight: the end of the colours. */
export const largestWeight = ({ weights }: KernelWeights) => Math.max(...weights.map(Math.abs), 1e-9);

/** Range of the sliders: room around every weight of critical kernels, more where a weight asks for it. */
export function weightRange(...kernels: readonly (KernelWeights | null)[]): { min: number; max: number } {
  const largest = Math.max(...kernels.map((kernel) => (kernel === null ? 0 : largestWeight(kernel))));
  const reach = largest > 0.6 ? Math.ceil(2 * largest) : 0.6;
  return { min: -reach / 2, max: reach };
}

/** Sum over all cells: the field in a lattice of aligned blocks, and p(↑) there. */
export function alignedField({ size, weights }: KernelWeights): { field: number; probability: number } {
  const field = kernelOrbits(size).reduce(
    (sum, { multiplicity }, index) => sum + multiplicity * weights[index]!,
    0,
  );
  return { field, probability: 1 / (1 + Math.exp(-2 * field)) };
}

/** A kernel as a file: weights by orbit with what is needed to read them, and the full kernel row by row. */
export function kernelDocument(kernel: KernelWeights, model: string): string {
  const { size, weights, small } = kernel;
  const cells = kernelCells(kernel);
  const document = {
    what: 'Symmetric upscaling kernel: h = sum of W times the nearest-neighbour upsampled blocks (circular padding), p(up) = 1/(1 + exp(-2h)).',
    size,
    orbits: kernelOrbits(size).map(({ name, multiplicity }, index) => ({
      cell: name,
      multiplicity,
      weight: weights[index],
    })),
    kernel: Array.from({ length: size }, (_, row) => cells.slice(row * size, (row + 1) * size)),
    smallLattices: small,
    editedFrom: model,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
