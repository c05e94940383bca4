import {
  HostError,
  payloadLimit,
  type SpacetimeInput,
  type SpacetimeLayout,
} from '../../../preload/contract/index.ts';
import { readSpacetime } from '../../data/spacetime.ts';

/** What the page sends beside the series when it hands it to a run. */
const room = 2 ** 16;

/**
 * Reads a series in space and time for the page, which hands it back with the run that analyses it: both ways it has to fit into one
 * message, four bytes a value, however small its file is. Throws HostError 'bad-file' or 'too-large'.
 */
export async function spacetimeForPage(
  name: string,
  bytes: Uint8Array,
  layout: Partial<SpacetimeLayout>,
): Promise<SpacetimeInput> {
  const input = await readSpacetime(name, bytes, layout);
  if (input.spacetime.data.byteLength > payloadLimit - room) {
    const most = Math.floor((payloadLimit - room) / 4e6);
    throw new HostError(
      'too-large',
      `${name} holds ${input.description}; the page takes ${most} million values at once.`,
      {
        where: name,
        remedy: 'Take fewer of the steps, or use the command: macroscope analyse FILE --as spacetime.',
      },
    );
  }
  return input;
}
