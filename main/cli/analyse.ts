import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { HostError, schemaOf, type EnsembleMeasurement } from '../../preload/contract/index.ts';
import { inspectFile } from '../data/inspect.ts';
import { readSpins } from '../data/spins.ts';
import { Pace } from '../host/jobs/pace.ts';
import { runDirectly } from '../host/worker/direct.ts';
import { workspaceFolder } from '../host/workspace.ts';
import { measurementReport } from './measurement.ts';
import { ProgressLine } from './progress.ts';
import { readUserFile } from './read-file.ts';
import type { WorkspaceOption } from './session.ts';
import { digits, duration, table } from './table.ts';

export interface AnalyseOptions extends WorkspaceOption {
  as: 'auto' | 'spins';
  /** Of the random ties of the majority rule. */
  seed: number;
  /** False: no exact critical values beside what was measured. */
  reference: boolean;
  out?: string;
  json?: true;
}

/** macroscope analyse FILE */
export async function analyse(file: string, options: AnalyseOptions): Promise<void> {
  const bytes = readUserFile(file);
  if (options.out !== undefined && options.as !== 'spins') {
    throw new HostError(
      'bad-argument',
      '--out goes with --as spins: saying what a file is leaves no results.',
    );
  }
  await (options.as === 'spins' ? measureSpins(file, bytes, options) : describe(file, bytes, options));
}

async function describe(file: string, bytes: Uint8Array, { json }: AnalyseOptions): Promise<void> {
  const found = await inspectFile(basename(file), bytes);
  if (json) {
    const { previews: _, ...rest } = found;
    process.stdout.write(`${JSON.stringify(rest, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${found.name}: ${found.description}\n`);
  process.stdout.write(`Taken for: ${found.guess}. It can be used as: ${found.readings.join(', ')}.\n`);
  if (found.arrays.length > 0) {
    const rows = found.arrays.map(({ name, shape, type, min, max, mean, finite }) => [
      name,
      shape.join('×'),
      type,
      ...[min, max, mean].map(digits),
      finite ? '' : 'has values that are not finite',
    ]);
    process.stdout.write(table(['array', 'shape', 'type', 'min', 'max', 'mean', ''], rows));
  }
  if (found.guess === 'spins') process.stdout.write('Measure the spins with --as spins.\n');
  for (const warning of found.warnings) process.stderr.write(`Note: ${warning}\n`);
}

/** Measures Ising configurations as a run of kind spin-analysis does; its results are kept when there is a folder for them. */
async function measureSpins(file: string, bytes: Uint8Array, options: AnalyseOptions): Promise<void> {
  const name = basename(file);
  const { spins, description, notes } = await readSpins(name, bytes);
  const spec = schemaOf['spin-analysis'].safeParse({
    kind: 'spin-analysis',
    seed: options.seed,
    sourceName: name.slice(0, 200),
    reference: options.reference ? 'critical' : 'none',
  });
  if (!spec.success) {
    const issue = spec.error.issues[0];
    throw new HostError('bad-argument', `--${issue?.path.join(' ')}: ${issue?.message}.`);
  }
  const out = options.out ?? mkdtempSync(join(tmpdir(), 'macroscope-analyse-'));
  const line = new ProgressLine();
  const pace = new Pace();
  try {
    await runDirectly({
      spec: spec.data,
      inputs: { spins },
      out,
      runs: join(workspaceFolder(options.workspace), 'runs'),
      onProgress: (fraction, message) => {
        pace.add(performance.now() / 1000, fraction);
        const secondsLeft = pace.secondsLeft();
        line.show({ fraction, message, ...(secondsLeft === undefined ? {} : { secondsLeft }) });
      },
    });
    line.clear();
    const text = readFileSync(join(out, 'measurement.json'), 'utf8');
    const measurement = JSON.parse(text) as EnsembleMeasurement;
    if (options.json) {
      process.stdout.write(text);
      return;
    }
    process.stdout.write(`${name}: ${description}; ${duration(measurement.seconds)}.\n\n`);
    process.stdout.write(measurementReport(measurement));
    for (const note of [...notes, ...measurement.notes]) process.stdout.write(`Note: ${note}\n`);
    if (options.out !== undefined) process.stdout.write(`Results: ${resolve(out)}\n`);
  } finally {
    line.clear();
    if (options.out === undefined) rmSync(out, { recursive: true, force: true });
  }
}
