import { basename } from 'node:path';
import { HostError, mostComparedFiles, type FileInspection } from '../../preload/contract/index.ts';
import { compareFiles } from '../data/compare.ts';
import { inspectFile } from '../data/inspect.ts';
import { analyseSpacetime, type SpacetimeOptions } from './analyse-spacetime.ts';
import { analyseSpins, type SpinsOptions } from './analyse-spins.ts';
import { comparisonReport, inspectionReport } from './inspection-report.ts';
import { readUserFile } from './read-file.ts';

export interface AnalyseOptions extends SpinsOptions, SpacetimeOptions {
  as: 'auto' | 'spins' | 'spacetime';
}

/** macroscope analyse FILE…: what files are, several side by side; with --as what is in one. */
export async function analyse(files: readonly string[], options: AnalyseOptions): Promise<void> {
  if (options.as === 'auto') return await describe(files, options);
  const [file] = files;
  if (file === undefined || files.length > 1) {
    throw new HostError('bad-argument', `--as ${options.as} takes one file at a time.`);
  }
  const bytes = readUserFile(file);
  if (options.as === 'spins') await analyseSpins(file, bytes, options);
  else await analyseSpacetime(file, bytes, options);
}

async function describe(files: readonly string[], { json, out, array }: AnalyseOptions): Promise<void> {
  if (out !== undefined) {
    throw new HostError(
      'bad-argument',
      '--out goes with --as spins or --as spacetime: saying what a file is leaves no results.',
    );
  }
  if (files.length > mostComparedFiles) {
    throw new HostError(
      'bad-argument',
      `${files.length} files are too many: at most ${mostComparedFiles} are put side by side.`,
    );
  }
  const read = files.map((file) => ({ name: basename(file), bytes: readUserFile(file) }));
  const inspections: FileInspection[] = [];
  for (const { name, bytes } of read) inspections.push(await inspectFile(name, bytes));
  const withArrays = read.filter((_, index) => inspections[index]!.arrays.length > 0);
  const compared = (files.length > 1 || array !== undefined) && withArrays.length > 0;
  const comparison = compared
    ? await compareFiles(withArrays.map((file) => (array === undefined ? file : { ...file, array })))
    : null;

  if (json) {
    const described = inspections.map((found) => without(found, 'previews'));
    const figures = comparison?.arrays.map((array) => without(array, 'planes', 'firstRows'));
    const answer =
      comparison === null && described.length === 1
        ? described[0]
        : { files: described, edges: comparison?.edges ?? [], arrays: figures ?? [] };
    process.stdout.write(`${JSON.stringify(answer, plain, 2)}\n`);
    return;
  }
  for (const inspection of inspections) process.stdout.write(inspectionReport(inspection));
  if (comparison !== null) process.stdout.write(`\n${comparisonReport(comparison.arrays)}`);
  for (const { name, warnings } of inspections)
    for (const warning of warnings)
      process.stderr.write(`Note: ${files.length > 1 ? `${name}: ` : ''}${warning}\n`);
}

/** An object without some of its entries: pictures are nothing to print. */
const without = (record: object, ...names: string[]) =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** Typed arrays as lists; what is not finite as JSON has it, null. */
const plain = (_: string, value: unknown): unknown =>
  ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Float64Array) : value;
