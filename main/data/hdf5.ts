import type * as Library from 'h5wasm';
import type { ShapedArray } from '../../preload/contract/arrays.ts';
import { badFile, byteCount } from './bad-file.ts';
import { readAttributes } from './hdf5-attributes.ts';
import { hdf5Library, type Hdf5Library } from './hdf5-library.ts';
import { textHeapsAreSound } from './hdf5-text-heap.ts';
import { numericType, refusalOf, type NumericType } from './hdf5-types.ts';

/** A data set as it was read, in C order. */
export interface Hdf5Array extends ShapedArray {
  /** Path without the leading slash: 'group/spins'. */
  name: string;
  /** NumPy's name of the stored values; h5py's bool is read as 0 and 1 in bytes. */
  type: string;
}

/** A group or data set. */
export interface Hdf5Object {
  /** Path without the leading slash; empty for the root. */
  name: string;
  /** In words. */
  attributes: Record<string, string>;
  /** Why a data set is not read; absent for groups and what is read. */
  passedOver?: string;
}

export interface Hdf5Contents {
  arrays: Hdf5Array[];
  /** The root, every group and every data set. */
  objects: Hdf5Object[];
  /** Data sets that were passed over, each with its reason. */
  warnings: string[];
}

type Metadata = Library.Metadata;
type HdfModule = typeof Library.Module;

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** The mark stands at the beginning, or after a block of the writer's own, as MATLAB leaves one. */
const signatureOffsets = [0, 512, 1024, 2048];
const mostObjects = 10_000;
const mostValues = 2 ** 28;
/** Of all data sets together. The library's memory ends at 2 GB, and holds one data set beside what it works with. */
const mostBytes = 2 ** 30;
/** As for archives: beyond this size, data that claim to be packed a hundredfold are taken for a bomb. */
const bombSize = 16 * 2 ** 20;
const bombRatio = 100;
/** Memory of the library beside the file and the data set it reads. */
const roomForWork = 64 * 2 ** 20;
const path = '/file.h5';
const again = 'Copy or save the file again.';

export function isHdf5(bytes: Uint8Array): boolean {
  return startOf(bytes) >= 0;
}

/** Where the file's own mark is; -1: nowhere. */
function startOf(bytes: Uint8Array): number {
  const isThere = (offset: number) => signature.every((byte, index) => bytes[offset + index] === byte);
  return signatureOffsets.find(isThere) ?? -1;
}

/**
 * Reads the numeric data sets of every group of an HDF5 file: integers and floats of either byte order and booleans, contiguous, chunked and
 * deflated. All claims of size are checked before memory is asked for. Text, compound and complex values, and data sets that lie in
 * other files, are passed over with a warning. Throws HostError 'bad-file' where nothing can be read, and for damaged and oversized files.
 */
export async function readHdf5(bytes: Uint8Array): Promise<Hdf5Contents> {
  const hdf5 = await hdf5Library();
  hdf5.reset();
  // The file is read in place from its bytes; the library sees no other file, so that links lead nowhere.
  hdf5.files.createDataFile('/', path.slice(1), bytes, true, false, true);
  try {
    return readFile(hdf5, bytes);
  } finally {
    hdf5.files.unlink(path);
  }
}

function readFile(hdf5: Hdf5Library, bytes: Uint8Array): Hdf5Contents {
  const { Module: module } = hdf5.library;
  // Directories and types are small; data sets get room of their own.
  const room = roomForWork + bytes.length;
  const file = attempt('/', () => hdf5.within(room, () => module.open(path, module.H5F_ACC_RDONLY)));
  if (file < 0n) {
    throw badFile('The HDF5 file is cut short or damaged: it cannot be opened.', { remedy: again });
  }
  const texts = textHeapsAreSound(bytes, startOf(bytes));
  const { found, objects, warnings } = hdf5.within(room, () =>
    findDataSets(hdf5.library, file, namesIn(module, file), texts),
  );
  checkSizes(found, bytes.length);
  // The file is not closed: the library's memory is thrown away before the next one is opened, and closing a damaged file may fail.
  return { arrays: found.map((dataSet) => readDataSet(hdf5, file, dataSet)), objects, warnings };
}

/** Paths of all objects, the root's empty one first. */
function namesIn(module: HdfModule, file: bigint): string[] {
  const names = attempt('/', () => module.get_names(file, '/', true));
  if (names.length > mostObjects) {
    throw badFile(`The HDF5 file holds ${names.length} objects; at most ${mostObjects} are read.`);
  }
  return ['', ...names];
}

interface DataSet {
  name: string;
  shape: number[];
  length: number;
  bytes: number;
  /** Bytes of the pieces it is stored in; 0 when it is not stored in pieces. */
  chunk: number;
  type: NumericType;
}

