import type { Host } from '../../../main/host/host.ts';
import type { RunRecord } from '../../../preload/contract/index.ts';

/** A packed run, carried out of a host in pieces as the page does. */
export async function packed(
  host: Host,
  id: string,
  options: { checkpoints?: boolean } = {},
): Promise<Uint8Array> {
  const { transfer, bytes } = await host.call('packOpen', { id, ...options });
  const archive = new Uint8Array(bytes);
  for (let offset = 0; offset < bytes;) {
    const piece = await host.call('packRead', { transfer, offset, length: 5000 });
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
