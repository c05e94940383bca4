import { chosenVariant, valueAtPath } from './form-document.ts';
import { count, typed } from './numbers.ts';
import { defaultOf, type Field, type GroupField, type VariantField } from './schema-fields.ts';

export interface Row {
  field: Field;
  value: string;
  unit?: string;
  changed: boolean;
}

/** A document as it is read: rows under the titles of their groups, ungrouped ones first. */
export function rowsOf(
  fields: readonly Field[],
  document: unknown,
  title = '',
): { title: string; rows: Row[] }[] {
  const own: Row[] = [];
  const groups: { title: string; rows: Row[] }[] = [];
  const within = (name: string) => (title === '' ? name : `${title} › ${name}`);
  for (const field of fields) {
    if (field.type === 'group') groups.push(...rowsOf(field.fields, document, within(field.title)));
    else if (field.type === 'variant') {
      const variant = chosenVariant(field, document);
      groups.push(
        ...rowsOf(variant.fields, document, within(`${field.title}: ${variant.title.toLowerCase()}`)),
      );
    } else own.push(rowOf(field, document));
  }
  return [...(own.length > 0 ? [{ title, rows: own }] : []), ...groups];
}

function rowOf(field: Exclude<Field, GroupField | VariantField>, document: unknown): Row {
  const value = valueAtPath(document, field.path) ?? defaultOf(field);
  const unit = field.type === 'number' || field.type === 'range' ? field.unit : undefined;
  return {
    field,
    value: valueWords(field, value),
    changed: JSON.stringify(value) !== JSON.stringify(defaultOf(field)),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** A value of a field as it is read: "yes", "4 096", "free". */
export function valueWords(field: Field, value: unknown): string {
  if (value === undefined) return 'free';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number')
    return Number.isInteger(value) ? count(value) : typed(value).replace('-', '−');
  if (field.type === 'choice') return String(value).replaceAll('-', ' ');
  if (Array.isArray(value)) return value.join(', ');
  if (field.type === 'range') {
    const { low, high } = value as { low?: number; high?: number };
    return `${typed(low ?? NaN)} to ${typed(high ?? NaN)}`.replaceAll('-', '−');
  }
  return String(value);
}

/** What is known of a field, for a plain tooltip. */
export const describeField = (field: Field) => [field.title, field.description].filter(Boolean).join(': ');
