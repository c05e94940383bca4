import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { HostError, type ExperimentSpec } from '../../preload/contract/index.ts';
import { resourcesFolder } from '../compute/resources.ts';
import { readDocument } from '../host/documents.ts';
import type { Host } from '../host/host.ts';
import { runPaths } from '../host/store/run-folder.ts';
import {
  asShipped,
  datasetFor,
  pretrainedNames,
  readingFrom,
  type PretrainedName,
} from '../methods/pretrained.ts';
import type { ModelDescription } from '../methods/model-artifacts.ts';
import { follow } from './follow.ts';
import { withHost, type WorkspaceOption } from './session.ts';

/**
 * macroscope pretrain [NAME…]: makes the models in resources/models from the examples of the same names. A data set that the
 * workspace has already is used again; an interrupted training is taken up by `macroscope resume`.
 */
export async function pretrain(names: readonly string[], options: WorkspaceOption): Promise<number> {
  const chosen = names.length > 0 ? names.map(known) : pretrainedNames;
  return await withHost(options, async (host) => {
    for (const name of chosen) {
      const code = await make(host, name);
      if (code !== 0) return code;
    }
    return 0;
  });
}

function known(name: string): PretrainedName {
  const found = pretrainedNames.find((one) => one === name);
  if (found) return found;
  throw new HostError('bad-argument', `There is no pretrained model "${name}".`, {
    where: 'name',
    remedy: `Choose among ${pretrainedNames.join(', ')}.`,
  });
}

async function make(host: Host, name: PretrainedName): Promise<number> {
  const example = `${name}.json`;
  const spec = readDocument(readFileSync(join(resourcesFolder(), 'examples', example), 'utf8'), example);
  const dataset = datasetFor(spec);
  const data = dataset && (await patternsOf(host, dataset));
  if (data && data.code !== 0) return data.code;
  const training = await newRun(host, data ? readingFrom(spec, data.id) : spec, `pretrained ${name}`);
  if (training.code !== 0) return training.code;
  const { artifacts } = runPaths(join(host.workspace.runs, training.id));
  const folder = join(resourcesFolder(), 'models', name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(artifacts, 'weights.npz'), join(folder, 'weights.npz'));
  const description = JSON.parse(readFileSync(join(artifacts, 'model.json'), 'utf8')) as ModelDescription;
  writeFileSync(join(folder, 'model.json'), `${JSON.stringify(asShipped(description, spec), null, 1)}\n`);
  process.stdout.write(`${folder}\n`);
  return 0;
}

/** The data set, from a run of the workspace that has made it already, or a new one: its patterns are the same bits. */
async function patternsOf(host: Host, spec: ExperimentSpec): Promise<{ id: string; code: number }> {
  for (const { id } of host.queue
    .list()
    .filter(({ state, kind }) => state === 'done' && kind === spec.kind)) {
    if (isDeepStrictEqual((await host.call('runRead', { id })).spec, spec)) return { id, code: 0 };
  }
  return await newRun(host, spec, 'patterns for the pretrained models');
}

async function newRun(host: Host, spec: ExperimentSpec, name: string): Promise<{ id: string; code: number }> {
  const { id } = await host.call('runCreate', { spec, name });
  return { id, code: await follow(host, id, {}) };
}
