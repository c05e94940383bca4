import { HostError, type HostFunctions, type RunRecord } from '../../../preload/contract/index.ts';

/** Bytes that travel at once: a few hundred pieces of a gigabyte, none of which holds up the calls between them. */
export const pieceBytes = 4 * 2 ** 20;

export interface Travel {
  /** Told after each piece, 0 to 1. */
  progress?: (fraction: number) => void;
  signal?: AbortSignal;
}

type Packing = Pick<HostFunctions, 'packOpen' | 'packRead' | 'packClose'>;
type Unpacking = Pick<HostFunctions, 'unpackOpen' | 'unpackWrite' | 'unpackClose' | 'unpackCancel'>;

/**
 * A whole run as one .zip, read from the host in pieces.
 * @param checkpoints with the states a run goes on from; without them the run is for reading
 * @throws HostError, with the code 'cancelled' when the signal aborts
 */
export async function packedRun(
  host: Packing,
  id: string,
  checkpoints: boolean,
  { progress, signal }: Travel = {},
): Promise<{ name: string; content: Blob }> {
  const { transfer, name, bytes } = await host.packOpen({ id, checkpoints });
  try {
    const pieces: Blob[] = [];
    for (let offset = 0; offset < bytes;) {
      stopIfAborted(signal, 'Packing was cancelled.');
      const piece = await host.packRead({ transfer, offset, length: Math.min(pieceBytes, bytes - offset) });
      if (piece.length === 0) {
        throw new HostError('storage', `The packed run ended after ${offset} of ${bytes} bytes.`, {
          where: name,
          remedy: 'Pack it again.',
        });
      }
      // As a blob of its own the browser may keep it on the disk.
      pieces.push(new Blob([piece as BlobPart]));
      offset += piece.length;
      progress?.(offset / bytes);
    }
    return { name, content: new Blob(pieces, { type: 'application/zip' }) };
  } finally {
    await host.packClose({ transfer }).catch(leftToHost);
  }
}

/**
 * Hands a packed run to the host in pieces; the host checks it and makes it a run of its workspace.
 * @throws HostError, with the code 'cancelled' when the signal aborts; then nothing of the file stays
 */
export async function unpackedRun(
  host: Unpacking,
  file: File,
  { progress, signal }: Travel = {},
): Promise<RunRecord> {
  const { transfer } = await host.unpackOpen({ name: file.name });
  try {
    for (let offset = 0; offset < file.size; offset += pieceBytes) {
      stopIfAborted(signal, 'Opening the packed run was cancelled.');
      const bytes = new Uint8Array(await file.slice(offset, offset + pieceBytes).arrayBuffer());
      await host.unpackWrite({ transfer, offset, bytes });
      progress?.((offset + bytes.length) / file.size);
    }
    stopIfAborted(signal, 'Opening the packed run was cancelled.');
    return await host.unpackClose({ transfer });
  } catch (error) {
    await host.unpackCancel({ transfer }).catch(leftToHost);
    throw error;
  }
}

function stopIfAborted(signal: AbortSignal | undefined, sentence: string) {
  if (signal?.aborted) throw new HostError('cancelled', sentence);
}

/** The first failure is the one to tell; what the host still holds of a transfer it drops by itself. */
const leftToHost = () => undefined;
