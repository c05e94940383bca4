import { basename, resolve } from 'node:path';
import { HostError, schemaOf, type EnsembleMeasurement } from '../../preload/contract/index.ts';
import { readSpins } from '../data/spins.ts';
import { measurementReport } from './measurement.ts';
import type { WorkspaceOption } from './session.ts';
import { duration } from './table.ts';
import { withResults } from './with-results.ts';

export interface SpinsOptions extends WorkspaceOption {
  /** Of the random ties of the majority rule. */
  seed: number;
  /** False: no exact critical values beside what was measured. */
  reference: boolean;
  /** Which array of the file; the likeliest where none is named. */
  array?: string;
  out?: string;
  json?: true;
}

/**
 * macroscope analyse FILE --as spins: measures Ising configurations as a run of kind spin-analysis does; its results are kept when there is a
 * folder for them.
 */
export async function analyseSpins(file: string, bytes: Uint8Array, options: SpinsOptions): Promise<void> {
  const name = basename(file);
  const { spins, description, notes } = await readSpins(name, bytes, options.array);
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
  await withResults({ spec: spec.data, inputs: { spins } }, options, (read) => {
    const text = read('measurement.json');
    const measurement = JSON.parse(text) as EnsembleMeasurement;
    if (options.json) {
      process.stdout.write(text);
      return;
    }
    process.stdout.write(`${name}: ${description}; ${duration(measurement.seconds)}.\n\n`);
    process.stdout.write(measurementReport(measurement));
    for (const note of [...notes, ...measurement.notes]) process.stdout.write(`Note: ${note}\n`);
    if (options.out !== undefined) process.stdout.write(`Results: ${resolve(options.out)}\n`);
  });
}
