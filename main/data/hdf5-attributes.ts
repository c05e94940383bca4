import type * as Library from 'h5wasm';
import { classes } from './hdf5-types.ts';

type Metadata = Library.Metadata;

/** What the attributes of one object may take: they are a few words and numbers. */
const mostAttributes = 64;
const mostBytes = 2 ** 16;
const longestText = 200;
const mostNumbers = 8;

/**
 * The attributes of an object of an HDF5 file in words: numbers and texts as they are, long ones cut, others by their kind. `texts`: whether those
 * of any length can be read, which lie in heaps of their own.
 */
export function readAttributes(
  library: typeof Library,
  file: bigint,
  path: string,
  texts: boolean,
): Record<string, string> {
  const names = library.Module.get_attribute_names(file, path).slice(0, mostAttributes);
  return Object.fromEntries(names.map((name) => [name, attributeText(library, file, path, name, texts)]));
}

function attributeText(
  library: typeof Library,
  file: bigint,
  path: string,
  name: string,
  texts: boolean,
): string {
  const metadata = library.Module.get_attribute_metadata(file, path, name);
  const { type, shape, total_size: length, size } = metadata;
  if (shape === null) return 'nothing';
  if (!(length * size <= mostBytes)) return `${length} values`;
  if (metadata.vlen && !texts) return 'text that cannot be read';
  if (!isPlain(metadata)) return 'of a kind that is not shown';
  const value = valueOf(library, file, path, name);
  if (value === undefined) return 'of a kind that is not shown';
  if (type === classes.string) return cut(Array.isArray(value) ? value.join(', ') : String(value));
  if (typeof value === 'boolean') return String(value);
  return numbersText(
    ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(value as Iterable<unknown>) : [value],
  );
}

/** undefined for what the library has no way to show; a crash in it is the file's end. */
function valueOf(library: typeof Library, file: bigint, path: string, name: string): unknown {
  try {
    return new library.Attribute(file, path, name).value;
  } catch (fault) {
    if (fault instanceof Error && fault.name !== 'Error') throw fault;
    return undefined;
  }
}

const isPlain = ({ type }: Metadata) =>
  ([classes.integer, classes.float, classes.string, classes.enumeration] as number[]).includes(type);

function numbersText(values: readonly unknown[]): string {
  const more = values.length > mostNumbers ? `, … (${values.length})` : '';
  return values.slice(0, mostNumbers).map(String).join(', ') + more;
}

/** Without control characters, and not too long. */
function cut(text: string): string {
  const plain = text.slice(0, longestText + 1).replaceAll(/\p{Cc}+/gu, ' ');
  return plain.length > longestText ? `${plain.slice(0, longestText)}…` : plain;
}
