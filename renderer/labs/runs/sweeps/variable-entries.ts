import type { ExperimentSpec } from '../../../../preload/contract/index.ts';
import type { ChoiceField, NumberField, SwitchField } from '../../../components/schema-fields.ts';
import { entriesOf, type Entry } from '../../documents/entries.ts';

/** An entry of a document that can be varied: it holds one number, one of some words, or yes and no. */
export interface VariableEntry extends Omit<Entry, 'field'> {
  field: NumberField | ChoiceField | SwitchField;
}

/** The entries of a document that can be varied, the seed first; of a range, each end by itself. */
export function variableEntries(spec: ExperimentSpec): VariableEntry[] {
  const found = entriesOf(spec).flatMap((entry): VariableEntry[] => {
    const { field } = entry;
    if (field?.type === 'range') {
      return [field.low, field.high].map((end) => endOf(entry, end));
    }
    if (field?.type === 'number' || field?.type === 'choice' || field?.type === 'switch') {
      return [{ ...entry, field }];
    }
    return [];
  });
  return found.toSorted((a, b) => Number(b.path === 'seed') - Number(a.path === 'seed'));
}

function endOf(entry: Entry, end: NumberField): VariableEntry {
  const value = (entry.value as Record<string, unknown>)[end.path.at(-1)!];
  return {
    ...entry,
    path: end.path.join('.'),
    title: `${entry.title}, ${end.title.toLowerCase()}`,
    value,
    text: String(value),
    isDefault: value === end.default,
    field: end,
  };
}

/** "Optimiser › Learning rate". */
export const fullTitle = ({ section, title }: Pick<Entry, 'section' | 'title'>) =>
  section === '' ? title : `${section} › ${title}`;

/** Entries in whose title, section or path every word of the text is found. */
export function matchingEntries(entries: readonly VariableEntry[], text: string): VariableEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    const searched = `${fullTitle(entry)} ${entry.path}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}
