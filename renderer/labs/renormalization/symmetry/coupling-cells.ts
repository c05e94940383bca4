import type { CouplingDescription, Irrep, SymmetryDescription } from '../../../../preload/contract/index.ts';

export interface CouplingCell {
  /** "J0", "−J4", "0". */
  expression: string;
  /** Index of the coupling whose value is edited here; null where the entry follows from others. */
  coupling: number | null;
  /** Couplings that appear in the entry. */
  contains: readonly number[];
}

/** Entries of the coupling matrix of one kernel; a coupling is edited where it first appears, read row by row. */
export function couplingCells({ couplings, pattern }: SymmetryDescription, kernel: number): CouplingCell[][] {
  const rows = pattern[kernel] ?? [];
  const columns = rows[0]?.length ?? 0;
  const first = new Map<number, number>();
  for (const [index, coupling] of couplings.entries()) {
    if (coupling.kernel === kernel)
      first.set(
        coupling.directions[0]!.flat().findIndex((x) => x !== 0),
        index,
      );
  }
  return rows.map((row, a) =>
    row.map((expression, b) => ({
      expression,
      coupling: first.get(a * columns + b) ?? null,
      contains: couplings.flatMap((coupling, index) =>
        coupling.kernel === kernel && coupling.directions[0]![a]![b] !== 0 ? [index] : [],
      ),
    })),
  );
}

const kinds: Record<Irrep, string> = {
  A1: 'scalar',
  A2: 'pseudoscalar',
  B1: 'x²−y² wave',
  B2: 'xy wave',
  E: 'vector',
};

/** What a coupling binds, edge site first: "scalar → vector"; of J0, that it is the bare one. */
export function couplingMeaning({ name, between: [edge, vertex] }: CouplingDescription): string {
  if (name === 'J0' && edge === 'A1' && vertex === 'A1') return 'scalar → scalar, bare coupling';
  return `${kinds[edge]} → ${kinds[vertex]}`;
}
