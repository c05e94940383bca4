/**
 * Weights of a symmetric k×k kernel: cells at the same distance from the centre share one (for k ≤ 9 the orbits of D4 are exactly
 * the distances). The order is that of the paper's k = 3 kernel: corner first, centre last.
 */
export interface KernelOrbit {
  /** Squared distance from the centre. */
  distance: number;
  /** Cells that share the weight. */
  multiplicity: number;
  /** (column, row) from the centre, the first octant: "(1, 1)". */
  name: string;
}

/** The (k + 1)(k + 3)/8 orbits of a k×k kernel, k odd and at most 9. */
export function kernelOrbits(k: number): KernelOrbit[] {
  const half = k >> 1;
  const orbits: KernelOrbit[] = [];
  for (let x = 0; x <= half; x++) {
    for (let y = 0; y <= x; y++) {
      const multiplicity = x === 0 ? 1 : y === 0 || y === x ? 4 : 8;
      orbits.push({ distance: x * x + y * y, multiplicity, name: `(${x}, ${y})` });
    }
  }
  return orbits.toSorted((a, b) => b.distance - a.distance);
}

/** Orbit of each cell of the kernel, row by row. */
export function orbitOfCells(k: number): Uint8Array {
  const half = k >> 1;
  const distances = kernelOrbits(k).map(({ distance }) => distance);
  return Uint8Array.from({ length: k * k }, (_, cell) => {
    const x = (cell % k) - half;
    const y = Math.floor(cell / k) - half;
    return distances.indexOf(x * x + y * y);
  });
}
