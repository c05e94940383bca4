import type { FileInspection } from '../../preload/contract/files.ts';
import { badFile } from './bad-file.ts';
import { isHdf5 } from './hdf5.ts';
import { isNpy } from './npy.ts';
import { isPng } from './png.ts';
import { packedRunId } from './packed-run.ts';
import { isZip } from './zip.ts';

export type FileFormat = FileInspection['format'];

/** How files of other kinds begin, what they are, and what to do with them. */
const foreign: readonly { start: string; at?: number; kind: string; remedy: string }[] = [
  { start: '\xff\xd8\xff', kind: 'a JPEG picture', remedy: 'Save it as PNG, which keeps the values.' },
  { start: 'GIF8', kind: 'a GIF picture', remedy: 'Save it as PNG.' },
  { start: 'BM', kind: 'a BMP picture', remedy: 'Save it as PNG.' },
  { start: 'WEBP', at: 8, kind: 'a WebP picture', remedy: 'Save it as PNG.' },
  { start: 'II*\0', kind: 'a TIFF picture', remedy: 'Save it as PNG (16 bits are kept) or as .npy.' },
  { start: 'MM\0*', kind: 'a TIFF picture', remedy: 'Save it as PNG (16 bits are kept) or as .npy.' },
  { start: 'CDF', kind: 'a NetCDF file', remedy: 'Save the variable as .npy or .npz.' },
  {
    start: 'MATLAB',
    kind: 'a MATLAB file',
    remedy: 'Save it with save(…, "-v7.3"), which writes HDF5, or as CSV with writematrix.',
  },
  { start: '%PDF', kind: 'a PDF document', remedy: 'Save the figure as PNG.' },
  { start: '\x1f\x8b', kind: 'a gzip file', remedy: 'Unpack it first.' },
  { start: '<svg', kind: 'an SVG drawing', remedy: 'Save it as PNG.' },
  { start: '<?xml', kind: 'an XML document', remedy: 'Save the picture as PNG or the numbers as CSV.' },
];

/** What a file is by its content, whatever its name says. Throws HostError 'bad-file' for kinds that are not read, naming them. */
export function sniffFormat(bytes: Uint8Array): FileFormat {
  if (bytes.length === 0) throw badFile('The file is empty.', { offset: 0 });
  if (isNpy(bytes)) return 'npy';
  if (isZip(bytes)) return packedRunId(bytes) === null ? 'npz' : 'zip';
  if (isPng(bytes)) return 'png';
  if (isHdf5(bytes)) return 'hdf5';
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  for (const { start: mark, at = 0, kind, remedy } of foreign) {
    if (start.startsWith(mark, at))
      throw badFile(`This is ${kind}, which is not read.`, { offset: 0, remedy });
  }
  if (!isText(bytes)) {
    throw badFile('This is no kind of file that is read: .npy, .npz, HDF5, PNG, CSV, JSON or a packed run.', {
      offset: 0,
      remedy: 'Save a picture as PNG, or an array with numpy.save.',
    });
  }
  return /^\uFEFF?\s*[{[]/.test(new TextDecoder().decode(bytes.subarray(0, 256))) ? 'json' : 'csv';
}

const endings: Record<FileFormat, readonly string[]> = {
  npy: ['npy'],
  npz: ['npz'],
  hdf5: ['h5', 'hdf5', 'he5'],
  png: ['png'],
  csv: ['csv', 'tsv', 'txt', 'dat', 'asc'],
  json: ['json'],
  zip: ['zip'],
};

export const formatTitles: Record<FileFormat, string> = {
  npy: 'a NumPy array (.npy)',
  npz: 'a NumPy archive (.npz)',
  hdf5: 'an HDF5 file',
  png: 'a PNG picture',
  csv: 'a table of text (CSV)',
  json: 'a JSON document',
  zip: 'a packed run (.zip)',
};

/** The format the ending of a name promises, if it is one of those known. */
export function promisedFormat(name: string): FileFormat | null {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const formats = Object.keys(endings) as FileFormat[];
  return formats.find((format) => endings[format].includes(ending)) ?? null;
}

/** Whether the beginning reads as text: UTF-16 with its mark, or no control characters but blanks and line ends. */
function isText(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return bytes
    .subarray(0, 4096)
    .every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c);
}
