import { HostError } from '../../preload/contract/index.ts';
import { openHost, type Host } from '../host/host.ts';
import { workspaceFolder } from '../host/workspace.ts';

export interface WorkspaceOption {
  workspace?: string;
}

/** Opens the host for one command: it leaves the runs of others alone, and is closed whatever happens. */
export async function withHost<T>(
  { workspace }: WorkspaceOption,
  work: (host: Host) => Promise<T>,
): Promise<T> {
  const host = await openHost({ workspace: workspaceFolder(workspace), runtime: 'browser', adopt: false });
  try {
    return await work(host);
  } finally {
    await host.close();
  }
}

/** The run a user means: its whole name, the unambiguous end or beginning of it, or "last". Throws HostError 'not-found'. */
export function findRun(host: Host, words: string): string {
  const runs = host.queue.list().filter((run) => run.state !== 'archived' || run.id === words);
  const detail = { where: host.workspace.folder, remedy: '"macroscope runs" lists them.' };
  if (words !== 'last') return nameMeant(runs, words, 'in this workspace', detail);
  if (runs[0]) return runs[0].id;
  throw new HostError('not-found', 'There is no run in this workspace yet.', detail);
}

/** The one name that is, ends or begins with what the user wrote. Throws HostError 'not-found'. */
export function nameMeant(
  runs: readonly { id: string }[],
  words: string,
  place: string,
  detail: { where?: string; remedy: string },
): string {
  const ids = runs.map(({ id }) => id);
  if (ids.includes(words)) return words;
  // An empty word, from a variable of a script that is not set, means nothing; as an ending it would mean every run.
  const matches = ids.filter((id) => words !== '' && (id.endsWith(words) || id.startsWith(words)));
  if (matches.length === 1) return matches[0]!;
  const message =
    matches.length > 1 ? `${matches.length} runs match "${words}".` : `There is no run "${words}" ${place}.`;
  throw new HostError('not-found', message, detail);
}
