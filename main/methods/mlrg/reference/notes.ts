import { valuesOf, type InternalGroup, type MlrgReferenceSpec } from '../../../../preload/contract/index.ts';
import { largestRow, longestRow } from '../tensor/row.ts';
import { crossingPairs } from './crossings.ts';
import { bareModelOf } from './exact-values.ts';

/** What a reader of the result has to know; `withoutTransition` counts the tensor renormalizations that found none. */
export function notesOf(
  { internal, row }: Pick<MlrgReferenceSpec, 'internal' | 'row'>,
  withoutTransition: number,
): string[] {
  const list = notesOn(internal);
  const states = valuesOf(internal) ** row;
  if (states > largestRow) {
    list.push(`Rows of ${row} tensors have ${states} states: those of more than ${largestRow} are left out.`);
  }
  const last = crossingPairs(internal, row).at(-1);
  if (last && last[1] < Math.min(row, longestRow(valuesOf(internal)))) {
    list.push(`Crossings go up to L = ${last[1]}: larger sizes are diagonalised at one coupling only.`);
  }
  if (withoutTransition > 0) {
    list.push(`${withoutTransition} of the tensor renormalizations found no transition.`);
  }
  return list;
}

/** About the bare model of a group. */
function notesOn(group: InternalGroup): string[] {
  const model = bareModelOf(group);
  const q = valuesOf(group);
  if (model === 'clock') {
    return [
      `The ${q}-state clock model has two Kosterlitz–Thouless transitions with a critical phase between them: no exact coupling is known, sizes do not cross at one point, and exponents read off a crossing mean little.`,
    ];
  }
  if (model === 'four-state clock') {
    return [
      'The four-state clock model with its first kernel alone is two independent Ising models of half the coupling.',
    ];
  }
  const notes: string[] = [];
  if (group === 'Z3') {
    notes.push(
      'Without its odd kernel Z3 is the three-state Potts model, with δ − 1/3 times 3/2 for its cosine.',
    );
  }
  if (q === 4) {
    notes.push(
      'At q = 4 a marginal operator brings logarithmic corrections: small tori converge slowly to the exact dimensions.',
    );
  }
  if (q > 4) {
    notes.push(
      `For q = ${q} the transition is of first order: J_c is exact by duality, but there is no scale invariance at it, and dimensions, central charge and y_t of small tori are those of a system smaller than the correlation length.`,
    );
  }
  return notes;
}
