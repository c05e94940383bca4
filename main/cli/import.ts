import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { HostError, type RunRecord } from '../../preload/contract/index.ts';
import type { Host } from '../host/host.ts';
import { withHost, type WorkspaceOption } from './session.ts';

const pieceBytes = 8 * 2 ** 20;

/** macroscope import FILE…: packed runs become runs of this workspace. The first one that is refused ends it. */
export async function importRuns(
  files: readonly string[],
  options: WorkspaceOption & { json?: true },
): Promise<void> {
  await withHost(options, async (host) => {
    const told: string[] = [];
    host.events.listen(({ name, payload }) => {
      if (name === 'notice') told.push(`${payload.title}. ${payload.message}`);
    });
    const records: RunRecord[] = [];
    for (const file of files) {
      const record = await importRun(host, file);
      records.push(record);
      if (options.json) continue;
      const notice = told.splice(0).join(' ');
      process.stdout.write(`${notice || `${record.name} is now ${record.id} (${record.state}).`}\n`);
    }
    if (options.json) process.stdout.write(`${JSON.stringify(records, null, 2)}\n`);
  });
}

async function importRun(host: Host, path: string): Promise<RunRecord> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new HostError(
      'not-found',
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`,
      { where: path },
    );
  });
  try {
    if (!(await file.stat()).isFile()) throw new HostError('bad-file', 'This is a folder, not a packed run.');
    const { transfer } = await host.call('unpackOpen', { name: basename(path) });
    try {
      const piece = new Uint8Array(pieceBytes);
      for (let offset = 0; ;) {
        const { bytesRead } = await file.read(piece, 0, pieceBytes, offset);
        if (bytesRead === 0) break;
        await host.call('unpackWrite', { transfer, offset, bytes: piece.subarray(0, bytesRead) });
        offset += bytesRead;
      }
    } catch (error) {
      await host.call('unpackCancel', { transfer });
      throw error;
    }
    return await host.call('unpackClose', { transfer });
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    throw new HostError(error.code, `${basename(path)}: ${error.message}`, {
      ...(error.where === undefined ? {} : { where: error.where }),
      ...(error.remedy === undefined ? {} : { remedy: error.remedy }),
      cause: error,
    });
  } finally {
    await file.close();
  }
}
