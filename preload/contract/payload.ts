import { payloadLimit } from './calls.ts';
import { HostError } from './errors.ts';

/**
 * Numbers, strings and containers that one call's argument may consist of. Large arrays travel as typed arrays, which count as one; so
 * nothing the page sends comes near, and nobody makes the host walk through millions of entries.
 */
export const itemLimit = 100_000;
/** Containers inside containers. */
export const depthLimit = 64;

/**
 * Entries of the contract that hold binary data. Anywhere else a schema would take such an array for an object with an entry for each of its millions
 * of bytes, and name them all.
 */
const binaryEntries: readonly string[] = ['bytes', 'data'];

/**
 * Bytes of the typed arrays and strings in a value. Looks at shared and circular parts once, and at no more than the limits. Throws HostError
 * 'too-large' for too many bytes or items, 'bad-argument' for what is nested too deeply, shares its memory with the sender, or is binary where no
 * call has binary data.
 */
export function checkPayload(root: unknown): number {
  const seen = new Set<object>();
  const waiting: { value: unknown; depth: number; entry: string }[] = [{ value: root, depth: 0, entry: '' }];
  let bytes = 0;
  let items = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth, entry } = next;
    items++;
    if (typeof value === 'string') bytes += 2 * value.length;
    else if (typeof value !== 'object' || value === null) bytes += 8;
    else if (seen.has(value)) continue;
    else {
      seen.add(value);
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) {
        if (ArrayBuffer.isView(value) && !(value.buffer instanceof ArrayBuffer)) throw sharedMemory();
        if (!binaryEntries.includes(entry)) throw misplaced();
        bytes += value.byteLength;
      } else {
        if (depth >= depthLimit) throw tooDeep();
        // A sparse array of any length costs its sender nothing, so that its length is judged before its entries are.
        if (Array.isArray(value) && items + waiting.length + value.length > itemLimit) throw tooMany();
        for (const key in value) {
          bytes += key.length;
          waiting.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1, entry: key });
          if (items + waiting.length > itemLimit) throw tooMany();
        }
      }
    }
    if (bytes > payloadLimit) throw tooLarge(bytes);
  }
  return bytes;
}

const size = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`;

export function tooLarge(bytes: number): HostError {
  return new HostError(
    'too-large',
    `This is ${size(bytes)}; one message may hold at most ${size(payloadLimit)}.`,
    { remedy: 'Use a smaller file, or a part of it.' },
  );
}

export const tooMany = () =>
  new HostError('too-large', `One message may hold at most ${itemLimit} values.`, {
    remedy: 'Send many numbers as a typed array.',
  });

export const tooDeep = () =>
  new HostError('bad-argument', `A message may be nested at most ${depthLimit} deep.`);

const sharedMemory = () =>
  new HostError('bad-argument', 'Arrays must hold their own memory, not memory shared with another thread.');

const misplaced = () =>
  new HostError('bad-argument', `Binary data belong into an entry named ${binaryEntries.join(' or ')}.`);
