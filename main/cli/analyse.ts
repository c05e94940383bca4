import { basename } from 'node:path';
import { HostError } from '../../preload/contract/index.ts';
import { inspectFile } from '../data/inspect.ts';
import { analyseSpacetime, type SpacetimeOptions } from './analyse-spacetime.ts';
import { analyseSpins, type SpinsOptions } from './analyse-spins.ts';
import { readUserFile } from './read-file.ts';
import { digits, table } from './table.ts';

export interface AnalyseOptions extends SpinsOptions, SpacetimeOptions {
  as: 'auto' | 'spins' | 'spacetime';
}

/** macroscope analyse FILE */
export async function analyse(file: string, options: AnalyseOptions): Promise<void> {
  const bytes = readUserFile(file);
  switch (options.as) {
    case 'spins':
      return await analyseSpins(file, bytes, options);
    case 'spacetime':
      return await analyseSpacetime(file, bytes, options);
    case 'auto':
      return await describe(file, bytes, options);
  }
}

async function describe(file: string, bytes: Uint8Array, { json, out }: AnalyseOptions): Promise<void> {
  if (out !== undefined) {
    throw new HostError(
      'bad-argument',
      '--out goes with --as spins or --as spacetime: saying what a file is leaves no results.',
    );
  }
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
  if (found.guess === 'spacetime') process.stdout.write('Look for self-similarity with --as spacetime.\n');
  for (const warning of found.warnings) process.stderr.write(`Note: ${warning}\n`);
}
