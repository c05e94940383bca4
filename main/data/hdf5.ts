import type * as Library from 'h5wasm';
import type { NumericArray, ShapedArray } from '../../preload/contract/arrays.ts';
import { badFile, byteCount } from './bad-file.ts';

/** A data set as it was read, in C order. */
export interface Hdf5Array extends ShapedArray {
  /** Path without the leading slash: 'group/spins'. */
  name: string;
  /** NumPy's name of the stored values; h5py's bool is read as 0 and 1 in bytes. */
  type: string;
}

export interface Hdf5Contents {
  arrays: Hdf5Array[];
  /** Data sets that were passed over, each with its reason. */
  warnings: string[];
}

type Metadata = Library.Metadata;
type HdfModule = typeof Library.Module;

const signature = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** The mark stands at the beginning, or after a block of the writer's own, as MATLAB leaves one. */
const signatureOffsets = [0, 512, 1024, 2048];
const mostObjects = 10_000;
const mostDimensions = 8;
const mostValues = 2 ** 28;
/** Of all data sets together. The library's memory ends at 2 GB, and holds one data set beside what it works with. */
const mostBytes = 2 ** 30;
/** As for archives: beyond this size, data that claim to be packed a hundredfold are taken for a bomb. */
const bombSize = 16 * 2 ** 20;
const bombRatio = 100;
/** Filters the library has: deflate, shuffle, Fletcher checksum, n-bit and scale-offset. */
const knownFilters = [1, 2, 3, 5, 6];
const path = '/file.h5';
const again = 'Copy or save the file again.';

export function isHdf5(bytes: Uint8Array): boolean {
  return signatureOffsets.some((offset) => signature.every((byte, index) => bytes[offset + index] === byte));
}

/**
 * Reads the numeric data sets of every group of an HDF5 file: integers and floats of either byte order and booleans, contiguous, chunked and
 * deflated. All claims of size are checked before memory is asked for. Text, compound and complex values, and data sets that lie in
 * other files, are passed over with a warning. Throws HostError 'bad-file' where nothing can be read, and for damaged and oversized files.
 */
export async function readHdf5(bytes: Uint8Array): Promise<Hdf5Contents> {
  const { Module: module, FS: files } = await library();
  // The file is read in place from its bytes; the library sees no other file, so that links lead nowhere.
  files!.createDataFile('/', path.slice(1), bytes, true, false, true);
  try {
    return readFile(module, bytes.length);
  } finally {
    files!.unlink(path);
  }
}

let loading: Promise<typeof Library> | undefined;

/** The HDF5 library, loaded at the first file. */
function library(): Promise<typeof Library> {
  loading ??= (async () => {
    const loaded = await import('h5wasm');
    await loaded.ready;
    // It prints a stack for every fault it meets; faults are told in words here.
    const { FS: files } = loaded as unknown as {
      FS: { getStream(descriptor: number): FS.FSStream } & FS.FileSystemType;
    };
    files.close(files.getStream(2));
    files.open('/dev/null', 'w');
    return loaded;
  })();
  return loading;
}

