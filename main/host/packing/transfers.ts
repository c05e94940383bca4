import { randomBytes } from 'node:crypto';
import { open, rm, stat } from 'node:fs/promises';
import {
  HostError,
  type CallArgument,
  type CallResults,
  type HostHandlers,
  type RunRecord,
} from '../../../preload/contract/index.ts';
import { badFile, byteCount } from '../../data/bad-file.ts';
import type { EventHub } from '../events.ts';
import type { JobQueue } from '../jobs/queue.ts';
import { storageError } from '../store/files.ts';
import type { RunStore } from '../store/run-store.ts';
import { Turns } from '../store/turns.ts';
import { admit } from './admission.ts';
import { packRun } from './pack.ts';
import type { TemporaryFolder } from './temporary.ts';
import { discard, unpackRun } from './unpack.ts';

/** The calls that carry packed runs, in pieces. */
export type TransferCall =
  'packOpen' | 'packRead' | 'packClose' | 'unpackOpen' | 'unpackWrite' | 'unpackClose' | 'unpackCancel';

export interface TransferParts {
  store: RunStore;
  queue: JobQueue;
  events: EventHub;
  version: string;
  /** Where archives lie; on the disk of the runs, so that an unpacked one can be renamed into place. */
  temporary: TemporaryFolder;
}

interface Transfer {
  direction: 'out' | 'in';
  path: string;
  bytes: number;
  /** Name of the file, for messages. */
  name: string;
  /** Infinity while the host is at work on it: packing and unpacking may take longer than a page that went away is waited for. */
  lastUse: number;
}

/** At the same time. */
const mostTransfers = 8;
/** A page that went away closes nothing; what it left is dropped after this. */
const idleMilliseconds = 15 * 60_000;
const largestArchive = 256 * 2 ** 30;

/** The handlers of packed runs. */
export function transferHandlers(parts: TransferParts): Pick<HostHandlers, TransferCall> {
  const transfers = new Transfers(parts);
  return {
    packOpen: (argument) => transfers.packOpen(argument),
    packRead: (argument) => transfers.packRead(argument),
    packClose: (argument) => transfers.packClose(argument),
    unpackOpen: (argument) => transfers.unpackOpen(argument),
    unpackWrite: (argument) => transfers.unpackWrite(argument),
    unpackClose: (argument) => transfers.unpackClose(argument),
    unpackCancel: (argument) => transfers.unpackCancel(argument),
  };
}

/** Packed runs on their way out of and into the workspace. */
class Transfers implements Pick<HostHandlers, TransferCall> {
  readonly #parts: TransferParts;
  readonly #open = new Map<string, Transfer>();
  readonly #turns = new Turns();

  constructor(parts: TransferParts) {
    this.#parts = parts;
  }

  async packOpen({ id, checkpoints }: CallArgument<'packOpen'>): Promise<CallResults['packOpen']> {
    const { store, queue, version } = this.#parts;
    const { transfer, entry } = await this.#begin('out', `${id}.zip`);
    entry.lastUse = Infinity;
    try {
      await queue.apart(id, 'packed', async (record) => {
        await packRun({ folder: store.folder(id), record, version, checkpoints }, entry.path);
      });
      entry.bytes = (await stat(entry.path)).size;
      entry.lastUse = Date.now();
    } catch (error) {
      await this.#drop(transfer);
      throw error;
    }
    return { transfer, name: entry.name, bytes: entry.bytes };
  }

