import { byteCount } from '../data/bad-file.ts';
import { findRun, nameMeant, withHost, type WorkspaceOption } from './session.ts';
import { table } from './table.ts';

/** macroscope delete RUN: to the bin. */
export async function deleteRun(words: string, options: WorkspaceOption): Promise<void> {
  await withHost(options, async (host) => {
    const notices: string[] = [];
    host.events.listen(({ name, payload }) => {
      if (name === 'notice') notices.push(payload.message);
    });
    const { id } = await host.call('runDelete', { id: findRun(host, words) });
    for (const message of notices) process.stderr.write(`${message}\n`);
    process.stdout.write(
      `${id} is in the bin. Take it back with: npm run -s macroscope -- bin --restore ${id}\n`,
    );
  });
}

/** macroscope bin: lists what is in it, gives a run back, or deletes everything for good. */
export async function bin(
  options: WorkspaceOption & { empty?: true; restore?: string; json?: true },
): Promise<void> {
  await withHost(options, async (host) => {
    const inside = await host.call('binList', {});
    if (options.restore !== undefined) {
      const remedy = '"macroscope bin" lists what is in it.';
      const meant = nameMeant(inside, options.restore, 'in the bin', { remedy });
      const { id, name } = await host.call('runUndelete', { id: meant });
      process.stdout.write(`${name} is in the list again: ${id}\n`);
    } else if (options.empty) {
      const { runs, bytes } = await host.call('binEmpty', {});
      process.stdout.write(
        `${runs} ${runs === 1 ? 'run' : 'runs'} deleted for good, ${byteCount(bytes)} freed.\n`,
      );
    } else if (options.json) {
      process.stdout.write(`${JSON.stringify(inside, null, 2)}\n`);
    } else if (inside.length === 0) {
      process.stdout.write('The bin is empty.\n');
    } else {
      const rows = inside.map((run) => [
        run.id,
        run.deletedAt.slice(0, 16).replace('T', ' '),
        byteCount(run.bytes),
        run.name,
      ]);
      process.stdout.write(table(['run', 'deleted', 'size', 'name'], rows));
    }
  });
}
