import type { RunState, RunSummary } from '../../preload/contract/index.ts';
import { withHost, type WorkspaceOption } from './session.ts';
import { duration, table } from './table.ts';

export interface RunsOptions extends WorkspaceOption {
  archived?: true;
  search?: string;
  tag?: string[];
  kind?: string[];
  state?: string[];
  json?: true;
}

/** macroscope runs: those of the workspace that all filters let through. */
export async function runs(options: RunsOptions): Promise<void> {
  await withHost(options, async (host) => {
    const all = host.queue.list();
    const list = all.filter((run) => passes(run, options));
    if (options.json) {
      process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    } else if (all.length === 0) {
      process.stdout.write(`There are no runs in ${host.workspace.folder} yet.\n`);
    } else if (list.length === 0) {
      process.stdout.write(`None of the ${all.length} runs in ${host.workspace.folder} fits.\n`);
    } else {
      const rows = list.map((run) => [
        run.id,
        run.state,
        run.progress ? `${Math.floor(100 * run.progress.fraction)} %` : '',
        duration(run.computeSeconds),
        run.name,
        (run.tags ?? []).join(', '),
        run.reason ?? '',
      ]);
      process.stdout.write(table(['run', 'state', 'progress', 'computing', 'name', 'tags', 'reason'], rows));
    }
  });
}

/** Words are looked for in name, notes, tags and id, all of them; of several tags all are wanted, of kinds and states any. */
export function passes(run: RunSummary, { archived, search, tag, kind, state }: RunsOptions): boolean {
  if (!archived && run.state === 'archived' && !state?.includes('archived')) return false;
  if (state && !(state as RunState[]).includes(run.state)) return false;
  if (kind && !kind.includes(run.kind)) return false;
  if (tag && !tag.every((word) => run.tags?.includes(word))) return false;
  const text = [run.id, run.name, run.notes, run.sweep?.name, ...(run.tags ?? [])].join('\n').toLowerCase();
  return (search ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
