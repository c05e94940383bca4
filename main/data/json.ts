import { badFile } from './bad-file.ts';
import { decodeText } from './csv-text.ts';
import type { NamedArray } from './named-array.ts';

/** What a JSON file holds: numbers, or a document of another kind. */
export type JsonContents = { kind: 'document'; document: unknown } | JsonNumbers;

export interface JsonNumbers {
  kind: 'numbers';
  arrays: NamedArray[];
  /** Names of the columns where the one array is a table. */
  columns: string[] | null;
  warnings: string[];
}

const mostDimensions = 8;
const deepest = 64;
/** Lists and objects together; each takes some 50 bytes, whatever is in it. */
const mostLists = 2 ** 23;
const mostValues = 2 ** 26;
const mostArrays = 10_000;
const remedy = 'Write arrays as nested lists of equal length, tables as a list of records.';

/**
 * Reads numbers from JSON: nested lists as an array, an object of lists as named arrays (columns of a table when all are of one length), a list
 * of records as a table. null is NaN; NaN and Infinity are understood as Python writes them; true and false are 1 and 0. An object with a
 * `kind` is a document. Throws HostError 'bad-file' with the place: byte, path of keys and indices.
 */
export function readJson(bytes: Uint8Array): JsonContents {
  checkNesting(bytes);
  const value = parse(decodeText(bytes));
  if (!isObject(value) && !Array.isArray(value)) return { kind: 'document', document: value };
  if (isObject(value) && Object.hasOwn(value, 'kind')) return { kind: 'document', document: value };
  // Every value takes at least one letter: lists that differ in length claim no room beyond that.
  return Array.isArray(value) ? fromList(value, bytes.length) : fromObject(value, bytes.length);
}

/** Counts lists and objects outside of texts before any of them takes memory. */
function checkNesting(bytes: Uint8Array): void {
  let depth = 0;
  let lists = 0;
  let quoted = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (quoted) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) quoted = false;
    } else if (byte === 0x22) quoted = true;
    else if (byte === 0x5b || byte === 0x7b) {
      lists++;
      if (++depth > deepest)
        throw badFile(`Lists are nested deeper than ${deepest}.`, { offset: at, remedy });
      if (lists > mostLists) {
        throw badFile(`There are more than ${mostLists / 2 ** 20} million lists in it.`, {
          offset: at,
          remedy: 'Save the numbers as .npy or CSV.',
        });
      }
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
}

