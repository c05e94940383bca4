import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../../main/host/host.ts';
import type { RunRecord } from '../../../preload/contract/index.ts';
import { untilState } from '../fixtures/workbench.ts';

const spec = { kind: 'oscillator', steps: 40, batch: 8 };

/** A run with inputs that is done. */
export async function finished(host: Host): Promise<string> {
  const { id } = await host.call('runCreate', {
    spec,
    name: 'Energy',
    inputs: { start: { shape: [2], data: new Float64Array([1, 2]) } },
  });
  await untilState(host, id, 'done');
  return id;
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Every file below a folder with its sum. */
export function content(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), sha256(readFileSync(path))]));
}

/** A packed run, carried out of a host in pieces as the page does. */
export async function packed(
  host: Host,
  id: string,
  options: { checkpoints?: boolean } = {},
  length = 5000,
): Promise<Uint8Array> {
  const { transfer, bytes } = await host.call('packOpen', { id, ...options });
  const archive = new Uint8Array(bytes);
  for (let offset = 0; offset < bytes;) {
    const piece = await host.call('packRead', { transfer, offset, length });
    archive.set(piece, offset);
    offset += piece.byteLength;
  }
  await host.call('packClose', { transfer });
  return archive;
}

/** An archive carried into a host in pieces. */
export async function unpacked(host: Host, archive: Uint8Array, piece = 4000): Promise<RunRecord> {
  const { transfer } = await host.call('unpackOpen', { name: 'run.zip' });
  for (let offset = 0; offset < archive.length; offset += piece) {
    await host.call('unpackWrite', { transfer, offset, bytes: archive.slice(offset, offset + piece) });
  }
  return await host.call('unpackClose', { transfer });
}
