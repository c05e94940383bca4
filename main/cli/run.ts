import { basename } from 'node:path';
import { readDocument } from '../host/documents.ts';
import { follow, type FollowOptions } from './follow.ts';
import { readUserFile } from './read-file.ts';
import { withHost, type WorkspaceOption } from './session.ts';

export interface RunOptions extends FollowOptions, WorkspaceOption {
  seed?: number;
  name?: string;
}

/** macroscope run FILE.json */
export async function run(file: string, options: RunOptions): Promise<number> {
  const document = readDocument(new TextDecoder().decode(readUserFile(file)), basename(file));
  const spec = options.seed === undefined ? document : { ...document, seed: options.seed };
  return await withHost(options, async (host) => {
    const name = options.name === undefined ? {} : { name: options.name };
    const { id } = await host.call('runCreate', { spec, ...name });
    return await follow(host, id, options);
  });
}
