import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { HostError, payloadLimit } from '../../preload/contract/index.ts';
import type { EventHub } from './events.ts';

/** What goes with the bytes of a file in a message. */
const room = 2 ** 16;

/**
 * Hands a file the program was started with to the pages that are connected, which say what it is before anything is done with it. One that
 * cannot be read, or not at once, is told to the user there.
 */
export async function offerFile(path: string, events: EventHub): Promise<void> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > payloadLimit - room) {
      throw new HostError(
        'too-large',
        `It has ${Math.ceil(size / 1e6)} MB; files of up to ${Math.floor(payloadLimit / 1e6)} MB are opened this way. ` +
          'A packed run of any size can be dropped into the window.',
      );
    }
    events.emit('fileOpened', { name, bytes: new Uint8Array(await readFile(path)) });
  } catch (error) {
    const message = error instanceof HostError ? error.message : whyUnreadable(error);
    events.emit('notice', { level: 'error', title: `${name} could not be opened`, message });
  }
}

function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'It is not there any more. Check its name, and open it again.';
  if (code === 'EISDIR') return 'It is a folder. Open the files in it.';
  if (code === 'EACCES' || code === 'EPERM') return 'It may not be read. Check its permissions.';
  return `The system says: ${message}`;
}
