import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSummary, RunSummary } from '../../preload/contract/index.ts';
import { resourcesFolder } from '../compute/resources.ts';
import type { Logger } from './log.ts';

/** Names of the pretrained models. */
export function listModelFolders(): string[] {
  const folder = join(resourcesFolder(), 'models');
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  return names.filter((name) => existsSync(join(folder, name, 'model.json')));
}

/** Pretrained models, then those of finished runs, newest first. A model that can't be read is logged and left out. */
export async function listModels(
  runs: readonly RunSummary[],
  runsFolder: string,
  log: Logger,
): Promise<ModelSummary[]> {
  const pretrained = join(resourcesFolder(), 'models');
  const places = [
    ...listModelFolders().map((name) => ({ id: `pretrained/${name}`, folder: join(pretrained, name) })),
    ...runs.map(({ id }) => ({ id: `run/${id}`, folder: join(runsFolder, id, 'artifacts') })),
  ];
  const models: ModelSummary[] = [];
  for (const { id, folder } of places) {
    const path = join(folder, 'model.json');
    if (!existsSync(path)) continue;
    try {
      const { summary } = JSON.parse(await readFile(path, 'utf8')) as { summary: Omit<ModelSummary, 'id'> };
      models.push({ ...summary, id });
    } catch (error) {
      log.warn({ err: error, path }, 'a model could not be read');
    }
  }
  return models;
}
