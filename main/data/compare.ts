import {
  mostComparedFiles,
  type ArrayDifference,
  type ColumnFigures,
  type FilesComparison,
  type FirstRows,
} from '../../preload/contract/comparison.ts';
import { HostError } from '../../preload/contract/errors.ts';
import type { NumericArray } from '../../preload/contract/arrays.ts';
import { faultWithin } from './bad-file.ts';
import { readContents, type FileContents, type NamedArray } from './contents.ts';
import { shapeText } from './npy.ts';
import { planesOf } from './planes.ts';
import { countsIn, momentsOf, sharedEdges } from './shared-bins.ts';

/** A file, and which of its arrays; the one with the most values when none is named. */
export interface FileToCompare {
  name: string;
  bytes: Uint8Array;
  array?: string | undefined;
}

/** Of all arrays together: what the process that reads files holds beside them stays small against this. */
const mostBytes = 2 ** 30;
const mostRows = 100;
const mostColumns = 32;

/**
 * Puts one array of each file beside the others, with its values as the file has them: its figures, its first planes and rows, histograms over the same bins, and for arrays of the
 * shape of the first one how they differ from it. One file is described in the same way. Throws HostError 'bad-file' beginning
 * with the name of a file that cannot be read or holds no array, 'not-found' for an array that is not in its file, 'too-large'
 * where the arrays do not fit into memory together.
 */
export async function compareFiles(files: readonly FileToCompare[]): Promise<FilesComparison> {
  if (files.length === 0 || files.length > mostComparedFiles) {
    throw new HostError(
      'bad-argument',
      `${files.length} files were given; 1 to ${mostComparedFiles} are put side by side.`,
    );
  }
  const chosen: { file: string; array: NamedArray; columns: string[] | null }[] = [];
  let bytes = 0;
  for (const file of files) {
    const found = await chosenArray(file);
    bytes += found.array.data.byteLength;
    if (bytes > mostBytes) {
      throw new HostError('too-large', 'The arrays are larger than 1 GB together.', {
        where: file.name,
        remedy: 'Compare fewer of them at once.',
      });
    }
    chosen.push({ file: file.name, ...found });
  }
  const moments = chosen.map(({ array }) => momentsOf(array.data));
  const edges = sharedEdges(moments);
  const first = chosen[0]!.array;
  return {
    edges,
    arrays: chosen.map(({ file, array, columns }, index) => {
      const { finite, whole: _whole, ...figures } = moments[index]!;
      const { planes, count } = columns === null ? planesOf(array) : { planes: [], count: 0 };
      return {
        file,
        array: array.name,
        shape: array.shape,
        type: array.type,
        ...figures,
        values: array.data.length,
        notFinite: array.data.length - finite,
        counts: countsIn(array.data, edges),
        planes,
        planeCount: count,
        firstRows: firstRowsOf(array, columns),
        columns: columns === null ? [] : columnsOf(array, columns),
        difference: index === 0 ? null : differenceOf(first, array),
      };
    }),
  };
}

async function chosenArray({ name, bytes, array: wanted }: FileToCompare) {
  let contents: FileContents;
  try {
    contents = await readContents(bytes, name);
  } catch (fault) {
    throw faultWithin(name, fault);
  }
  const array =
    wanted === undefined
      ? contents.stored.toSorted((a, b) => b.data.length - a.data.length)[0]
      : contents.stored.find((each) => each.name === wanted);
  if (array === undefined) {
    throw new HostError(
      'not-found',
      wanted === undefined ? `${name} holds no array.` : `There is no array ‘${wanted}’ in ${name}.`,
      { where: name },
    );
  }
  return { array, columns: contents.columns };
}

/** Figures of the columns of a table [rows, columns], each on bins of its own. */
function columnsOf({ shape, data }: NamedArray, names: string[]): ColumnFigures[] {
  const [rows, width] = shape as [number, number];
  return names.slice(0, mostColumns).map((name, column) => {
    const values = Float64Array.from({ length: rows }, (_, row) => Number(data[row * width + column]));
    const moments = momentsOf(values);
    const edges = sharedEdges([moments]);
    const { finite, whole: _whole, ...figures } = moments;
    return { name, ...figures, notFinite: rows - finite, edges, counts: countsIn(values, edges) };
  });
}

/** The first rows of an array, as a table. */
function firstRowsOf({ shape, data }: NamedArray, columns: string[] | null): FirstRows {
  const width = shape.length < 2 ? 1 : shape.at(-1)!;
  const rows = width === 0 ? 0 : data.length / width;
  const shown = Math.min(mostColumns, width);
  return {
    columns: columns?.slice(0, shown) ?? null,
    values: Array.from({ length: Math.min(mostRows, rows) }, (_, row) =>
      Array.from({ length: shown }, (_unused, column) => Number(data[row * width + column])),
    ),
    rows,
    width,
  };
}

function differenceOf(first: NamedArray, other: NamedArray): ArrayDifference | string {
  if (shapeText(first.shape) !== shapeText(other.shape)) {
    return `its shape is ${shapeText(other.shape)}, that of the first ${shapeText(first.shape)}`;
  }
  return subtract(first.data, other.data, first.shape);
}

function subtract(a: NumericArray, b: NumericArray, shape: readonly number[]): ArrayDifference {
  let largest = -1;
  let place = -1;
  let squares = 0;
  let pairs = 0;
  let unequal = 0;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < a.length; i++) {
    const x = Number(a[i]);
    const y = Number(b[i]);
    if (!isSame(a[i]!, b[i]!)) unequal++;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const step = Math.abs(y - x);
    if (step > largest) {
      largest = step;
      place = i;
    }
    squares += step ** 2;
    pairs++;
    meanA += (x - meanA) / pairs;
    meanB += (y - meanB) / pairs;
  }
  return {
    largest: pairs === 0 ? Number.NaN : largest,
    at: pairs === 0 ? null : indicesOf(place, shape),
    rms: Math.sqrt(squares / pairs),
    correlation: correlationOf(a, b, meanA, meanB),
    unequal,
    pairs,
  };
}

/** Compares as numbers, exactly: whole numbers beyond 2⁵³ and floats, too. Two NaN are the same. */
function isSame(x: number | bigint, y: number | bigint): boolean {
  return (x <= y && x >= y) || Object.is(x, y);
}

function correlationOf(a: NumericArray, b: NumericArray, meanA: number, meanB: number): number {
  let both = 0;
  let alone = 0;
  let other = 0;
  for (let i = 0; i < a.length; i++) {
    const x = Number(a[i]) - meanA;
    const y = Number(b[i]) - meanB;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    both += x * y;
    alone += x * x;
    other += y * y;
  }
  return alone === 0 || other === 0 ? Number.NaN : Math.min(1, Math.max(-1, both / Math.sqrt(alone * other)));
}

function indicesOf(place: number, shape: readonly number[]): number[] {
  let rest = place;
  return shape
    .toReversed()
    .map((extent) => {
      const index = rest % extent;
      rest = Math.floor(rest / extent);
      return index;
    })
    .toReversed();
}
