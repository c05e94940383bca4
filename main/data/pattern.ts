import type { NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';
import type { PatternInput } from '../../preload/contract/files.ts';
import { badFile, faultWithin } from './bad-file.ts';
import { onlyArray, readContents, type FileContents, type NamedArray } from './contents.ts';
import { shapeText } from './npy.ts';
import { middleSquare, patternLattice, requireContrast, resamplePicture } from './picture.ts';

/** Both fields of a pattern, as found in a file. */
export interface FoundFields {
  /** [height, width] each. */
  a: ShapedArray;
  b: ShapedArray;
  /** Where they were: "a and b", "the first of 40 pairs". */
  source: string;
}

/** One picture of a pattern, [height, width], as found in a file. */
export interface FoundPicture {
  picture: ShapedArray;
  source: string;
}

const smallestSide = 16;
/** Larger pictures are reduced to this side, which the page can hold; a multiple of the lattice, so that nothing changes for the model. */
const largestPicture = 16 * patternLattice;
/** Concentrations stay within 0 and 1; noise in the initial state or a picture's rounding may pass them a little. */
const lowest = -0.1;
const highest = 1.5;

/**
 * Reads a pattern from a file as a model is given it. 'auto' takes both fields where the file has them in concentration units, a picture
 * otherwise. `array` is the one that is meant, the first that fits where none is named; of fields it brings the other with it. Throws HostError 'bad-file', which begins with the name of the file, where there is no such pattern in it.
 */
export async function readPattern(
  name: string,
  bytes: Uint8Array,
  observation: 'auto' | 'fields' | 'picture' = 'auto',
  array?: string,
): Promise<PatternInput> {
  try {
    const partner = observation === 'picture' ? null : partnerOf(array ?? '');
    const contents = onlyArray(await readContents(bytes, name), array, (other) => other === partner);
    const fields = observation === 'picture' ? null : findFields(contents);
    if (fields !== null && (observation === 'fields' || concentrationFault(fields) === null)) {
      return takeFields(fields);
    }
    if (observation === 'fields') throw noFields(contents);
    return takePicture(contents);
  } catch (fault) {
    throw faultWithin(name, fault);
  }
}

/** Name of the other of the fields a and b, beside the one that is named; null for arrays of other names. */
function partnerOf(name: string): string | null {
  const partners: Record<string, string> = { a: 'b', b: 'a', A: 'B', B: 'A' };
  const partner = partners[name.slice(name.lastIndexOf('/') + 1)];
  return partner === undefined ? null : name.slice(0, -1) + partner;
}

/** Looks for the fields a and b: arrays of these names, or one array of pairs of planes. Null where there are none. */
export function findFields({ arrays, format }: FileContents): FoundFields | null {
  const named = (name: string) => arrays.find((array) => array.name.toLowerCase().split('/').at(-1) === name);
  const a = named('a');
  const b = named('b');
  if (a !== undefined && b !== undefined && shapeText(a.shape) === shapeText(b.shape)) {
    const first = firstPlane(a);
    const second = firstPlane(b);
    if (first !== null && second !== null) {
      return { a: first.plane, b: second.plane, source: `a and b${ofMany(first.count, 'patterns')}` };
    }
  }
  if (format === 'png' || format === 'csv') return null;
  for (const array of arrays) {
    const pair = findPair(array);
    if (pair !== null) return pair;
  }
  return null;
}

/** Looks for a picture: the first array with a plane of at least 16 × 16. Of two fields the second, b, is taken. */
export function findPicture(contents: FileContents): FoundPicture | null {
  const fields = findFields(contents);
  if (fields !== null) return { picture: fields.b, source: 'the field b' };
  for (const array of contents.arrays) {
    const colours = findColours(array);
    if (colours !== null) return colours;
    const found = firstPlane(array);
    if (found !== null) return { picture: found.plane, source: ofMany(found.count, 'pictures').slice(2) };
  }
  return null;
}

/** Why values cannot be the concentrations a and b; null when they can. */
export function concentrationFault({ a, b }: FoundFields): string | null {
  for (const [name, { data, shape }] of [
    ['a', a],
    ['b', b],
  ] as const) {
    for (let i = 0; i < data.length; i++) {
      const value = Number(data[i]);
      if (value >= lowest && value <= highest) continue;
      const row = Math.floor(i / shape[1]!) + 1;
      const column = (i % shape[1]!) + 1;
      return `${name} is ${value} in row ${row}, column ${column}; concentrations lie between 0 and 1`;
    }
  }
  return null;
}

/**
 * A `size`² piece of periodic fields [height, width]. Cells are not resampled, for their size is physical: from larger fields the middle is cut,
 * smaller ones are continued periodically.
 */
export function periodicWindow({ shape, data }: ShapedArray, size: number): Float32Array {
  const [height, width] = shape as [number, number];
  const start = (extent: number) => (extent > size ? (extent - size) >> 1 : 0);
  const window = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    const from = ((start(height) + row) % height) * width;
    for (let column = 0; column < size; column++) {
      window[row * size + column] = Number(data[from + ((start(width) + column) % width)]);
    }
  }
  return window;
}

/** What was done to fields of another size than the lattice of the models; null when nothing was. */
export function windowNote(shape: readonly number[]): string | null {
  const [height, width] = shape as [number, number];
  if (height === patternLattice && width === patternLattice) return null;
  const lattice = `${patternLattice} × ${patternLattice}`;
  const whole = height <= patternLattice && width <= patternLattice;
  const fits = patternLattice % height === 0 && patternLattice % width === 0;
  if (whole) {
    return fits
      ? `The fields are repeated periodically to ${lattice} cells.`
      : `The fields are continued periodically to ${lattice} cells; this leaves a seam where they do not fit.`;
  }
  return `The middle ${lattice} cells are taken, unscaled, for the size of a cell is physical; its edges do not fit together as the model expects.`;
}

