import type { ExperimentKindName, SweepAxis } from '../../../../preload/contract/index.ts';
import type { Field } from '../../../components/schema-fields.ts';
import { fieldsOfDocument } from '../../documents/entries.ts';
import type { VariableEntry } from './variable-entries.ts';
import { valueWords } from './value-words.ts';

/** An axis of a sweep with the words its kind of experiment has for it. */
export interface NamedAxis {
  path: string;
  /** "Learning rate"; the path where the kind has no such entry any more. */
  title: string;
  symbol?: string;
  unit?: string;
  description?: string;
  values: SweepAxis['values'];
  /** The values as they are written, without unit. */
  words: readonly string[];
  /** All values are numbers, so that there can be a curve over them. */
  numeric: boolean;
}

/** The entry at a path, in whatever shape of a union it lies. */
function fieldAt(fields: readonly Field[], path: string): VariableEntry['field'] | undefined {
  for (const field of fields) {
    if (field.type === 'group') {
      const found = fieldAt(field.fields, path);
      if (found) return found;
    } else if (field.type === 'variant') {
      for (const variant of field.variants) {
        const found = fieldAt(variant.fields, path);
        if (found) return found;
      }
    } else if (field.type === 'range') {
      const found = fieldAt([field.low, field.high], path);
      if (found) return { ...found, title: `${field.title}, ${found.title.toLowerCase()}` };
    } else if (
      field.path.join('.') === path &&
      (field.type === 'number' || field.type === 'choice' || field.type === 'switch')
    ) {
      return field;
    }
  }
  return undefined;
}

export function namedAxis(kind: ExperimentKindName, { path, values }: SweepAxis): NamedAxis {
  const field = fieldAt(fieldsOfDocument(kind), path);
  const { symbol, unit } = field !== undefined && field.type !== 'switch' ? field : {};
  return {
    path,
    title: field?.title ?? path,
    ...(symbol === undefined ? {} : { symbol }),
    ...(unit === undefined ? {} : { unit }),
    ...(field?.description === undefined ? {} : { description: field.description }),
    values,
    words: values.map((value) => valueWords(field, value)),
    numeric: values.every((value) => typeof value === 'number'),
  };
}

/** "Learning rate", "Steps / pairs": title with unit. */
export const axisTitle = ({ title, unit }: NamedAxis) => (unit ? `${title} / ${unit}` : title);
