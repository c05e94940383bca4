import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HostError, runId } from '../../../preload/contract/index.ts';
import { resourcesFolder } from '../../compute/resources.ts';
import type { StoredModel } from '../../methods/context.ts';
import { readArrays } from '../store/arrays.ts';
import { isMissing, isStorageError, storageError } from '../store/files.ts';

/** Folder of a model by its id: resources/models/<name> or the artifacts of a run. Throws HostError 'bad-argument'. */
export function modelFolder(id: string, runs: string): string {
  const pretrained = /^pretrained\/([a-z0-9][a-z0-9-]{0,60})$/.exec(id)?.[1];
  if (pretrained) return join(resourcesFolder(), 'models', pretrained);
  const run = id.startsWith('run/') ? id.slice('run/'.length) : '';
  if (runId.safeParse(run).success) return join(runs, run, 'artifacts');
  throw new HostError('bad-argument', `"${id}" does not name a model.`, {
    where: 'model',
    remedy: 'Models are named pretrained/<name> or run/<name of the run that trained it>.',
  });
}

/** Reads model.json and weights.npz. Throws HostError 'not-found', 'bad-file' or 'storage'. */
export async function loadModel(id: string, runs: string): Promise<StoredModel> {
  const folder = modelFolder(id, runs);
  let text: string;
  try {
    text = await readFile(join(folder, 'model.json'), 'utf8');
  } catch (error) {
    if (!isMissing(error)) throw storageError(folder, error);
    throw new HostError('not-found', `There is no model ${id}.`, {
      where: folder,
      remedy: id.startsWith('run/')
        ? 'The run has not finished its training; resume it, or choose another model.'
        : 'Choose one of the models that the page or "macroscope doctor" lists.',
    });
  }
  try {
    const description = JSON.parse(text) as Record<string, unknown>;
    return { id, description, arrays: await readArrays(join(folder, 'weights.npz')) };
  } catch (error) {
    if (isStorageError(error)) throw error;
    throw new HostError('bad-file', `The model ${id} can't be read: ${(error as Error).message}`, {
      where: folder,
      remedy: 'Train it again, or choose another model.',
      cause: error,
    });
  }
}
