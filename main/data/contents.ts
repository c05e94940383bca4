import type { ShapedArray } from '../../preload/contract/arrays.ts';
import { badFile } from './bad-file.ts';
import { readCsv, type CsvTable } from './csv.ts';
import { readHdf5 } from './hdf5.ts';
import { readNpy, shapeText } from './npy.ts';
import { readNpz } from './npz.ts';
import { readPng } from './png.ts';
import { formatTitles, promisedFormat, sniffFormat, type FileFormat } from './sniff.ts';

export interface NamedArray extends ShapedArray {
  /** Name in an .npz, path in an HDF5 file; 'array', 'picture' or 'table' otherwise. */
  name: string;
  /** Type of the stored values: 'float32', 'uint16'. */
  type: string;
}

/** The arrays a file holds, whatever its format. */
export interface FileContents {
  format: Exclude<FileFormat, 'json'>;
  arrays: NamedArray[];
  /** One sentence: "8-bit grey picture, 300 × 300". */
  description: string;
  /** Names of a table's columns. */
  columns: string[] | null;
  warnings: string[];
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
      throw badFile('This is a JSON document, which holds no array.', {
        remedy: 'Save arrays as .npy, .npz, HDF5 or CSV.',
      });
  }
}

function readArrayFile(bytes: Uint8Array): FileContents {
  const array = readNpy(bytes);
  return {
    format: 'npy',
    arrays: [{ ...array, name: 'array' }],
    description: `Array of ${array.type}, ${shapeText(array.shape)}`,
    columns: null,
    warnings:
      array.trailingBytes === 0 ? [] : [`${array.trailingBytes} bytes after the array are not looked at.`],
  };
}

function readArchive(bytes: Uint8Array): FileContents {
  const arrays = Object.entries(readNpz(bytes)).map(([name, array]) => ({ ...array, name }));
  if (arrays.length === 0) {
    throw badFile('This is a zip archive without arrays in it.', {
      remedy: 'Save arrays with numpy.savez, or unpack the archive and open the file in it.',
    });
  }
  return {
    format: 'npz',
    arrays,
    description: `${arrays.length === 1 ? 'One array' : `${arrays.length} arrays`}: ${listing(arrays)}`,
    columns: null,
    warnings: [],
  };
}

async function readDataSets(bytes: Uint8Array): Promise<FileContents> {
  const { arrays, warnings } = await readHdf5(bytes);
  return {
    format: 'hdf5',
    arrays,
    description: `${arrays.length === 1 ? 'One data set' : `${arrays.length} data sets`}: ${listing(arrays)}`,
    columns: null,
    warnings,
  };
}

/** The first few arrays with their shapes, and how many more there are. */
function listing(arrays: readonly NamedArray[]): string {
  const listed = arrays.slice(0, 4).map(({ name, shape }) => `${name} (${shapeText(shape)})`);
  if (arrays.length > listed.length) listed.push(`${arrays.length - listed.length} more`);
  return listed.join(', ');
}

function readPicture(bytes: Uint8Array): FileContents {
  const { width, height, bits, colour, coloured, luminance } = readPng(bytes);
  return {
    format: 'png',
    arrays: [
      { name: 'picture', shape: [height, width], data: luminance, type: bits === 16 ? 'uint16' : 'uint8' },
    ],
    description: `${bits}-bit ${colour} picture, ${width} × ${height}`,
    columns: null,
    warnings: coloured
      ? [
          'The picture is in colour; its luminance is taken. A rainbow colour map would not keep the order of the values.',
        ]
      : [],
  };
}

function readTable(bytes: Uint8Array, name: string): FileContents {
  const table = tableOrFault(bytes, name);
  const header = table.columns === null ? '' : `: ${table.columns.slice(0, 8).join(', ')}`;
  return {
    format: 'csv',
    arrays: [{ name: 'table', shape: [table.rows, table.width], data: table.data, type: 'float64' }],
    description:
      `Table of ${table.rows} ${table.rows === 1 ? 'row' : 'rows'} and ${table.width} ${table.width === 1 ? 'column' : 'columns'}` +
      `${table.decimalComma ? ', decimal commas' : ''}${header}`,
    columns: table.columns,
    warnings: table.passedOver.map((column) => `The column ‘${column}’ holds text and is passed over.`),
  };
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
