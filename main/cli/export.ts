import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { byteCount } from '../data/bad-file.ts';
import { storageError } from '../host/store/files.ts';
import { findRun, withHost, type WorkspaceOption } from './session.ts';

export interface ExportOptions extends WorkspaceOption {
  to?: string;
  checkpoints: boolean;
}

const pieceBytes = 8 * 2 ** 20;

/** macroscope export RUN: the whole run as a zip that `macroscope import` takes in anywhere. */
export async function exportRun(words: string, options: ExportOptions): Promise<void> {
  await withHost(options, async (host) => {
    const id = findRun(host, words);
    const { transfer, name, bytes } = await host.call('packOpen', { id, checkpoints: options.checkpoints });
    const target = resolve(options.to ?? name);
    const draft = `${target}.tmp`;
    try {
      const file = await open(draft, 'w');
      try {
        for (let offset = 0; offset < bytes;) {
          const piece = await host.call('packRead', { transfer, offset, length: pieceBytes });
          await file.writeFile(piece);
          offset += piece.byteLength;
        }
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw storageError(target, error);
    } finally {
      await host.call('packClose', { transfer });
    }
    process.stdout.write(`${id} is in ${target} (${byteCount(bytes)})\n`);
  });
}
