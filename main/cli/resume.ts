import { follow, type FollowOptions } from './follow.ts';
import { findRun, withHost, type WorkspaceOption } from './session.ts';

/** macroscope resume RUN */
export async function resume(words: string, options: FollowOptions & WorkspaceOption): Promise<number> {
  return await withHost(options, async (host) => {
    const id = findRun(host, words);
    await host.call('runResume', { id });
    return await follow(host, id, options);
  });
}
