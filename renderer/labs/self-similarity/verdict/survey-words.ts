import type { AutomatonSurveyResult, SurveyCell } from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';
import { cellKey, disagrees, type SurveyGrid } from './survey-grid.ts';

/** What is known of one cell of Table I, in lines: exact, networks, paper. */
export function cellWords(grid: SurveyGrid, rule: number, size: number): string[] {
  const cell = grid.cells.get(cellKey(rule, size));
  const title = `rule ${rule}, N = ${size}`;
  if (cell === undefined) {
    const value = grid.values.get(size)?.[rule] ?? NaN;
    return [
      title,
      Number.isFinite(value)
        ? `consistency ${significant(value, 4)}`
        : grid.done
          ? 'not in this survey'
          : 'not done',
    ];
  }
  return [
    title,
    exactWords(cell),
    ...(cell.network ? [networkWords(cell.network)] : []),
    ...paperWords(cell),
  ];
}

function exactWords({ exact }: SurveyCell): string {
  if (!exact.selfSimilar) return `exact: not self-similar, lowest ${value(exact.bestConsistency)}`;
  const maps = exact.maps === 1 ? 'one map' : `${exact.maps} maps`;
  return `exact: self-similar by ${maps}${exact.trivial ? ', all constant after one step' : ''}`;
}

function networkWords(network: NonNullable<SurveyCell['network']>): string {
  const { consistency, consistent, constant, restarts, composed } = network;
  const found = consistency === null ? 'only constant maps' : `consistency ${value(consistency)}`;
  return `networks: ${found}, ${consistent} of ${restarts} restarts consistent, ${constant} constant${composed ? ', composed' : ''}`;
}

function paperWords({ paper }: SurveyCell): string[] {
  return paper === null ? [] : [`paper: ${value(paper)}`];
}

const value = (number: number | null) => (number === null ? '–' : significant(number, 4));

/** How networks did against the exact answer, in sentences. */
export function surveySentences(result: AutomatonSurveyResult): { words: string; state: 'ok' | 'warn' }[] {
  const sentences: { words: string; state: 'ok' | 'warn' }[] = [];
  const { learner, falsePositives, falseNegatives } = result;
  if (learner !== null) {
    sentences.push({
      words: `${learner.exact} of ${learner.rules} rules learnt exactly`,
      state: learner.exact === learner.rules ? 'ok' : 'warn',
    });
    sentences.push({
      words: `${falsePositives} false positive${falsePositives === 1 ? '' : 's'}`,
      state: falsePositives === 0 ? 'ok' : 'warn',
    });
    sentences.push({
      words: `${falseNegatives} false negative${falseNegatives === 1 ? '' : 's'}`,
      state: falseNegatives === 0 ? 'ok' : 'warn',
    });
  }
  const compared = result.cells.filter(({ paper }) => paper !== null);
  if (compared.length > 0) {
    const agree = compared.filter(({ exact, paper }) => exact.selfSimilar === (paper === 0)).length;
    sentences.push({
      words: `${agree} of ${compared.length} entries of the paper’s table`,
      state: agree === compared.length ? 'ok' : 'warn',
    });
  }
  return sentences;
}

/** Cells where networks and exact answer differ. */
export const disagreements = (grid: SurveyGrid): SurveyCell[] =>
  [...grid.cells.values()].filter((cell) => disagrees(cell) === true);
