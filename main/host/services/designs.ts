import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  HostError,
  type CallArgument,
  type CallResults,
  type DesignResult,
} from '../../../preload/contract/index.ts';
import { exportDesign } from '../../data/design-export.ts';
import { readArrays } from '../store/arrays.ts';

/** One file of the designs kept of a design run. Throws HostError 'not-found' when the run has made none yet. */
export async function exportOfRun(
  { id, keep, format }: CallArgument<'designExport'>,
  runs: string,
): Promise<CallResults['designExport']> {
  const artifacts = join(runs, id, 'artifacts');
  const path = join(artifacts, 'design.json');
  if (!existsSync(path)) {
    throw new HostError('not-found', 'This run has no designs to export.', {
      where: id,
      remedy: 'Wait until the design is done.',
    });
  }
  const result = JSON.parse(await readFile(path, 'utf8')) as DesignResult;
  return exportDesign(result, await readArrays(join(artifacts, 'patterns.npz')), keep, format);
}
