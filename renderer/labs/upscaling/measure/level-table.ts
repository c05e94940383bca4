import type { EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import type { EstimateRow } from '../parts/EstimateTable.vue';
import { shownObservables } from './observables.ts';

/** Smallest lattice that is listed: below it nothing scales. */
export const smallestListed = 8;

/** One ensemble, a row for each lattice, largest first; exact values beside e and c where they are known. */
export function levelTable({ levels }: EnsembleMeasurement): { columns: string[]; rows: EstimateRow[] } {
  const listed = levels.filter(({ size }) => size >= smallestListed);
  return {
    columns: shownObservables.map(({ text }) => text),
    rows: (listed.length > 0 ? listed : levels).toReversed().map((level) => ({
      name: String(level.size),
      title: `Lattice ${level.size}²`,
      cells: shownObservables.map(({ name }) => ({
        estimate: level.observables[name],
        reference: name === 'e' || name === 'c' ? level.exact?.[name] : undefined,
      })),
    })),
  };
}
