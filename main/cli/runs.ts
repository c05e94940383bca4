import { withHost, type WorkspaceOption } from './session.ts';
import { duration, table } from './table.ts';

/** macroscope runs */
export async function runs(options: WorkspaceOption & { archived?: true; json?: true }): Promise<void> {
  await withHost(options, async (host) => {
    const list = host.queue.list().filter((run) => options.archived || run.state !== 'archived');
    if (options.json) {
      process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
    } else if (list.length === 0) {
      process.stdout.write(`There are no runs in ${host.workspace.folder} yet.\n`);
    } else {
      const rows = list.map((run) => [
        run.id,
        run.state,
        run.progress ? `${Math.floor(100 * run.progress.fraction)} %` : '',
        duration(run.computeSeconds),
        run.name,
        run.reason ?? '',
      ]);
      process.stdout.write(table(['run', 'state', 'progress', 'computing', 'name', 'reason'], rows));
    }
  });
}
