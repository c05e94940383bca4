import type {
  Estimate,
  LearntRule,
  Projection,
  ScaleResult,
  Triviality,
  Verdict,
} from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';
import { estimateText } from '../../../components/estimate.ts';

/** A verdict in words, with the state its badge shows. */
export const verdictWords: Record<Verdict, { words: string; state: 'ok' | 'warn' | 'none' }> = {
  'self-similar': { words: 'Self-similar', state: 'ok' },
  'not-self-similar': { words: 'Not self-similar', state: 'none' },
  trivial: { words: 'Only trivially', state: 'warn' },
  comparison: { words: 'Comparison only', state: 'none' },
};

export const trivialWords: Record<Triviality, string> = {
  'constant-map': 'P is constant',
  'constant-after-one-step': 'constant after one step',
  'no-variance': 'the macro state hardly varies',
};

/** "N = 2" of binary automata, whose S is T; else "S = 2, T = 4". */
export const scaleTitle = ({
  space,
  time,
  map,
}: Pick<ScaleResult, 'space' | 'time'> & Partial<ScaleResult>) =>
  space === time && map?.projection ? `N = ${space}` : `S = ${space}, T = ${time}`;

/** "2×4", where there is little room. */
export const shortScale = ({ space, time }: Pick<ScaleResult, 'space' | 'time'>) => `${space}×${time}`;

/** A figure where there is little room: an exact zero is "0", one without error has no brackets. */
export function figureText(estimate: Estimate | null | undefined): string {
  if (!estimate || !Number.isFinite(estimate.value)) return '–';
  if (estimate.value === 0 && !estimate.error) return '0';
  return estimate.error === null || estimate.error === 0
    ? significant(estimate.value)
    : estimateText(estimate);
}

/** What was learnt as f, in one line. */
export function ruleSentence(rule: LearntRule): string {
  const { table, diffusion, learner, parameters, kernel, weights, error, variance } = rule;
  if (table?.deterministic && table.rule !== null) {
    const agreement =
      rule.agreement === null ? '' : `, by ${Math.round(100 * rule.agreement)}% of the restarts`;
    return `f is rule ${table.rule}, exactly${agreement}.`;
  }
  const left = variance > 0 ? error.value / variance : NaN;
  const fit = Number.isFinite(left)
    ? ` leaves ${significant(left, 2)} of the variance of the next state`
    : '';
  const planar = kernel > 1 && weights?.[0]?.[0]?.length === kernel ** 2;
  const what = {
    binary: `A table of ${2 ** kernel} contexts`,
    linear: `A linear kernel of ${planar ? `${kernel} × ${kernel}` : kernel} cells`,
    network: `A network with ${parameters} parameters`,
  }[learner];
  const spread = diffusion === null ? '' : `; D = ${significant(diffusion, 4)} cells²/step`;
  return `${what}${fit}${spread}.`;
}

/** How many maps ended how, those that were trained and those composed of maps of a smaller scale. */
export function restartCounts({ restarts }: Pick<ScaleResult, 'restarts'>) {
  const count = (origin: ScaleResult['restarts'][number]['origin']) => {
    const maps = restarts.filter((restart) => restart.origin === origin);
    const telling = maps.filter(({ trivial }) => trivial === null);
    return {
      all: maps.length,
      trivial: maps.length - telling.length,
      consistent: telling.filter(({ consistency }) => consistency === 0).length,
    };
  };
  return { trained: count('trained'), composed: count('composed') };
}

/** "parity of 2 cells", or the table where there is no name. */
export const projectionWords = ({ name, table }: Projection) =>
  name ?? (table.length <= longestTable ? `table ${table}` : `a table of ${table.length} entries`);
const longestTable = 16;

/** Contexts of a table as bits, first cell first: "00", "01", … */
export const contextBits = (index: number, cells: number) => index.toString(2).padStart(cells, '0');

/** Choices of the micro cells that three macro cells depend on: those outside of a patch decide its later rows, too. */
export const contextCount = ({ size, mask }: Pick<Projection, 'size' | 'mask'>) =>
  2 ** (mask === 'row' ? 3 * size : 5 * size - 2);
