import type { RunRecord } from '../../../preload/contract/index.ts';

/** A shell line that runs the document of a run again, whole: it needs no file. */
export function commandOf({ spec }: Pick<RunRecord, 'spec'>): string {
  return `echo ${quoted(JSON.stringify(spec))} > experiment.json && npm run -s macroscope -- run experiment.json`;
}

/** A word as a POSIX shell takes it, whatever is in it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
