import type { ShapedArray } from '../../preload/contract/arrays.ts';
import type { SpinsInput } from '../../preload/contract/files.ts';
import { badFile, faultWithin } from './bad-file.ts';
import { onlyArray, readContents, type FileContents, type NamedArray } from './contents.ts';
import { shapeText } from './npy.ts';

/** Ising configurations as found in a file, not yet converted. */
export interface FoundSpins {
  /** Side L. */
  size: number;
  /** Number of configurations M. */
  count: number;
  /** Whether both values occur. */
  mixed: boolean;
  /** The first `count` configurations, [count, L, L], 0 and 1. */
  convert(count: number): ShapedArray<Uint8Array>;
  /** "stored as ±1". */
  stored: string;
  notes: string[];
}

const smallestSide = 4;
/** Spins of all configurations together; each becomes a byte. */
const mostSpins = 2 ** 28;
/** Different values are counted up to here, for the message. */
const mostCounted = 1000;
const spinNames = /spin|sigma|ising|config/i;

/**
 * Reads Ising configurations from .npy, .npz, HDF5, CSV or PNG: shapes [L, L], [M, L, L] with any further leading dimensions, and [M, L²]; two
 * values of which the larger is up (±1, 0 and 1, bool, black and white), or the bits that Macroscope itself writes (`packed` with `size`).
 * `array` is the one that is meant, the likeliest where none is named. Throws HostError 'bad-file', which begins with the name of the file,
 * for lattices that are not square and arrays that are no spins.
 */
export async function readSpins(name: string, bytes: Uint8Array, array?: string): Promise<SpinsInput> {
  try {
    const contents = await readContents(bytes, name);
    // The bits that Macroscope writes go with the side of their lattice.
    const companion = (other: string) => array === 'packed' && other === 'size';
    const found = findSpins(onlyArray(contents, array, companion));
    if (typeof found === 'string') {
      throw badFile(`There are no Ising configurations in it: ${found}.`, {
        remedy: 'Save an array [M, L, L] of ±1 or 0 and 1: M configurations of a periodic L × L lattice.',
      });
    }
    return { spins: found.convert(found.count), description: describeSpins(found), notes: found.notes };
  } catch (fault) {
    throw faultWithin(name, fault);
  }
}

/** "50 configurations of 32×32, stored as ±1". */
export function describeSpins({ count, size, stored }: FoundSpins): string {
  return `${count} ${count === 1 ? 'configuration' : 'configurations'} of ${size}×${size}, ${stored}`;
}

/** Looks for Ising configurations among the arrays of a file; a string says why there are none. */
export function findSpins(contents: FileContents): FoundSpins | string {
  const packed = findPacked(contents);
  if (packed !== null) return packed;
  const findings = contents.arrays.map((array) => ({ array, found: asSpins(array, contents.format) }));
  const faults: string[] = [];
  let best: { array: NamedArray; found: FoundSpins } | null = null;
  for (const { array, found } of findings) {
    if (typeof found === 'string') {
      faults.push(`${subjectOf(array)} ${found}`);
    } else if (best === null || rank(array, found) > rank(best.array, best.found)) {
      best = { array, found };
    }
  }
  if (best === null) return faults.slice(0, 3).join('; ') + (faults.length > 3 ? '; …' : '');
  if (contents.arrays.length > 1) {
    best.found.notes.unshift(
      `Taken from the array ‘${best.array.name}’, one of ${contents.arrays.length} in the file.`,
    );
  }
  return best.found;
}

/** A file with one unnamed array calls it by what it is. */
function subjectOf({ name }: NamedArray): string {
  return ['array', 'picture', 'table'].includes(name) ? `the ${name}` : `‘${name}’`;
}

/** Of several arrays that could be spins: one named so, then the one with the most. */
function rank({ name }: NamedArray, { count, size }: FoundSpins): number {
  return (spinNames.test(name) ? 2 * mostSpins : 0) + count * size * size;
}

interface Layout {
  size: number;
  count: number;
  notes: string[];
}

function asSpins(array: NamedArray, format: FileContents['format']): FoundSpins | string {
  const layout = layoutOf(array.shape, format === 'png');
  if (typeof layout === 'string') return layout;
  const { size, count, notes } = layout;
  if (count * size * size > mostSpins) return tooMany(count, size);
  const levels = levelsOf(array, format);
  if (typeof levels === 'string') return levels;
  return {
    size,
    count,
    mixed: levels.mixed,
    stored: levels.stored,
    notes: [...levels.notes, ...notes],
    convert: (wanted) => {
      const { data } = array;
      const spins = new Uint8Array(wanted * size * size);
      for (let i = 0; i < spins.length; i++) spins[i] = Number(data[i]) === levels.up ? 1 : 0;
      return { shape: [wanted, size, size], data: spins };
    },
  };
}

