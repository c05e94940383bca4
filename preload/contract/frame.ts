import { HostError } from './errors.ts';
import { depthLimit, itemLimit, tooDeep, tooMany } from './payload.ts';

/** What a frame of MessagePack says of itself before anything is made of it. */
export interface FrameScan {
  /** Why it is not to be unpacked; null: it may be. */
  problem: HostError | null;
  /** Id of the request, where it is one and could be read, so that its sender can be told. */
  id: string | null;
}

/** Containers around the argument of a call: the message itself and its list of arguments. */
const envelope = 2;

/** Extension types a request may carry: undefined, and msgpackr's typed arrays. Others could name code, patterns or places in memory. */
const extensions: readonly number[] = [0x00, 0x74];

/**
 * Walks over a frame without unpacking it: a few bytes can claim millions of entries, and a nest of arrays as deep as the frame is long would
 * exhaust the stack. Takes time in proportion to the bytes and no memory to speak of.
 */
export function scanFrame(bytes: Uint8Array): FrameScan {
  const scan = new Scan(bytes);
  let problem: HostError | null = null;
  try {
    scan.walk();
    problem = scan.problem;
  } catch (error) {
    problem = error as HostError;
  }
  return { problem, id: scan.isRequest ? scan.id : null };
}

/** Those of msgpackr's own that are a mark before the value they are made of: errors, references, sets and patterns. */
const marks: readonly number[] = [0x65, 0x69, 0x73, 0x78];

const broken = () => new HostError('bad-argument', 'This message can’t be read.');

/** One pass over the bytes of a frame. */
class Scan {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;
  problem: HostError | null = null;
  isRequest = false;
  id: string | null = null;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Throws HostError 'bad-argument' for what is no MessagePack; what must not be unpacked is noted in `problem`, and the walk goes on, to the id. */
  walk(): void {
    // Entries still to come in each open container; a map has twice as many as keys, and is marked by `maps`.
    const left: number[] = [1];
    const maps: boolean[] = [false];
    let items = 0;
    let key: string | null = null;
    for (;;) {
      while (left.length > 0 && left.at(-1) === 0) {
        left.pop();
        maps.pop();
      }
      const depth = left.length - 1;
      if (depth < 0) break;
      const isKey = maps[depth]! && left[depth]! % 2 === 0;
      left[depth]!--;
      const start = this.#at;
      const container = this.#step(isKey);
      // The message is a map whose keys say what is what.
      if (depth === 1 && maps[1]) {
        if (isKey) key = this.#text(start);
        else if (key === 't') this.isRequest = this.#text(start) === 'q';
        else if (key === 'i') this.id = this.#text(start);
      }
      if (!isKey && ++items > itemLimit + 8) this.problem ??= tooMany();
      if (container === null) continue;
      if (depth >= depthLimit + envelope) {
        this.problem ??= tooDeep();
        this.#passOver(container.entries);
      } else {
        left.push(container.entries);
        maps.push(container.isMap);
      }
    }
    if (this.#at !== this.#bytes.length) throw broken();
  }

  /** Passes over some values with all that is in them, however deep. */
  #passOver(values: number): void {
    for (let left = values; left > 0; left--) left += this.#step(false)?.entries ?? 0;
  }

  /** Passes over one value or the head of one container. Throws HostError 'bad-argument' for what is no MessagePack. */
  #step(isKey: boolean): { entries: number; isMap: boolean } | null {
    const head = this.#number(1);
    const isText = (head >= 0xa0 && head <= 0xbf) || (head >= 0xd9 && head <= 0xdb);
    if (isKey && !isText) this.problem ??= broken();
    if (head <= 0x7f || head >= 0xe0) return null;
    if (head <= 0x8f) return { entries: 2 * (head & 0x0f), isMap: true };
    if (head <= 0x9f) return { entries: head & 0x0f, isMap: false };
    if (head <= 0xbf) return this.#skip(head & 0x1f);
    switch (head) {
      case 0xc0:
      case 0xc2:
      case 0xc3:
        return null;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#skip(this.#number(2 ** (head - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(this.#number(2 ** (head - 0xc7)));
      case 0xca:
      case 0xcb:
        return this.#skip(4 * (head - 0xc9));
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return this.#skip(2 ** (head - 0xcc));
      case 0xd0:
      case 0xd1:
      case 0xd2:
      case 0xd3:
        return this.#skip(2 ** (head - 0xd0));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(2 ** (head - 0xd4), head === 0xd4);
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#skip(this.#number(2 ** (head - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#container(this.#number(2 * (head - 0xdb)), false);
      case 0xde:
      case 0xdf:
        return this.#container(2 * this.#number(2 * (head - 0xdd)), true);
      default:
        throw broken();
    }
  }

  #extension(length: number, mayMark = false): { entries: number; isMap: boolean } | null {
    const type = this.#number(1);
    if (!extensions.includes(type)) this.problem ??= broken();
    this.#skip(length);
    return mayMark && marks.includes(type) ? { entries: 1, isMap: false } : null;
  }

  /** Each entry takes a byte at least, so that a number of entries that cannot be is seen at once. */
  #container(entries: number, isMap: boolean): { entries: number; isMap: boolean } {
    if (entries > this.#bytes.length - this.#at) throw broken();
    return { entries, isMap };
  }

  /** An unsigned number of 1, 2 or 4 bytes. */
  #number(width: number): number {
    const at = this.#at;
    this.#skip(width);
    if (width === 1) return this.#bytes[at]!;
    return width === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #skip(length: number): null {
    this.#at += length;
    if (this.#at > this.#bytes.length) throw broken();
    return null;
  }

  /** A string of at most 64 bytes that begins at `start` and ends where the walk stands; null for anything else. */
  #text(start: number): string | null {
    const head = this.#bytes[start]!;
    const body = head >= 0xa0 && head <= 0xbf ? 1 : head === 0xd9 ? 2 : 0;
    if (body === 0 || this.#at - start - body > 64) return null;
    return new TextDecoder().decode(this.#bytes.subarray(start + body, this.#at));
  }
}