function takeFields(fields: FoundFields): PatternInput {
  const fault = concentrationFault(fields);
  if (fault !== null) {
    throw badFile(`These are no concentrations: ${fault}.`, {
      remedy: 'Give the fields in the units of the model, or use one of them as a picture.',
    });
  }
  const { shape } = fields.a;
  const size = patternLattice;
  const data = new Float32Array(2 * size * size);
  data.set(periodicWindow(fields.a, size));
  data.set(periodicWindow(fields.b, size), size * size);
  // A uniform field is no pattern; said here rather than by a model that finds nothing in it.
  requireContrast(data.subarray(size * size));
  const note = windowNote(shape);
  return {
    observation: 'fields',
    array: { shape: [2, size, size], data },
    description: `${shapeText(shape)}, ${fields.source}${note === null ? '' : `. ${note}`}`,
  };
}

function takePicture(contents: FileContents): PatternInput {
  const found = findPicture(contents);
  if (found === null) {
    throw badFile(
      `There is no picture of a pattern in it: ${lowerFirst(contents.description)}. A plane of at least ${smallestSide} × ${smallestSide} values is needed.`,
      { remedy: 'Use a PNG, an array [n, n] of one field, or [2, n, n] of both.' },
    );
  }
  const [height, width] = found.picture.shape as [number, number];
  const whole = middleSquare(found.picture);
  requireContrast(whole.data);
  const side = whole.shape[0]!;
  const kept = Math.min(side, largestPicture);
  const array = { shape: [kept, kept], data: resamplePicture(whole, kept) };
  const steps = [
    `${width} × ${height}`,
    ...(width === height ? [] : [`middle ${side} × ${side}`]),
    ...(side === patternLattice ? [] : [`${patternLattice} × ${patternLattice}`]),
  ];
  const source = found.source === '' ? 'one channel' : found.source;
  return { observation: 'picture', array, description: `${steps.join(' → ')}, ${source}` };
}

function noFields(contents: FileContents) {
  return badFile(`There are no fields a and b in it: ${lowerFirst(contents.description)}.`, {
    remedy:
      'Use an array [2, n, n] of a and b, or an .npz with arrays named a and b; or read it as a picture.',
  });
}

/** The two planes of an array [2, h, w], [h, w, 2], or the first pair of [m, 2, h, w]. */
function findPair(array: NamedArray): FoundFields | null {
  const shape = array.shape.filter((extent) => extent !== 1);
  const [first, second, third, fourth] = shape as [number, number, number, number];
  if (array.data.length === 0) return null;
  const label = array.name === 'array' ? '' : ` of ${array.name}`;
  if (shape.length === 3 && first === 2 && isPlane(second, third)) {
    return pairOf(array.data, second, third, `both fields${label}`);
  }
  if (shape.length === 4 && second === 2 && isPlane(third, fourth)) {
    return pairOf(array.data, third, fourth, `the first of ${first} pairs of fields${label}`);
  }
  if (shape.length === 3 && third === 2 && isPlane(first, second)) {
    const plane = (channel: number) => channelOf(array.data, first, second, 2, channel);
    return { a: plane(0), b: plane(1), source: `both fields${label}, channels last` };
  }
  return null;
}

function pairOf(data: NumericArray, height: number, width: number, source: string): FoundFields {
  const length = height * width;
  const shape = [height, width];
  return {
    a: { shape, data: data.subarray(0, length) },
    b: { shape, data: data.subarray(length, 2 * length) },
    source,
  };
}

/** An array [h, w, 3 or 4] of colours, as image libraries give them, as luminance (Rec. 709). */
function findColours({ shape, data }: NamedArray): FoundPicture | null {
  const [height, width, channels] = shape as [number, number, number];
  if (
    shape.length !== 3 ||
    data.length === 0 ||
    !(channels === 3 || channels === 4) ||
    !isPlane(height, width)
  )
    return null;
  const [red, green, blue] = [0, 1, 2].map(
    (channel) => channelOf(data, height, width, channels, channel).data,
  );
  const luminance = red!.map((value, i) => 0.2126 * Number(value) + 0.7152 * green![i]! + 0.0722 * blue![i]!);
  return { picture: { shape: [height, width], data: luminance }, source: 'luminance of its colours' };
}

function channelOf(
  data: NumericArray,
  height: number,
  width: number,
  channels: number,
  channel: number,
): ShapedArray<Float32Array> {
  const plane = Float32Array.from({ length: height * width }, (_, i) => Number(data[i * channels + channel]));
  return { shape: [height, width], data: plane };
}

/** The first plane [h, w] of an array [..., h, w], and how many there are. */
function firstPlane({ shape, data }: ShapedArray): { plane: ShapedArray; count: number } | null {
  const [height, width] = shape.slice(-2);
  if (shape.length < 2 || data.length === 0 || !isPlane(height!, width!)) return null;
  const length = height! * width!;
  return {
    plane: { shape: [height!, width!], data: data.subarray(0, length) },
    count: data.length / length,
  };
}

function isPlane(height: number, width: number): boolean {
  return height >= smallestSide && width >= smallestSide;
}

function ofMany(count: number, things: string): string {
  return count === 1 ? '' : `, the first of ${count} ${things}`;
}

function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
