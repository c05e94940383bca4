import { basename } from 'node:path';
import { inspectFile } from '../data/inspect.ts';
import { readUserFile } from './read-file.ts';
import { digits, table } from './table.ts';

/** macroscope analyse FILE */
export async function analyse(file: string, options: { json?: true }): Promise<void> {
  const found = await inspectFile(basename(file), readUserFile(file));
  if (options.json) {
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
  for (const warning of found.warnings) process.stderr.write(`Note: ${warning}\n`);
}
