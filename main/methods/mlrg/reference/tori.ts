import {
  HostError,
  valuesOf,
  type InternalGroup,
  type ReferenceResult,
  type RowSpectrum,
} from '../../../../preload/contract/index.ts';
import { centralCharge, centralChargeOfPair, longestRow } from '../tensor/row.ts';
import { bulkFreeEnergy } from './bulk-free-energy.ts';
import { crossings, type Crossing } from './crossings.ts';
import { exactValues } from './exact-values.ts';
import { ask, type Search } from './measurements.ts';
import type { TorusRow } from './torus.ts';

/** Dimensions kept of a row. */
const count = 8;

export interface Tori {
  coupling: number;
  tori: ReferenceResult['tori'];
  crossings: Crossing[];
}

/**
 * Crossings of Z, and rows of 1 to `longest` tensors at the exact critical coupling, or where it is not known at the crossing of the
 * largest sizes. Rows of more than 65 536 states are left out.
 */
export function* toriSearch(group: InternalGroup, longest: number): Search<Tori> {
  const found = yield* crossings(group, longest);
  const coupling = exactValues(group).critical ?? found.at(-1)?.critical;
  if (coupling === undefined) {
    throw new HostError('unstable', `The tori of the bare ${group} model cross nowhere.`);
  }
  const rows: TorusRow[] = [];
  for (let length = 1; length <= Math.min(longest, longestRow(valuesOf(group))); length++) {
    rows.push(...(yield* ask([{ type: 'row', group, coupling, length, count }])));
  }
  return { coupling, tori: rows.map((row, i) => torus(row, rows[i - 1])), crossings: found };
}

/** c needs the free energy of the infinite lattice, or the next shorter row where that is not known. */
function torus(row: TorusRow, shorter: TorusRow | undefined): ReferenceResult['tori'][number] {
  const freeEnergy = bulkFreeEnergy(row.group, row.coupling);
  let charge: RowSpectrum['centralCharge'] = null;
  if (freeEnergy !== null) charge = { value: centralCharge(row, freeEnergy), error: null };
  else if (shorter) charge = { value: centralChargeOfPair(row, shorter), error: null };
  return {
    length: row.length,
    states: valuesOf(row.group) ** row.length,
    dimensions: row.dimensions.map((value) => ({ value, error: null })),
    centralCharge: charge,
    degeneracy: row.degeneracy,
  };
}