/** What the dimensions of an array mean; a string says why they are not those of configurations. A picture is always one lattice. */
function layoutOf(shape: readonly number[], picture: boolean): Layout | string {
  const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1];
  const leading = shape.slice(0, -2).reduce((product, extent) => product * extent, 1);
  if (shape.includes(0)) return 'is empty';
  if (shape.length >= 2 && rows === columns) return square(rows, leading, picture ? [] : shape);
  // Channels last: [M, L, L, 1].
  if (shape.length >= 4 && columns === 1) return layoutOf(shape.slice(0, -1), picture);
  const side = Math.sqrt(columns);
  if (shape.length <= 2 && shape.length > 0 && !picture && Number.isInteger(side)) {
    const layout = square(side, rows, shape);
    if (typeof layout !== 'string' && shape.length === 2) {
      layout.notes.push(`Each row of ${columns} values is read as a configuration of ${side}×${side}.`);
    }
    return layout;
  }
  if (shape.length === 3 && shape[0] === rows) {
    return `is ${shapeText(shape)}, with the configurations along the last axis: bring it to the front with numpy.moveaxis(spins, -1, 0)`;
  }
  if (shape.length < 2) return `is ${shapeText(shape)}, neither a lattice nor a row of L² spins`;
  return (
    `is ${shapeText(shape)}: a lattice of ${rows} × ${columns} is not square` +
    (shape.length === 2 && !picture ? `, and ${columns} is no square number of spins in a row` : '') +
    '. Macroscope measures periodic square lattices, and a square cut out of one is not periodic'
  );
}

function square(size: number, count: number, shape: readonly number[]): Layout | string {
  if (size < smallestSide) {
    return `is ${size} × ${size}: lattices have at least ${smallestSide} × ${smallestSide} spins`;
  }
  const notes: string[] = [];
  const smaller = Math.sqrt(size);
  if (shape.length === 2 && shape[0] === size && Number.isInteger(smaller) && smaller >= smallestSide) {
    notes.push(
      `The ${size} × ${size} values are read as one configuration, not as ${size} rows of ${smaller}×${smaller}; for those save an array [${size}, ${smaller}, ${smaller}].`,
    );
  }
  return { size, count, notes };
}

interface Levels {
  /** The stored value of an up spin. */
  up: number;
  stored: string;
  mixed: boolean;
  notes: string[];
}

/** The two values of spins; a string says why the values are not those of spins. */
function levelsOf({ data, type }: NamedArray, format: FileContents['format']): Levels | string {
  const levels = distinctValues(data);
  const strange = levels.find((value) => !Number.isFinite(value));
  if (strange !== undefined) return `holds ${strange}, which is no spin`;
  if (levels.length > 2) {
    const many = levels.length > mostCounted ? `more than ${mostCounted}` : String(levels.length);
    const kind = format === 'png' ? 'grey levels' : 'different values';
    return `has ${many} ${kind}, an Ising configuration has two`;
  }
  const [low, high] = levels.toSorted((a, b) => a - b);
  const notes: string[] = [];
  if (high === undefined) {
    if (low !== 1 && low !== 0 && low !== -1) return `holds nothing but ${low}: up or down cannot be told`;
    notes.push(`All spins are ${low === 1 ? 'up' : 'down'}.`);
    const up = low === 1;
    const stored = format === 'png' ? `all ${up ? 'white' : 'black'}` : `stored as ${type}, all ${low}`;
    return { up: 1, stored, mixed: false, notes };
  }
  if (format === 'png') {
    const stored = low === 0 && high === 1 ? 'white is up, black is down' : 'the brighter of two greys is up';
    return { up: high, stored, mixed: true, notes };
  }
  if (type === 'bool') return { up: high, stored: 'stored as true and false', mixed: true, notes };
  if (low === -1 && high === 1) return { up: high, stored: 'stored as ±1', mixed: true, notes };
  if (low === 0 && high === 1) return { up: high, stored: 'stored as 0 and 1', mixed: true, notes };
  notes.push(`The larger value, ${high}, is read as up.`);
  return { up: high, stored: `stored as ${low} and ${high}`, mixed: true, notes };
}

/** The different values of an array, at most one more than are counted. */
function distinctValues(data: NamedArray['data']): number[] {
  const seen = new Set<number>();
  // Spins go back and forth between two values, which need not be looked up every time.
  let last: number | bigint | undefined;
  let other: number | bigint | undefined;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value === last || value === other) continue;
    other = last;
    last = value;
    seen.add(Number(value));
    if (seen.size > mostCounted) break;
  }
  return [...seen];
}

/** Configurations as runs keep them in spins.npz: eight spins to a byte, the first in the highest bit (numpy.packbits). */
function findPacked({ arrays }: FileContents): FoundSpins | string | null {
  const packed = arrays.find(({ name }) => name === 'packed');
  const side = arrays.find(({ name }) => name === 'size');
  if (!(packed?.data instanceof Uint8Array) || side?.data.length !== 1) return null;
  const size = Number(side.data[0]);
  const bits = size * size;
  const bytes = Math.ceil(bits / 8);
  if (!Number.isInteger(size) || size < smallestSide) {
    return `‘size’ is ${size}: lattices have at least ${smallestSide} × ${smallestSide} spins`;
  }
  if (packed.shape.at(-1) !== bytes || packed.data.length === 0) {
    return `‘packed’ is ${shapeText(packed.shape)}; configurations of ${size}×${size} take ${bytes} bytes each`;
  }
  const count = packed.data.length / bytes;
  if (count * bits > mostSpins) return tooMany(count, size);
  const source = packed.data;
  return {
    size,
    count,
    mixed: true,
    stored: 'eight to a byte',
    notes: [],
    convert: (wanted) => {
      const spins = new Uint8Array(wanted * bits);
      for (let m = 0, to = 0; m < wanted; m++) {
        for (let i = 0; i < bits; i++, to++) {
          spins[to] = (source[m * bytes + (i >> 3)]! >> (7 - (i & 7))) & 1;
        }
      }
      return { shape: [wanted, size, size], data: spins };
    },
  };
}

function tooMany(count: number, size: number): string {
  const most = Math.floor(mostSpins / (size * size));
  return `holds ${count} configurations of ${size}×${size}; at most ${most} of this size are read at once (2²⁸ spins). Split the file`;
}
