import { HostError, payloadLimit, type SpinsInput } from '../../../preload/contract/index.ts';
import { readSpins } from '../../data/spins.ts';

/** What the page sends beside the spins when it hands them to a run. */
const room = 2 ** 16;

/**
 * Reads Ising configurations for the page, which hands them back with the run that measures them: both ways they have to fit into one
 * message, a byte a spin, however small their file is. Throws HostError 'bad-file' or 'too-large'.
 */
export async function spinsForPage(name: string, bytes: Uint8Array, array?: string): Promise<SpinsInput> {
  const input = await readSpins(name, bytes, array);
  if (input.spins.data.byteLength > payloadLimit - room) {
    const most = Math.floor((payloadLimit - room) / 1e6);
    throw new HostError(
      'too-large',
      `${name} holds ${input.description}; the page takes ${most} million spins at once.`,
      { where: name, remedy: 'Measure it with the command: macroscope analyse FILE --as spins.' },
    );
  }
  return input;
}