/** Goes through all objects before any is read. */
function findDataSets(
  library: typeof Library,
  file: bigint,
  names: readonly string[],
  texts: boolean,
): { found: DataSet[]; objects: Hdf5Object[]; warnings: string[] } {
  const { Module: module } = library;
  const found: DataSet[] = [];
  const objects: Hdf5Object[] = [];
  const warnings: string[] = [];
  let first: { reason: string; remedy: string } | undefined;
  for (const name of names) {
    const place = name === '' ? '/' : name;
    const kind = attempt(place, () => module.get_type(file, place));
    if (kind === module.H5G_UDLINK) warnings.push(`‘${name}’ leads to another file and is passed over.`);
    if (kind !== module.H5G_DATASET && kind !== module.H5G_GROUP) continue;
    if (name !== '' && attempt(name, () => module.get_symbolic_link(file, name)) !== null) continue;
    const object: Hdf5Object = {
      name,
      attributes: attempt(place, () => readAttributes(library, file, place, texts)),
    };
    objects.push(object);
    if (kind === module.H5G_GROUP) continue;
    const metadata = attempt(name, () => module.get_dataset_metadata(file, name));
    const filters = attempt(name, () => module.get_dataset_filters(file, name));
    const refusal = refusalOf(metadata, filters);
    if (refusal === null) {
      found.push(describe(name, metadata));
    } else {
      first ??= { reason: `‘${name}’ ${refusal.reason}`, remedy: refusal.remedy };
      object.passedOver = refusal.reason;
      warnings.push(`‘${name}’ ${refusal.reason} and is passed over.`);
    }
  }
  if (found.length === 0) {
    throw first === undefined
      ? badFile('The HDF5 file holds no data set.', { remedy: 'Save an array of numbers in it.' })
      : badFile(`The HDF5 file holds no numbers that are read: ${first.reason}.`, { remedy: first.remedy });
  }
  return { found, objects, warnings };
}

/** Runs a piece of the library, which throws errors of its own and WebAssembly's. */
function attempt<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw badFile(`The HDF5 file is damaged: ‘${name}’ cannot be read.`, {
      where: name,
      remedy: again,
      cause,
    });
  }
}

function describe(name: string, { shape, chunks, size, total_size: length, ...rest }: Metadata): DataSet {
  return {
    name,
    shape: shape!,
    length,
    bytes: length * size,
    chunk: (chunks ?? [0]).reduce((product, extent) => product * extent, size),
    type: numericType({ size, ...rest })!,
  };
}

/** Refuses what the file cannot hold or memory should not, before any of it is read. */
function checkSizes(dataSets: readonly DataSet[], fileBytes: number): void {
  let total = 0;
  for (const { name, shape, length, bytes, chunk } of dataSets) {
    const claim = `‘${name}’ claims ${byteCount(bytes)} (${shape.join(' × ')})`;
    if (!(length <= mostValues)) {
      throw badFile(`${claim}; at most 2²⁸ values are read at once.`, {
        where: name,
        remedy: 'Save a part of it.',
      });
    }
    if (Math.max(bytes, chunk) > Math.max(bombSize, bombRatio * fileBytes)) {
      throw badFile(
        chunk > bytes
          ? `‘${name}’ is stored in pieces that claim ${byteCount(chunk)} each, in a file of ${byteCount(fileBytes)}.`
          : `${claim}, more than a file of ${byteCount(fileBytes)} can hold.`,
        { where: name, remedy: again },
      );
    }
    total += bytes;
  }
  if (total > mostBytes) {
    throw badFile(
      `The data sets of the HDF5 file take ${byteCount(total)}; at most ${byteCount(mostBytes)} are read at once.`,
      { remedy: 'Split it into several files.' },
    );
  }
}

function readDataSet(
  hdf5: Hdf5Library,
  file: bigint,
  { name, shape, length, bytes, chunk, type }: DataSet,
): Hdf5Array {
  const room = roomForWork + 2 * (bytes + chunk);
  const { Module: module } = hdf5.library;
  const buffer = attempt(name, () => hdf5.within(room, () => readBytes(module, file, name, bytes)));
  if (buffer === null) {
    throw badFile(`The HDF5 file is damaged: the values of ‘${name}’ cannot be read.`, {
      where: name,
      remedy: again,
    });
  }
  const data = type.view(buffer, length);
  // Any number but 0 is true.
  if (type.name === 'bool') for (let i = 0; i < length; i++) data[i] = data[i] === 0 ? 0 : 1;
  return { name, shape, data, type: type.name };
}

/** Null where the library says that it failed: the values it was to fill in are then anything. */
function readBytes(module: HdfModule, file: bigint, name: string, bytes: number): ArrayBuffer | null {
  if (bytes === 0) return new ArrayBuffer(0);
  const { _malloc: allocate, _free: free } = module;
  const pointer = allocate(bytes);
  if (pointer === 0) throw new RangeError(`no memory for ${bytes} bytes`);
  try {
    const status = module.get_dataset_data(file, name, null, null, null, BigInt(pointer));
    return status < 0 ? null : module.HEAPU8.slice(pointer, pointer + bytes).buffer;
  } finally {
    free(pointer);
  }
}
