import type {
  AutomatonSurveyResult,
  AutomatonSurveySpec,
  FieldPreview,
  SurveyCell,
} from '../../../../preload/contract/index.ts';

/** Rules of elementary automata. */
export const ruleCount = 256;

/** Table I as far as it is known: of every rule and group size one consistency, and what is behind it once the survey has ended. */
export interface SurveyGrid {
  sizes: readonly number[];
  /** Rules it is about, ascending; null: of a survey at work that has not said so. */
  rules: readonly number[] | null;
  /** By group size, 256 consistencies by rule; NaN where not done, or where every map that was found is constant. */
  values: ReadonlyMap<number, Float32Array>;
  cells: ReadonlyMap<string, SurveyCell>;
  done: boolean;
}

export const cellKey = (rule: number, size: number) => `${rule}:${size}`;

/** Which of the two answers the table shows. */
export type SurveySide = 'networks' | 'exact';

/** The consistency of a cell by networks, or the exact lowest one; null: only constant maps. */
export function consistencyOf(cell: SurveyCell, side: SurveySide): number | null {
  return side === 'exact' || cell.network === null ? cell.exact.bestConsistency : cell.network.consistency;
}

/** Whether networks and exact answer say different things; null: no networks. */
export const disagrees = ({ exact, network }: SurveyCell): boolean | null =>
  network === null ? null : network.selfSimilar !== exact.selfSimilar;

/** The table of a survey that has ended. */
export function gridOfResult(result: AutomatonSurveyResult, side: SurveySide = 'networks'): SurveyGrid {
  const values = new Map(result.sizes.map((size) => [size, new Float32Array(ruleCount).fill(NaN)]));
  const cells = new Map<string, SurveyCell>();
  for (const cell of result.cells) {
    cells.set(cellKey(cell.rule, cell.size), cell);
    const row = values.get(cell.size);
    if (row) row[cell.rule] = consistencyOf(cell, side) ?? NaN;
  }
  return { sizes: result.sizes, rules: result.rules, values, cells, done: true };
}

/** The table of a survey at work, from its newest pictures "N = 2", "N = 3"…, 16 × 16 by rule. */
export function gridOfFrames(
  frames: ReadonlyMap<string, FieldPreview>,
  { sizes, rules }: Pick<AutomatonSurveySpec, 'sizes' | 'rules'>,
): SurveyGrid {
  const values = new Map(
    sizes.map((size) => {
      const data = frames.get(`N = ${size}`)?.data;
      return [size, data?.length === ruleCount ? data : new Float32Array(ruleCount).fill(NaN)] as const;
    }),
  );
  return {
    sizes,
    rules: rules === 'self-similar' ? selfSimilarRules : rules === 'inequivalent' ? representatives : null,
    values,
    cells: new Map(),
    done: false,
  };
}

/** The 21 rules of Table I. */
export const selfSimilarRules: readonly number[] = [
  0, 15, 51, 60, 85, 90, 102, 128, 136, 150, 153, 165, 170, 192, 195, 204, 238, 240, 252, 254, 255,
];

const bit = (rule: number, index: number) => (rule >> index) & 1;
/** The rule of the mirrored lattice. */
export const mirrored = (rule: number): number =>
  fromBits((i) => bit(rule, ((i & 1) << 2) | (i & 2) | (i >> 2)));
/** The rule with 0 and 1 exchanged. */
export const complemented = (rule: number): number => fromBits((i) => 1 - bit(rule, 7 - i));
const fromBits = (next: (context: number) => number) =>
  Array.from({ length: 8 }, (_, i) => next(i) << i).reduce((sum, part) => sum + part, 0);

/** A rule with its mirror image, its complement and both, ascending. */
export function classOf(rule: number): number[] {
  const both = complemented(mirrored(rule));
  return [...new Set([rule, mirrored(rule), complemented(rule), both])].toSorted((a, b) => a - b);
}
/** Smallest number of the class of a rule. */
export const representativeOf = (rule: number): number => classOf(rule)[0]!;
/** One rule of each of the 88 classes. */
export const representatives: readonly number[] = Array.from({ length: ruleCount }, (_, rule) => rule).filter(
  (rule) => representativeOf(rule) === rule,
);
