import type { FileNode } from '../../preload/contract/files.ts';
import { badFile } from './bad-file.ts';
import { readCsv, type CsvTable } from './csv.ts';
import { treeOf } from './file-tree.ts';
import { readHdf5 } from './hdf5.ts';
import { readJson, type JsonNumbers } from './json.ts';
import type { NamedArray } from './named-array.ts';
import { readNpy, shapeText } from './npy.ts';
import { readNpzContents } from './npz.ts';
import { readPng } from './png.ts';
import { formatTitles, promisedFormat, sniffFormat, type FileFormat } from './sniff.ts';

export type { NamedArray };

/** Of all arrays of a file together, as of an HDF5 file. */
const mostBytes = 2 ** 30;

/** The arrays a file holds, whatever its format. */
export interface FileContents {
  format: Exclude<FileFormat, 'zip'>;
  /** As the labs take them: of pictures the luminance, 0 to 1. */
  arrays: NamedArray[];
  /** As they are in the file: pictures with their channels. */
  stored: NamedArray[];
  /** One sentence: "8-bit grey picture, 300 × 300". */
  description: string;
  /** Names of a table's columns. */
  columns: string[] | null;
  warnings: string[];
  /** Groups and arrays by their paths, for files of several; numbers are indices into `stored`. */
  tree?: FileNode[];
}

/**
 * The contents with no other array than the one that was chosen; as they are where none was. `companion` says which others belong to it.
 * Throws HostError 'bad-file' for one that is not there.
 */
export function onlyArray(
  contents: FileContents,
  name: string | undefined,
  companion: (other: string) => boolean = () => false,
): FileContents {
  if (name === undefined) return contents;
  if (contents.arrays.every((array) => array.name !== name)) throw noSuchArray(name, contents.arrays);
  return {
    ...contents,
    arrays: contents.arrays.filter((each) => each.name === name || companion(each.name)),
  };
}

export function noSuchArray(name: string, arrays: readonly NamedArray[]) {
  return badFile(`There is no array ‘${name}’ in it.`, {
    remedy: `It holds ${arrays.map((array) => array.name).join(', ')}.`,
  });
}

/** Reads the arrays of a file by what it is; its name only helps to say what is wrong. Throws HostError 'bad-file'. */
export async function readContents(bytes: Uint8Array, name: string): Promise<FileContents> {
  const format = sniffFormat(bytes);
  switch (format) {
    case 'npy':
      return readArrayFile(bytes);
    case 'npz':
      return readArchive(bytes);
    case 'hdf5':
      return await readDataSets(bytes);
    case 'png':
      return readPicture(bytes);
    case 'csv':
      return readTable(bytes, name);
    case 'json':
      return readNumbers(bytes);
    case 'zip':
      throw badFile('This is a packed run, which holds no array of its own.', {
        remedy: 'Open it as a run; its results can be exported then.',
      });
  }
}

function readArrayFile(bytes: Uint8Array): FileContents {
  const array = readNpy(bytes);
  return {
    format: 'npy',
    ...asStored([{ ...array, name: 'array' }]),
    description: `Array of ${array.type}, ${shapeText(array.shape)}`,
    columns: null,
    warnings:
      array.trailingBytes === 0 ? [] : [`${array.trailingBytes} bytes after the array are not looked at.`],
  };
}

/** Arrays that the labs take as they are. */
const asStored = (arrays: NamedArray[]) => ({ arrays, stored: arrays });

function readArchive(bytes: Uint8Array): FileContents {
  const { arrays, others } = readNpzContents(bytes, { limit: mostBytes });
  const named = Object.entries(arrays).map(([name, array]) => ({ ...array, name }));
  if (named.length === 0) {
    throw badFile('This is a zip archive without arrays in it.', {
      remedy: 'Save arrays with numpy.savez, or unpack the archive and open the file in it.',
    });
  }
  return {
    format: 'npz',
    ...asStored(named),
    description: `${named.length === 1 ? 'One array' : `${named.length} arrays`}: ${listing(named)}`,
    columns: null,
    warnings:
      others.length === 0 ? [] : [`${others.length} of the files in it are no arrays and are passed over.`],
    tree: treeOf([
      ...named.map(({ name }, array) => ({ name, array })),
      ...others.map((name) => ({ name, passedOver: 'no array' })),
    ]),
  };
}

