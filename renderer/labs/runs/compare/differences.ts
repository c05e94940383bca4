import type { ExperimentSpec } from '../../../../preload/contract/index.ts';
import { canonical, entriesOf, type Entry } from '../../documents/entries.ts';
import { kindTitles } from '../../kinds.ts';

/** What one document says in a row. */
export interface ComparedValue {
  text: string;
  isDefault: boolean;
  /** The same for values that mean the same. */
  identity: string;
}

/** One entry over all documents. */
export interface ComparedEntry extends Pick<
  Entry,
  'path' | 'section' | 'title' | 'symbol' | 'unit' | 'description'
> {
  /** One for each document; null where the document has no such entry. */
  values: readonly (ComparedValue | null)[];
  differs: boolean;
}

/** Documents of different kinds may use a path for different things: those are different rows. */
const rowOf = ({ path, title, unit }: Entry) => [path, title, unit].join('\n');

/**
 * The entries of some documents side by side: in the order of the first document's form, those only others have after what precedes
 * them there. The first row is the kind.
 */
export function compareDocuments(specs: readonly ExperimentSpec[]): ComparedEntry[] {
  const documents = specs.map((spec) => new Map(entriesOf(spec).map((entry) => [rowOf(entry), entry])));
  const order: Entry[] = [];
  for (const entries of documents) {
    let place = 0;
    for (const entry of entries.values()) {
      const found = order.findIndex((one) => rowOf(one) === rowOf(entry));
      if (found < 0) order.splice(place, 0, entry);
      place = (found < 0 ? place : found) + 1;
    }
  }
  const kinds = specs.map(({ kind }) => ({ text: kindTitles[kind], isDefault: false, identity: kind }));
  return [
    { path: 'kind', section: '', title: 'Kind', values: kinds, differs: differ(kinds) },
    ...order.map((entry): ComparedEntry => {
      const values = documents.map((entries) => valueOf(entries.get(rowOf(entry))));
      const { path, section, title, symbol, unit, description } = entry;
      return {
        path,
        section,
        title,
        ...(symbol === undefined ? {} : { symbol }),
        ...(unit === undefined ? {} : { unit }),
        ...(description === undefined ? {} : { description }),
        values,
        differs: differ(values),
      };
    }),
  ];
}

const valueOf = (entry: Entry | undefined): ComparedValue | null =>
  entry === undefined
    ? null
    : { text: entry.text, isDefault: entry.isDefault, identity: canonical(entry.value) };

const differ = (values: readonly (ComparedValue | null)[]) =>
  new Set(values.map((value) => value?.identity)).size > 1;
