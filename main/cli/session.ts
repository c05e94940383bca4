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
  const exact = words === 'last' ? runs[0] : runs.find((run) => run.id === words);
  if (exact) return exact.id;
  const matches = runs.filter((run) => run.id.endsWith(words) || run.id.startsWith(words));
  if (matches.length === 1 && matches[0]) return matches[0].id;
  throw new HostError(
    'not-found',
    matches.length > 1
      ? `${matches.length} runs match "${words}".`
      : words === 'last'
        ? 'There is no run in this workspace yet.'
        : `There is no run "${words}" in this workspace.`,
    { where: host.workspace.folder, remedy: '"macroscope runs" lists them.' },
  );
}