  async packRead({ transfer, offset, length }: CallArgument<'packRead'>): Promise<Uint8Array> {
    const entry = this.#find(transfer, 'out');
    const count = Math.max(0, Math.min(length, entry.bytes - offset));
    try {
      const file = await open(entry.path, 'r');
      try {
        const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw storageError(entry.path, error);
    }
  }

  async packClose({ transfer }: CallArgument<'packClose'>): Promise<CallResults['packClose']> {
    this.#find(transfer, 'out');
    await this.#drop(transfer);
    return { transfer };
  }

  async unpackOpen({ name }: CallArgument<'unpackOpen'>): Promise<CallResults['unpackOpen']> {
    const { transfer } = await this.#begin('in', name);
    return { transfer };
  }

  async unpackWrite({
    transfer,
    offset,
    bytes,
  }: CallArgument<'unpackWrite'>): Promise<CallResults['unpackWrite']> {
    return await this.#turns.take(transfer, async () => {
      const entry = this.#find(transfer, 'in');
      if (offset !== entry.bytes) {
        throw new HostError('bad-argument', `The next piece begins at byte ${entry.bytes}, not ${offset}.`, {
          where: 'unpackWrite.offset',
          remedy: 'Send the pieces in order, each once.',
        });
      }
      if (entry.bytes + bytes.byteLength > largestArchive) {
        throw new HostError('too-large', `${entry.name} is larger than ${byteCount(largestArchive)}.`);
      }
      await append(entry.path, bytes, offset);
      entry.bytes += bytes.byteLength;
      return { transfer, bytes: entry.bytes };
    });
  }

  async unpackClose({ transfer }: CallArgument<'unpackClose'>): Promise<RunRecord> {
    return await this.#turns.take(transfer, async () => {
      const entry = this.#find(transfer, 'in');
      entry.lastUse = Infinity;
      try {
        if (entry.bytes === 0) throw badFile(`${entry.name} is empty.`);
        return await this.#admit(entry);
      } finally {
        await this.#drop(transfer);
      }
    });
  }

  async unpackCancel({ transfer }: CallArgument<'unpackCancel'>): Promise<CallResults['unpackCancel']> {
    return await this.#turns.take(transfer, async () => {
      this.#find(transfer, 'in');
      await this.#drop(transfer);
      return { transfer };
    });
  }

  async #admit({ path, name }: Transfer): Promise<RunRecord> {
    const { store, events } = this.#parts;
    const draft = `${path}.draft`;
    try {
      const unpacked = await unpackRun(path, draft);
      // The same run may be on its way in twice.
      const { record, outcome } = await this.#turns.take(
        unpacked.record.id,
        async () => await admit(store, draft, unpacked),
      );
      const run = record.id;
      if (outcome === 'present') {
        const title = `${record.name} is here already`;
        const message = `${name} holds the same results; nothing was changed.`;
        events.emit('notice', { level: 'info', title, message, run });
        return record;
      }
      if (outcome === 'renamed') {
        const title = `${record.name} has a new name`;
        const message = `Another run was called ${unpacked.record.id}; this one is ${run}.`;
        events.emit('notice', { level: 'info', title, message, run });
      }
      events.emit('runChanged', store.summary(run));
      return record;
    } finally {
      await discard(draft);
    }
  }

  async #begin(direction: Transfer['direction'], name: string) {
    const now = Date.now();
    for (const [transfer, { lastUse }] of this.#open) {
      if (now - lastUse > idleMilliseconds) await this.#drop(transfer);
    }
    if (this.#open.size >= mostTransfers) {
      throw new HostError('busy', `${mostTransfers} packed runs are on their way already.`, {
        remedy: 'Wait until one of them is done.',
      });
    }
    const transfer = randomBytes(12).toString('hex');
    const path = this.#parts.temporary.path(`${transfer}.zip`);
    const entry: Transfer = { direction, path, bytes: 0, name, lastUse: now };
    this.#open.set(transfer, entry);
    return { transfer, entry };
  }

  #find(transfer: string, direction: Transfer['direction']): Transfer {
    const entry = this.#open.get(transfer);
    if (entry?.direction !== direction) {
      throw new HostError('not-found', 'This transfer is over.', {
        where: transfer,
        remedy: 'Start it again.',
      });
    }
    entry.lastUse = Date.now();
    return entry;
  }

  async #drop(transfer: string): Promise<void> {
    const entry = this.#open.get(transfer);
    this.#open.delete(transfer);
    if (entry) await rm(entry.path, { force: true });
  }
}

async function append(path: string, bytes: Uint8Array, offset: number): Promise<void> {
  try {
    const file = await open(path, offset === 0 ? 'w' : 'r+');
    try {
      for (let done = 0; done < bytes.byteLength;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, offset + done);
        done += bytesWritten;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    throw storageError(path, error);
  }
}
