import { valueWords as wordsOfField } from '../../../components/form-rows.ts';
import type { VariableEntry } from './variable-entries.ts';
import type { SweepValue } from './values.ts';

/** What an entry that is no free number can be. */
export function optionsOf(field: VariableEntry['field']): SweepValue[] {
  if (field.type === 'switch') return [false, true];
  if (field.type === 'number') return [];
  return field.options.map(({ value }) => (field.numeric ? Number(value) : value));
}

/** A value of an axis in words. Seeds keep their digits together: they are names rather than amounts. */
export function valueWords(field: VariableEntry['field'] | undefined, value: SweepValue): string {
  if (field === undefined || field.path.join('.') === 'seed') return String(value);
  return wordsOfField(field, value);
}
