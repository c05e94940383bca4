import type { ExperimentDocument } from '../../../preload/contract/index.ts';

/** A shell line that runs a document again, whole: it needs no file. */
export function commandOf({ spec }: { spec: ExperimentDocument }): string {
  return `echo ${quoted(JSON.stringify(spec))} > experiment.json && npm run -s macroscope -- run experiment.json`;
}

/** A shell line that computes a finished run of this workspace again, with the arrays handed in with it, and compares the bits. */
export const reproduceCommand = (run: string) => `npm run -s macroscope -- reproduce ${quoted(run)}`;

/** A word as a POSIX shell takes it, whatever is in it. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
