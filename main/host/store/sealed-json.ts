import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isMissing, isStorageError, storageError, writeWhole } from './files.ts';

/**
 * A JSON object in a file that ends with its own sha256, with a second copy beside it (<file>.copy): a flipped bit is found even
 * where the JSON stays valid, and one damaged file loses nothing. Who edits such a file by hand takes the line "sha256" out.
 */
export function seal(value: object): string {
  const body = JSON.stringify(value, null, 2);
  return `${body.slice(0, -2)},\n  "sha256": "${sha256(body)}"\n}\n`;
}

const ending = /,\n {2}"sha256": "([0-9a-f]{64})"\n\}\n$/;

/** Whether a text ends with a seal, be it right or not. */
export const isSealed = (text: string) => ending.test(text);

/** The object of a sealed text; of a text without a seal, too. Throws an Error that says what is wrong with it. */
export function unseal(text: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error('is not JSON');
  }
  if (json === null || typeof json !== 'object' || !('sha256' in json)) return json;
  const end = ending.exec(text);
  if (!end || sha256(`${text.slice(0, end.index)}\n}`) !== end[1])
    throw new Error('does not match its sha256');
  const { sha256: _seal, ...value } = json;
  return value;
}

/** Writes both copies. Throws HostError 'storage' when the first one can't be written; the second one may stay behind. */
export async function writeSealed(path: string, value: object): Promise<void> {
  const text = seal(value);
  await writeWhole(path, text);
  // The next change of the object writes it again.
  await writeWhole(copyOf(path), text).catch(() => {});
}

/**
 * Reads the file, or its copy where the file is damaged, missing or unreadable; `damage` says what is wrong with the file then.
 * `parse` throws for an object of the wrong kind. Throws HostError 'storage' when the disk refuses to read, else the Error of
 * the file.
 */
export async function readSealed<T>(
  path: string,
  parse: (value: unknown) => T,
): Promise<{ value: T; damage?: string }> {
  const read = async (from: string) => parse(unseal(await textOf(from)));
  try {
    return { value: await read(path) };
  } catch (error) {
    try {
      return { value: await read(copyOf(path)), damage: (error as Error).message };
    } catch (second) {
      // What the disk does not give now, it may give later: that is no damage.
      throw isStorageError(second) && !isStorageError(error) ? second : error;
    }
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) throw new Error('is not there', { cause: error });
    throw storageError(path, error);
  }
}

const copyOf = (path: string) => `${path}.copy`;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