async function readDataSets(bytes: Uint8Array): Promise<FileContents> {
  const { arrays, objects, warnings } = await readHdf5(bytes);
  const [root, ...rest] = objects;
  const inside = treeOf(
    rest.map(({ name, attributes, passedOver }) => {
      const array = arrays.findIndex((each) => each.name === name);
      return {
        name,
        ...(array < 0 ? {} : { array }),
        ...(passedOver === undefined ? {} : { passedOver }),
        ...withAttributes(attributes),
      };
    }),
    '/',
  );
  return {
    format: 'hdf5',
    ...asStored(arrays),
    description: `${arrays.length === 1 ? 'One data set' : `${arrays.length} data sets`}: ${listing(arrays)}`,
    columns: null,
    warnings,
    tree: [{ path: '/', ...withAttributes(root!.attributes), children: inside }],
  };
}

const withAttributes = (attributes: Record<string, string>) =>
  Object.keys(attributes).length === 0 ? {} : { attributes };

function readNumbers(bytes: Uint8Array): FileContents {
  const found = readJson(bytes);
  if (found.kind === 'document') {
    throw badFile('This is a JSON document, which holds no array.', {
      remedy: 'Save arrays as .npy, .npz, HDF5, CSV or nested lists.',
    });
  }
  return contentsOfNumbers(found);
}

/** What a JSON file of numbers holds. */
export function contentsOfNumbers({ arrays, columns, warnings }: JsonNumbers): FileContents {
  const table = columns === null ? undefined : arrays[0];
  return {
    format: 'json',
    ...asStored(arrays),
    description:
      table === undefined
        ? `${arrays.length === 1 ? 'One array' : `${arrays.length} arrays`} in JSON: ${listing(arrays)}`
        : tableText(table.shape, columns, ''),
    columns,
    warnings,
    ...(arrays.some(({ name }) => name.includes('/'))
      ? { tree: treeOf(arrays.map(({ name }, array) => ({ name, array }))) }
      : {}),
  };
}

/** The first few arrays with their shapes, and how many more there are. */
function listing(arrays: readonly NamedArray[]): string {
  const listed = arrays.slice(0, 4).map(({ name, shape }) => `${name} (${shapeText(shape)})`);
  if (arrays.length > listed.length) listed.push(`${arrays.length - listed.length} more`);
  return listed.join(', ');
}

function readPicture(bytes: Uint8Array): FileContents {
  const { width, height, bits, colour, coloured, samples, luminance } = readPng(bytes);
  const type = samples.data instanceof Uint16Array ? 'uint16' : 'uint8';
  return {
    format: 'png',
    arrays: [{ name: 'picture', shape: [height, width], data: luminance, type: 'float32' }],
    stored: [{ name: 'picture', ...samples, type }],
    description: `${bits}-bit ${colour} picture, ${width} × ${height}`,
    columns: null,
    warnings: coloured
      ? [
          'The picture is in colour; the labs take its luminance. A rainbow colour map would not keep the order of the values.',
        ]
      : [],
  };
}

function readTable(bytes: Uint8Array, name: string): FileContents {
  const table = tableOrFault(bytes, name);
  const shape = [table.rows, table.width];
  return {
    format: 'csv',
    ...asStored([{ name: 'table', shape, data: table.data, type: 'float64' }]),
    description: tableText(shape, table.columns, table.decimalComma ? ', decimal commas' : ''),
    columns: table.columns,
    warnings: table.passedOver.map((column) => `The column ‘${column}’ holds text and is passed over.`),
  };
}

/** "Table of 2 rows and 3 columns, decimal commas: x, y, z". */
function tableText(
  [rows, columns]: readonly number[],
  names: readonly string[] | null,
  note: string,
): string {
  const header = names === null ? '' : `: ${names.slice(0, 8).join(', ')}`;
  return (
    `Table of ${rows} ${rows === 1 ? 'row' : 'rows'} and ${columns} ${columns === 1 ? 'column' : 'columns'}` +
    `${note}${header}`
  );
}

function tableOrFault(bytes: Uint8Array, name: string): CsvTable {
  try {
    return readCsv(bytes);
  } catch (fault) {
    const promised = promisedFormat(name);
    if (promised === null || promised === 'csv') throw fault;
    throw badFile(`This is not ${formatTitles[promised]}: its magic bytes are missing at the beginning.`, {
      offset: 0,
      remedy: 'Copy or save the file again.',
      cause: fault,
    });
  }
}
