import type { ReproducedFile, Reproduction, RunSummary } from '../../../preload/contract/index.ts';
import type { TableColumn } from '../../components/export/table.ts';

/** Verdicts on a file, in words. */
export const fileVerdicts: Record<ReproducedFile['verdict'], string> = {
  same: 'same bits',
  different: 'different',
  missing: 'missing now',
  added: 'only now',
};

/** What came of reproducing a run, in a sentence. */
export function verdictWords(run: Pick<RunSummary, 'state'>, { agrees, files }: Reproduction): string {
  if (agrees === true) return 'The bits agree.';
  if (agrees === false) {
    const differing = (files ?? []).filter(({ verdict }) => verdict !== 'same').length;
    return differing === 0
      ? 'The bits differ.'
      : `The bits differ in ${differing} of ${files?.length ?? 0} files and curves.`;
  }
  switch (run.state) {
    case 'queued':
      return 'Waits for its turn.';
    case 'running':
      return 'Is being computed.';
    case 'done':
      return 'Is being compared.';
    default:
      return `Nothing to compare yet: it is ${run.state}.`;
  }
}

/** Runs that repeat this one, newest first. */
export const repeatsOf = (id: string, runs: readonly RunSummary[]) =>
  runs.filter(({ reproduction }) => reproduction?.of === id);

/** Largest relative difference of a file; what has the same bits has none. */
export const differenceOf = ({ verdict, relativeDifference }: ReproducedFile) =>
  verdict === 'same' ? 0 : relativeDifference;

/** The table of files as it is exported. */
export function verdictColumns(files: readonly ReproducedFile[]): TableColumn[] {
  return [
    { title: 'file', values: files.map(({ name }) => name) },
    { title: 'verdict', values: files.map(({ verdict }) => fileVerdicts[verdict]) },
    {
      title: 'largest relative difference',
      values: files.map(differenceOf),
    },
  ];
}