function parse(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (cause) {
    const words = /"(?:[^"\\]|\\.)*"|\b(?:NaN|Infinity)\b/g;
    if (/\b(?:NaN|Infinity)\b/.test(plain)) {
      try {
        return JSON.parse(
          plain.replaceAll(words, (word) => (word === 'NaN' ? 'null' : word === 'Infinity' ? '1e999' : word)),
        );
      } catch {
        // The fault is elsewhere; the first message tells its place in the file as it is.
      }
    }
    throw badFile(`This is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      remedy: 'Correct the document, or write it again.',
      cause,
    });
  }
}

function fromList(list: readonly unknown[], room: number): JsonContents {
  if (list.length > 0 && list.every(isObject)) return tableOfRecords(list);
  const array = arrayOf(list, '', room);
  return { kind: 'numbers', arrays: [{ ...array, name: 'array' }], columns: null, warnings: [] };
}

function fromObject(object: Record<string, unknown>, room: number): JsonContents {
  const lists: { name: string; list: unknown[] }[] = [];
  const single: string[] = [];
  gather(object, '', 0, lists, single);
  if (lists.length === 0) return { kind: 'document', document: object };
  const warnings = single.map((name) => `‘${name}’ is no list and is passed over.`);
  const arrays: NamedArray[] = [];
  for (const { name, list } of lists) {
    if (list.some((item) => typeof item === 'string' || isObject(item))) {
      warnings.push(`‘${name}’ holds text or records and is passed over.`);
    } else arrays.push({ ...arrayOf(list, name, room), name });
  }
  if (arrays.length === 0) {
    throw badFile('The JSON document holds no list of numbers.', { where: lists[0]!.name, remedy });
  }
  const rows = arrays[0]!.shape[0]!;
  const columns = arrays.every(({ shape }) => shape.length === 1 && shape[0] === rows);
  if (!columns || arrays.length < 2) return { kind: 'numbers', arrays, columns: null, warnings };
  const data = new Float64Array(rows * arrays.length);
  for (const [column, array] of arrays.entries()) {
    for (let row = 0; row < rows; row++) data[row * arrays.length + column] = Number(array.data[row]);
  }
  return {
    ...tableWith(
      data,
      rows,
      arrays.map(({ name }) => name),
    ),
    warnings,
  };
}

/** Lists of an object and of the objects in it, by their paths; and what is neither. */
function gather(
  object: Record<string, unknown>,
  path: string,
  depth: number,
  lists: { name: string; list: unknown[] }[],
  single: string[],
): void {
  for (const [key, value] of Object.entries(object)) {
    const name = path === '' ? key : `${path}/${key}`;
    if (Array.isArray(value)) lists.push({ name, list: value });
    else if (isObject(value) && depth < mostDimensions) gather(value, name, depth + 1, lists, single);
    else if (single.length < 10) single.push(name);
    if (lists.length > mostArrays)
      throw badFile(`There are more than ${mostArrays} lists with names.`, { remedy });
  }
}

/** Records that have numbers under the same names; names with text are passed over. */
function tableOfRecords(records: readonly Record<string, unknown>[]): JsonContents {
  const names = Object.keys(records[0]!);
  const kept = names.filter((name) => !records.every((record) => typeof record[name] === 'string'));
  if (kept.length === 0) throw badFile('The records hold no numbers.', { where: '[0]', remedy });
  if (records.length * kept.length > mostValues) throw tooMany();
  const data = new Float64Array(records.length * kept.length);
  for (const [row, record] of records.entries()) {
    const strange = Object.keys(record).find((key) => !names.includes(key));
    const missing = names.find((key) => !Object.hasOwn(record, key));
    const other = strange ?? missing;
    if (other !== undefined) {
      const [has, not] = strange === undefined ? ['the first has', `has no`] : ['the first has not', 'has a'];
      throw badFile(`Record ${row + 1} ${not} ‘${other.slice(0, 40)}’, which ${has}.`, {
        where: `[${row}].${other.slice(0, 40)}`,
        remedy: 'Give every record the same names, with null where there is no value.',
      });
    }
    for (const [column, name] of kept.entries()) {
      const number = numberOf(record[name]);
      if (number === undefined) {
        throw badFile(`Record ${row + 1}, ${name.slice(0, 40)}: not a number.`, {
          where: `[${row}].${name.slice(0, 40)}`,
          remedy: 'Correct the value, or write null where there is none.',
        });
      }
      data[row * kept.length + column] = number;
    }
  }
  const warnings = names
    .filter((name) => !kept.includes(name))
    .map((name) => `‘${name}’ holds text and is passed over.`);
  return { ...tableWith(data, records.length, kept), warnings };
}

function tableWith(data: Float64Array, rows: number, columns: string[]): Omit<JsonNumbers, 'warnings'> {
  const array = { name: 'table', shape: [rows, columns.length], data, type: 'float64' };
  return { kind: 'numbers', arrays: [array], columns };
}

/** Nested lists as an array; its shape is that of the first list of every level, which all others must have. */
function arrayOf(list: readonly unknown[], name: string, room: number): Omit<NamedArray, 'name'> {
  const shape: number[] = [];
  for (let item: unknown = list; Array.isArray(item); item = item[0]) shape.push(item.length);
  if (shape.length > mostDimensions) {
    throw badFile(`The lists are nested ${shape.length} deep; up to ${mostDimensions} are read.`, {
      where: name,
      remedy,
    });
  }
  const length = shape.reduce((product, extent) => product * extent, 1);
  if (length > mostValues) throw tooMany();
  const data = new Float64Array(Math.min(length, room));
  let to = 0;
  let booleans = length > 0;
  const fill = (items: readonly unknown[], depth: number, place: string): void => {
    if (items.length !== shape[depth]) {
      throw badFile(
        `The list ${place || 'of lists'} has ${items.length} values, expected ${shape[depth]} as in the first.`,
        {
          where: place,
          remedy: 'Make all lists of one level equally long, or fill gaps with null.',
        },
      );
    }
    for (let index = 0; index < items.length; index++) {
      const item = items[index];
      if (depth + 1 < shape.length) {
        if (!Array.isArray(item)) throw noNumber(`${place}[${index}]`, 'a list');
        fill(item, depth + 1, `${place}[${index}]`);
      } else {
        const number = numberOf(item);
        if (number === undefined) throw noNumber(`${place}[${index}]`, 'a number');
        booleans &&= typeof item === 'boolean';
        data[to++] = number;
      }
    }
  };
  fill(list, 0, name);
  return booleans ? { shape, data: Uint8Array.from(data), type: 'bool' } : { shape, data, type: 'float64' };
}

function noNumber(place: string, expected: string) {
  return badFile(`${place} is not ${expected}.`, { where: place, remedy });
}

function tooMany() {
  return badFile(`There are more than ${mostValues / 2 ** 20} million values in it.`, {
    remedy: 'Save the numbers as .npy, which is read many times faster as well.',
  });
}

/** undefined for what is no number. */
function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  return value === null ? Number.NaN : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
