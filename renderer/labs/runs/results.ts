import type { RunSummary } from '../../../preload/contract/index.ts';
import { significant } from '../../components/numbers.ts';

/** The first of what a run calls its results: the one a list has room for. */
export function mainResult({ summary }: Pick<RunSummary, 'summary'>): { name: string; value: number } | null {
  const [first] = Object.entries(summary);
  return first === undefined ? null : { name: first[0], value: first[1] };
}

/** The main result in words: "loss 0.0841". */
export function resultWords(run: Pick<RunSummary, 'summary'>): string {
  const result = mainResult(run);
  return result === null ? '–' : `${result.name} ${significant(result.value)}`;
}
