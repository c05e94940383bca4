import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredModel } from '../../methods/context.ts';
import { loadModel, modelFolder } from '../worker/models.ts';

/** Reads stored models and keeps each until its file changes: training again under the same name makes another. */
export function storedModels<T>(runs: string, read: (model: StoredModel) => T): (id: string) => Promise<T> {
  const models = new Map<string, { written: number; model: Promise<T> }>();
  return async (id) => {
    const written = await writingTime(join(modelFolder(id, runs), 'weights.npz'));
    const kept = models.get(id);
    if (kept !== undefined && kept.written === written) return await kept.model;
    const model = loadModel(id, runs).then(read);
    models.set(id, { written, model });
    // A model that could not be read is looked for again at the next call.
    model.catch(() => models.delete(id));
    return await model;
  };
}

/** 0 for a file that is not there; reading it says so in words. */
async function writingTime(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch {
    return 0;
  }
}