function readFile(module: HdfModule, fileBytes: number): Hdf5Contents {
  const file = module.open(path, module.H5F_ACC_RDONLY);
  if (file < 0n) {
    throw badFile('The HDF5 file is cut short or damaged: it cannot be opened.', { remedy: again });
  }
  try {
    const names = attempt('/', () => module.get_names(file, '/', true));
    if (names.length > mostObjects) {
      throw badFile(`The HDF5 file holds ${names.length} objects; at most ${mostObjects} are read.`);
    }
    const { found, warnings } = findDataSets(module, file, names);
    checkSizes(found, fileBytes);
    return { arrays: found.map((dataSet) => readDataSet(module, file, dataSet)), warnings };
  } finally {
    module.close_file(file);
  }
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
  module: HdfModule,
  file: bigint,
  names: readonly string[],
): { found: DataSet[]; warnings: string[] } {
  const found: DataSet[] = [];
  const warnings: string[] = [];
  let first: { reason: string; remedy: string } | undefined;
  for (const name of names) {
    const kind = attempt(name, () => module.get_type(file, name));
    if (kind === module.H5G_UDLINK) warnings.push(`‘${name}’ leads to another file and is passed over.`);
    if (kind !== module.H5G_DATASET || attempt(name, () => module.get_symbolic_link(file, name)) !== null) {
      continue;
    }
    const metadata = attempt(name, () => module.get_dataset_metadata(file, name));
    const filters = attempt(name, () => module.get_dataset_filters(file, name));
    const refusal = refusalOf(metadata, filters);
    if (refusal === null) {
      found.push(describe(name, metadata));
    } else {
      first ??= { reason: `‘${name}’ ${refusal.reason}`, remedy: refusal.remedy };
      warnings.push(`‘${name}’ ${refusal.reason} and is passed over.`);
    }
  }
  if (found.length === 0) {
    throw first === undefined
      ? badFile('The HDF5 file holds no data set.', { remedy: 'Save an array of numbers in it.' })
      : badFile(`The HDF5 file holds no numbers that are read: ${first.reason}.`, { remedy: first.remedy });
  }
  return { found, warnings };
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
          ? `‘${name}’ is stored in pieces that claim ${byteCount(chunk)} each, in a file of ${byteCount(fileBytes)}. It is refused.`
          : `${claim}, more than a file of ${byteCount(fileBytes)} can hold. It is refused.`,
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
  module: HdfModule,
  file: bigint,
  { name, shape, length, bytes, type }: DataSet,
): Hdf5Array {
  const buffer = attempt(name, () => readBytes(module, file, name, bytes));
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

interface NumericType {
  name: string;
  view(buffer: ArrayBuffer, length: number): NumericArray;
}

const numericTypes: Record<string, NumericType> = {
  bool: { name: 'bool', view: (buffer, length) => new Uint8Array(buffer, 0, length) },
  i1: { name: 'int8', view: (buffer, length) => new Int8Array(buffer, 0, length) },
  i2: { name: 'int16', view: (buffer, length) => new Int16Array(buffer, 0, length) },
  i4: { name: 'int32', view: (buffer, length) => new Int32Array(buffer, 0, length) },
  i8: { name: 'int64', view: (buffer, length) => new BigInt64Array(buffer, 0, length) },
  u1: { name: 'uint8', view: (buffer, length) => new Uint8Array(buffer, 0, length) },
  u2: { name: 'uint16', view: (buffer, length) => new Uint16Array(buffer, 0, length) },
  u4: { name: 'uint32', view: (buffer, length) => new Uint32Array(buffer, 0, length) },
  u8: { name: 'uint64', view: (buffer, length) => new BigUint64Array(buffer, 0, length) },
  f4: { name: 'float32', view: (buffer, length) => new Float32Array(buffer, 0, length) },
  f8: { name: 'float64', view: (buffer, length) => new Float64Array(buffer, 0, length) },
};

/** Classes of HDF5's datatypes (H5T_class_t). */
const classes = {
  integer: 0,
  float: 1,
  time: 2,
  string: 3,
  compound: 6,
  reference: 7,
  enumeration: 8,
  complex: 11,
};

type ValueType = Pick<Metadata, 'type' | 'size' | 'signed' | 'enum_type'>;

function numericType({ type, size, signed, enum_type: enumeration }: ValueType): NumericType | undefined {
  if (type === classes.integer) return numericTypes[`${signed ? 'i' : 'u'}${size}`];
  if (type === classes.float) return numericTypes[`f${size}`];
  // h5py writes bool as an enumeration of a byte.
  const names = Object.keys(enumeration?.members ?? {})
    .toSorted()
    .join();
  return type === classes.enumeration && size === 1 && names === 'FALSE,TRUE' ? numericTypes.bool : undefined;
}

/** Why a data set is not read, as the end of a sentence, and what to do; null when it is. */
function refusalOf(
  metadata: Metadata,
  filters: readonly Library.Filter[],
): { reason: string; remedy: string } | null {
  const { shape, type, size, virtual_sources: sources } = metadata;
  const remedy = 'Save numbers as float32, float64, integers or booleans.';
  if (shape === null) return { reason: 'holds no values', remedy };
  if (shape.length > mostDimensions) {
    return {
      reason: `has ${shape.length} dimensions; up to ${mostDimensions} are read`,
      remedy: 'Save it with fewer dimensions.',
    };
  }
  if (sources !== undefined) {
    return {
      reason: 'is put together from other files',
      remedy: 'Copy its values into a data set of their own.',
    };
  }
  const foreign = filters.find(({ id }) => !knownFilters.includes(id));
  if (foreign !== undefined) {
    const { name, id } = foreign;
    return {
      // What the library calls a filter whose name the file does not tell.
      reason: `is compressed by ${name === '' || name.startsWith('Unknown') ? `filter ${id}` : name}, which is not read`,
      remedy: 'Save it with compression="gzip", or without compression.',
    };
  }
  if (numericType(metadata) !== undefined) return null;
  switch (type) {
    case classes.string:
      return { reason: 'holds text', remedy };
    case classes.compound: {
      const members = metadata.compound_type?.members.map(({ name }) => name) ?? [];
      return members.join() === 'r,i' ? complexValues : { reason: 'holds records of several values', remedy };
    }
    case classes.complex:
      return complexValues;
    case classes.float:
      return { reason: `holds ${8 * size}-bit floats, which are not read`, remedy };
    default:
      return { reason: 'holds values that are no numbers', remedy };
  }
}

const complexValues = {
  reason: 'holds complex numbers, which are not read',
  remedy: 'Save the real and the imaginary part, or the modulus, as data sets of their own.',
};
