import { HostError, payloadLimit, runId, type FileInspection } from '../../preload/contract/index.ts';

/** What goes with the bytes of files in a message: their names, the name of the call. */
const room = 2 ** 16;
/** Of an archive: enough for the name of its first entry. */
const headerBytes = 1024;
const entryMark = [0x50, 0x4b, 0x03, 0x04];

/** Whether so many bytes of files can be handed to the host at once. */
export const fitsOneMessage = (bytes: number) => bytes <= payloadLimit - room;

/**
 * What is to be said of a file that cannot be handed to the host at once: a packed run goes to it in pieces, which its first entry shows.
 * @throws HostError 'too-large' for any other file, before it is read
 */
export async function lookedAtInPieces(file: File): Promise<FileInspection> {
  const start = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer());
  if (!beginsAsPackedRun(start)) {
    throw new HostError(
      'too-large',
      `${file.name} has ${Math.ceil(file.size / 1e6)} MB; the page reads files of up to ${Math.floor(payloadLimit / 1e6)} MB.`,
      { where: file.name, remedy: 'Save a part of it, or use the command: macroscope analyse FILE.' },
    );
  }
  return {
    name: file.name,
    bytes: file.size,
    format: 'zip',
    description: 'Archive that begins as a packed run',
    guess: 'run',
    readings: ['run'],
    arrays: [],
    previews: [],
    warnings: ['It is too large to be looked into here. All of it is checked while it is opened.'],
  };
}

/** Whether an archive's first entry lies in the folder of a run. */
function beginsAsPackedRun(start: Uint8Array): boolean {
  if (!entryMark.every((byte, index) => start[index] === byte) || start.length < 30) return false;
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  const name = new TextDecoder().decode(start.subarray(30, 30 + view.getUint16(26, true)));
  return runId.safeParse(name.split('/')[0]).success && name.includes('/');
}
