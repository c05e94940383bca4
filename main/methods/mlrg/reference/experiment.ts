import {
  valuesOf,
  type MlrgReferenceSpec,
  type ReferenceResult,
} from '../../../../preload/contract/index.ts';
import type { ExperimentKind } from '../../context.ts';
import { largestRow } from '../tensor/row.ts';
import { crossingPairs } from './crossings.ts';
import { exactValues } from './exact-values.ts';
import { notesOf } from './notes.ts';
import { secondsOf, Survey } from './survey.ts';
import { toriTable, trgTable } from './tables.ts';
import { toriSearch } from './tori.ts';
import { trgSearch } from './trg-search.ts';

/** Measurements that a crossing takes of each of its sizes, and flows that the critical coupling of a TRG takes. */
const rowsPerCrossing = 11;
const flowsPerSearch = 16;

/** Tori and tensor renormalization of the bare model: what learned and iterated maps are compared with. */
export const mlrgReference: ExperimentKind<'mlrg-reference'> = {
  kind: 'mlrg-reference',
  title: 'Reference: tori and tensor renormalization',
  description:
    'Critical coupling, exponents, dimensions and central charge of the bare model from small tori and Levin–Nave TRG, beside the exact ones.',
  lane: 'batch',
  async run(context) {
    const { internal, row, bondDimensions } = context.spec;
    const survey = new Survey(context);
    const tori = survey.add('tori', toriSeconds(context.spec), toriSearch(internal, row));
    const trg = [...new Set(bondDimensions)]
      .toSorted((a, b) => a - b)
      .map((bondDimension) => {
        const seconds =
          flowsPerSearch * secondsOf({ type: 'flow', group: internal, coupling: 1, bondDimension });
        return survey.add(`TRG χ = ${bondDimension}`, seconds, trgSearch(internal, bondDimension));
      });
    await survey.complete();
    const found = trg.map((result) => result()).filter((result) => result !== null);
    const result: ReferenceResult = {
      internal,
      exact: exactValues(internal),
      ...tori(),
      trg: found,
      notes: notesOf(context.spec, trg.length - found.length),
      seconds: survey.seconds,
    };
    for (const note of result.notes) context.log(note);
    await context.artifact('tori.csv', { type: 'text', mime: 'text/csv', text: toriTable(result) });
    await context.artifact('trg.csv', { type: 'text', mime: 'text/csv', text: trgTable(result) });
    await context.artifact('reference.json', { type: 'json', value: result });
    context.summary(summaryOf(result));
    context.progress(1, 'done');
  },
};

function toriSeconds({ internal, row }: MlrgReferenceSpec): number {
  const cost = (length: number) => secondsOf({ type: 'row', group: internal, coupling: 1, length, count: 0 });
  let seconds = 0;
  for (const [small, large] of crossingPairs(internal, row)) {
    seconds += rowsPerCrossing * (cost(small) + cost(large));
  }
  for (let length = 1; length <= row; length++) {
    if (valuesOf(internal) ** length <= largestRow) seconds += cost(length);
  }
  return seconds;
}

/** Numbers for lists of runs: the best of each kind. */
function summaryOf({ exact, tori, crossings, trg, seconds }: ReferenceResult): Record<string, number> {
  const [crossing, torus, flow] = [crossings.at(-1), tori.at(-1), trg.at(-1)];
  return {
    ...(exact.critical === null ? {} : { exact: exact.critical }),
    ...(crossing ? { crossing: crossing.critical, yt: crossing.yt } : {}),
    ...(flow ? { trg: flow.critical } : {}),
    ...(torus?.dimensions[0] ? { delta1: torus.dimensions[0].value } : {}),
    ...(torus?.centralCharge ? { c: torus.centralCharge.value } : {}),
    seconds,
  };
}
