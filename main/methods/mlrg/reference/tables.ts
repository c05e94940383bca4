import type { ReferenceResult } from '../../../../preload/contract/index.ts';

/** Value of a quantity with its exact one, where that is known. */
interface Line {
  source: string;
  quantity: string;
  value: number;
  exact: number | null;
}

const header = ['source', 'quantity', 'value', 'exact', 'difference', 'relative difference'];

function table(lines: readonly Line[]): string {
  const rows = lines.map(({ source, quantity, value, exact }) => {
    const difference = exact === null ? null : value - exact;
    const relative = difference === null || exact === 0 ? null : difference / exact!;
    return [source, quantity, value, exact ?? '', difference ?? '', relative ?? ''];
  });
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** Δ_k beside the exact dimensions, which come in the same order and as often as they occur. */
const dimensionLines = (source: string, values: readonly number[], exact: ReferenceResult['exact']): Line[] =>
  values.map((value, k) => {
    const known = exact.dimensions[k];
    const quantity = `Delta_${k + 1}${known ? ` (${known.name})` : ''}`;
    return { source, quantity, value, exact: known?.value ?? null };
  });

/** tori.csv: every quantity of every torus and crossing with its distance from the exact one. */
export function toriTable({ tori, crossings, exact }: Pick<ReferenceResult, 'tori' | 'crossings' | 'exact'>) {
  return table([
    ...tori.flatMap(({ length, dimensions, centralCharge, degeneracy }): Line[] => {
      const source = `L = ${length}`;
      return [
        ...dimensionLines(
          source,
          dimensions.map(({ value }) => value),
          exact,
        ),
        ...(centralCharge
          ? [{ source, quantity: 'c', value: centralCharge.value, exact: exact.centralCharge }]
          : []),
        { source, quantity: 'Z', value: degeneracy, exact: null },
      ];
    }),
    ...crossings.flatMap(({ small, large, critical, yt }): Line[] => {
      const source = `L = ${small} and ${large}`;
      return [
        { source, quantity: 'J_c', value: critical, exact: exact.critical },
        { source, quantity: 'y_t', value: yt, exact: exact.yt },
      ];
    }),
  ]);
}

/** trg.csv: the same for every bond dimension. */
export function trgTable({ trg, exact }: Pick<ReferenceResult, 'trg' | 'exact'>): string {
  return table(
    trg.flatMap(({ bondDimension, critical, truncation, iterations, dimensions, centralCharge }): Line[] => {
      const source = `chi = ${bondDimension}`;
      return [
        { source, quantity: 'J_c', value: critical, exact: exact.critical },
        { source, quantity: 'c', value: centralCharge, exact: exact.centralCharge },
        ...dimensionLines(source, dimensions, exact),
        { source, quantity: 'weight left out', value: truncation, exact: null },
        { source, quantity: 'steps to the plateau', value: iterations, exact: null },
      ];
    }),
  );
}
