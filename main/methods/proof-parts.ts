import type { ProofContext } from './proof.ts';

/** One part of a verification or a benchmark. */
export interface ProofPart<Row> {
  /** Of the whole's progress; the shares of all parts sum to 1. */
  share: number;
  run(context: ProofContext): Promise<Row[]>;
}

/** Runs the parts one after the other, each reporting progress within its share. */
export async function runParts<Row>(parts: readonly ProofPart<Row>[], context: ProofContext): Promise<Row[]> {
  const rows: Row[] = [];
  let before = 0;
  for (const { share, run } of parts) {
    const from = before;
    const progress = (fraction: number, message: string) =>
      context.progress(from + fraction * share, message);
    rows.push(...(await run({ ...context, progress })));
    before += share;
  }
  return rows;
}
