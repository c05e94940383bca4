import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pace } from '../host/jobs/pace.ts';
import { runDirectly, type DirectRun } from '../host/worker/direct.ts';
import { workspaceFolder } from '../host/workspace.ts';
import { ProgressLine } from './progress.ts';
import type { WorkspaceOption } from './session.ts';

export interface ResultOptions extends WorkspaceOption {
  /** Where the results are kept; otherwise they are gone when `report` is done. */
  out?: string;
}

/** Runs an experiment in this process, with progress on standard error, and reports on the texts of its results. */
export async function withResults(
  { spec, inputs }: Pick<DirectRun, 'spec' | 'inputs'>,
  options: ResultOptions,
  report: (read: (artifact: string) => string) => void,
): Promise<void> {
  const out = options.out ?? mkdtempSync(join(tmpdir(), 'macroscope-analyse-'));
  const line = new ProgressLine();
  const pace = new Pace();
  try {
    await runDirectly({
      spec,
      inputs,
      out,
      runs: join(workspaceFolder(options.workspace), 'runs'),
      onProgress: (fraction, message) => {
        pace.add(performance.now() / 1000, fraction);
        const secondsLeft = pace.secondsLeft();
        line.show({ fraction, message, ...(secondsLeft === undefined ? {} : { secondsLeft }) });
      },
    });
    line.clear();
    report((artifact) => readFileSync(join(out, artifact), 'utf8'));
  } finally {
    line.clear();
    if (options.out === undefined) rmSync(out, { recursive: true, force: true });
  }
}
