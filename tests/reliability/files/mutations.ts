import type { RandomStream } from '../../../main/compute/random.ts';
import { readZip, writeZip } from '../../../main/data/zip.ts';
import { mendHeader, objectHeaders } from '../../data/hdf5-files.ts';
import { pngChunk } from '../../data/png-files.ts';
import type { Format } from './seeds.ts';

const extremes = [
  0, 1, 2, 7, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe,
  0xffffffff,
];
const extremeTexts = [
  '0',
  '-1',
  '1e999',
  '-1e999',
  '9'.repeat(30),
  '9007199254740993',
  '1e-400',
  'NaN',
  'nan',
  '',
  'x',
  '0x10',
  '٣',
  '1_000',
  '-',
];
const pieces = [
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  ':',
  '#',
  '\0',
  '\u2028',
  'null',
  'true',
  '[[[[',
  '""""',
  '\uFEFF',
  'Infinity',
  '__proto__',
  '../',
  '/',
  '\\',
  '<f8',
  '|O',
  '<c16',
  '>i3',
  'True',
  '1,2,3',
  '{"kind":"turing-hybrid"}',
];

type Mutation = (bytes: Uint8Array, random: RandomStream, others: readonly Uint8Array[]) => Uint8Array;

/** Where a change goes: twice as often into the first part of a file, where its structure is, as anywhere. */
function place(length: number, random: RandomStream): number {
  if (length === 0) return 0;
  return random.integer(random.uniform() < 0.67 ? Math.min(length, 256) : length);
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const pick = <T>(items: readonly T[], random: RandomStream): T => items[random.integer(items.length)]!;

const flipBits: Mutation = (bytes, random) => {
  const copy = bytes.slice();
  for (let flips = random.integer(8); flips >= 0; flips--)
    copy[place(copy.length, random)]! ^= 1 << random.integer(8);
  return copy;
};

const setBytes: Mutation = (bytes, random) => {
  const copy = bytes.slice();
  for (let count = random.integer(4); count >= 0; count--)
    copy[place(copy.length, random)] = random.integer(256);
  return copy;
};

/** A number of 2, 4 or 8 bytes becomes an extreme one, or one more or less, in either byte order. */
const setNumber: Mutation = (bytes, random) => {
  const copy = bytes.slice();
  if (copy.length < 8) return copy;
  const view = new DataView(copy.buffer);
  const at = Math.min(place(copy.length, random), copy.length - 8);
  const little = random.uniform() < 0.6;
  const value =
    random.uniform() < 0.3 ? view.getUint32(at, little) + random.integer(3) - 1 : pick(extremes, random);
  switch (random.integer(3)) {
    case 0:
      view.setUint16(at, value, little);
      break;
    case 1:
      view.setUint32(at, value, little);
      break;
    default:
      view.setBigUint64(
        at,
        random.uniform() < 0.2 ? 2n ** 63n : BigInt(value >>> 0) << BigInt(random.integer(33)),
        little,
      );
  }
  return copy;
};

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.integer(bytes.length + 1));

const duplicateRun: Mutation = (bytes, random) => {
  const start = place(bytes.length, random);
  const run = bytes.subarray(start, start + 1 + random.integer(64));
  const copies = Array.from({ length: 1 + random.integer(4) }, () => run);
  return joined(bytes.subarray(0, start), ...copies, bytes.subarray(start));
};

const deleteRun: Mutation = (bytes, random) => {
  const start = place(bytes.length, random);
  return joined(bytes.subarray(0, start), bytes.subarray(start + 1 + random.integer(64)));
};

const splice: Mutation = (bytes, random, others) => {
  const other = pick(others, random);
  return joined(
    bytes.subarray(0, random.integer(bytes.length + 1)),
    other.subarray(random.integer(other.length + 1)),
  );
};

const insertText: Mutation = (bytes, random) => {
  const at = place(bytes.length, random);
  return joined(bytes.subarray(0, at), new TextEncoder().encode(pick(pieces, random)), bytes.subarray(at));
};

/** A number written in digits becomes another: in tables, documents and the headers of arrays. */
const changeDigits: Mutation = (bytes, random) => {
  const latin = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const numbers = [...latin.matchAll(/\d+/g)];
  if (numbers.length === 0) return insertText(bytes, random, []);
  const { index, 0: digits } = pick(numbers, random);
  const text =
    random.uniform() < 0.5
      ? pick(extremeTexts, random)
      : String(Math.floor(Number(digits) * 10 ** (random.integer(14) - 2)) + random.integer(3) - 1);
  return joined(
    bytes.subarray(0, index),
    new TextEncoder().encode(text),
    bytes.subarray(index + digits.length),
  );
};

const repeatWhole: Mutation = (bytes, random) =>
  joined(...Array.from({ length: 2 + random.integer(6) }, () => bytes));

/** Mutations for all formats, the gentle ones more often. */
const general: readonly Mutation[] = [
  flipBits,
  flipBits,
  flipBits,
  setBytes,
  setBytes,
  setNumber,
  setNumber,
  setNumber,
  truncate,
  duplicateRun,
  deleteRun,
  splice,
  insertText,
  changeDigits,
  changeDigits,
  repeatWhole,
];

/** Changes parts of a PNG and makes their checksums right again, so that what is behind them is reached. */
const mendPng: Mutation = (bytes, random, others) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: { type: string; content: Uint8Array }[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ type, content: bytes.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
  }
  const chosen = pick(chunks, random);
  chosen.content = pick(general, random)(chosen.content, random, others);
  if (random.uniform() < 0.2)
    chunks.splice(random.integer(chunks.length), random.integer(2), pick(chunks, random));
  return Uint8Array.from([
    ...bytes.subarray(0, 8),
    ...chunks.flatMap(({ type, content }) => pngChunk(type, content)),
  ]);
};

/** Changes a file in an archive and packs it again, so that lengths and checksums are right. */
const repack: Mutation = (bytes, random, others) => {
  const files = Object.fromEntries(readZip(bytes).map((entry) => [entry.name, entry.read()]));
  const name = pick(Object.keys(files), random);
  files[name] = pick(general, random)(files[name]!, random, others);
  return writeZip(files, random.uniform() < 0.5);
};

/** Changes numbers in the header of an object of an HDF5 file and makes its checksum right again. */
const mendHdf5: Mutation = (bytes, random) => {
  const copy = bytes.slice();
  const headers = objectHeaders(copy);
  if (headers.length === 0) return setNumber(copy, random, []);
  const header = pick(headers, random);
  const inside = copy.subarray(header.start + 6, header.checksum);
  inside.set(pick([flipBits, setBytes, setNumber, setNumber], random)(inside, random, []));
  mendHeader(copy, header);
  return copy;
};

const special: Partial<Record<Format, Mutation>> = { png: mendPng, hdf5: mendHdf5, npz: repack, zip: repack };

/** The file of a number: a seed of the format, changed once to three times. The same number gives the same file. */
export function mutated(
  format: Format,
  seeds: readonly Uint8Array[],
  others: readonly Uint8Array[],
  random: RandomStream,
): Uint8Array {
  let bytes = pick(seeds, random);
  const own = special[format];
  // The first change only: it needs a good file to take apart.
  if (own !== undefined && random.uniform() < 0.4) {
    bytes = own(bytes, random, others);
    if (random.uniform() < 0.7) return bytes;
  }
  for (let changes = random.integer(3); changes >= 0; changes--)
    bytes = pick(general, random)(bytes, random, others);
  return bytes;
}
