import { createWriteStream } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { storageError } from '../host/store/files.ts';
import { findRun, withHost, type WorkspaceOption } from './session.ts';

/** macroscope export RUN: everything but the checkpoints, which only a resume here could use. */
export async function exportRun(words: string, options: WorkspaceOption & { to?: string }): Promise<void> {
  await withHost(options, async (host) => {
    const id = findRun(host, words);
    const target = resolve(options.to ?? `${id}.zip`);
    const files = await zipFolder(join(host.workspace.runs, id), id, target);
    process.stdout.write(`${files} files of ${id} are in ${target}\n`);
  });
}

async function zipFolder(folder: string, name: string, target: string): Promise<number> {
  const draft = `${target}.tmp`;
  const output = createWriteStream(draft);
  const finished = new Promise<void>((done, fail) => {
    output.on('error', fail).on('close', done);
  });
  // Heard below; until then a refusal must not end the process.
  finished.catch(() => {});
  try {
    const zip = new Zip((error, chunk, final) => {
      if (error) output.destroy(error);
      else output.write(chunk);
      if (final) output.end();
    });
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => !/^checkpoints[/\\]|\.tmp$|^lease\.json$/.test(path))
      .toSorted();
    for (const path of paths) {
      const inside = `${name}/${path.replaceAll('\\', '/')}`;
      // Arrays and pictures are compressed already, or gain nothing.
      const entry = /\.(npz|png)$/.test(path) ? new ZipPassThrough(inside) : new ZipDeflate(inside);
      zip.add(entry);
      entry.push(await readFile(join(folder, path)), true);
    }
    zip.end();
    await finished;
    await rename(draft, target);
    return paths.length;
  } catch (error) {
    await rm(draft, { force: true });
    throw storageError(target, error);
  }
}
