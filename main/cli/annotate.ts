import { HostError } from '../../preload/contract/index.ts';
import { findRun, withHost, type WorkspaceOption } from './session.ts';

/** macroscope tag RUN [TAG…]: adds tags, or takes them away; without any, says which there are. */
export async function tag(
  words: string,
  tags: readonly string[],
  options: WorkspaceOption & { remove?: true },
): Promise<void> {
  await withHost(options, async (host) => {
    const id = findRun(host, words);
    const before = host.queue.summary(id).tags ?? [];
    const next = options.remove
      ? before.filter((word) => !tags.includes(word))
      : [...new Set([...before, ...tags])];
    const absent = options.remove ? tags.filter((word) => !before.includes(word)) : [];
    if (absent.length > 0) {
      throw new HostError('not-found', `${id} has no tag ${absent.map((word) => `"${word}"`).join(', ')}.`, {
        where: id,
        remedy: before.length === 0 ? 'It has none.' : `It has ${before.join(', ')}.`,
      });
    }
    if (tags.length > 0) await host.call('runAnnotate', { id, tags: next });
    process.stdout.write(next.length === 0 ? `${id} has no tags.\n` : `${next.join(', ')}\n`);
  });
}

/** macroscope note RUN [TEXT]: sets the notes of a run; without a text, prints them; "-" reads them from standard input. */
export async function note(words: string, text: string | undefined, options: WorkspaceOption): Promise<void> {
  await withHost(options, async (host) => {
    const id = findRun(host, words);
    if (text !== undefined) {
      const notes = text === '-' ? (await readInput()).trimEnd() : text;
      await host.call('runAnnotate', { id, notes });
    }
    const { notes } = await host.call('runRead', { id });
    process.stdout.write(notes === undefined ? `${id} has no notes.\n` : `${notes}\n`);
  });
}

async function readInput(): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of process.stdin) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}
