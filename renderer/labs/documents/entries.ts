import { z } from 'zod';
import { schemaOf, type ExperimentKindName, type ExperimentSpec } from '../../../preload/contract/index.ts';
import { chosenVariant, valueAtPath } from '../../components/form-document.ts';
import { valueWords } from '../../components/form-rows.ts';
import {
  defaultOf,
  fieldsOf,
  sentence,
  type Field,
  type JsonSchema,
} from '../../components/schema-fields.ts';

/** One entry of a document that holds one value, with what its schema says of it. */
export interface Entry {
  /** Dotted: "optimiser.learningRate". */
  path: string;
  /** Titles of the groups it lies in: "Optimiser"; empty at the top. */
  section: string;
  title: string;
  /** KaTeX source. */
  symbol?: string;
  unit?: string;
  description?: string;
  value: unknown;
  /** The value in words, without its unit. */
  text: string;
  isDefault: boolean;
  /** What the form makes of it; absent for entries the form does not know. */
  field?: Field;
}

const fieldsOfKind = new Map<ExperimentKindName, readonly Field[]>();

/** The fields of a kind of experiment, as its form shows them. */
export function fieldsOfDocument(kind: ExperimentKindName): readonly Field[] {
  let fields = fieldsOfKind.get(kind);
  if (fields === undefined) {
    fields = fieldsOf(z.toJSONSchema(schemaOf[kind], { io: 'input' }) as JsonSchema);
    fieldsOfKind.set(kind, fields);
  }
  return fields;
}

/**
 * Every entry of a document but its kind and version, in the order of its form. Of a union there is one entry that says which shape it
 * has, then those of that shape. What the form has no field for comes last, under its own key.
 */
export function entriesOf(spec: ExperimentSpec): Entry[] {
  const known = fieldsOfDocument(spec.kind).flatMap((field) => entriesOfField(field, spec, ''));
  const covered = known.map(({ path }) => path);
  const isKnown = (path: string) => covered.some((one) => path === one || path.startsWith(`${one}.`));
  const others = leavesIn(spec, '').filter(
    ({ path }) => path !== 'kind' && path !== 'version' && !isKnown(path),
  );
  return [
    ...known,
    ...others.map(({ path, value }): Entry => ({
      path,
      section: path.split('.').slice(0, -1).map(sentence).join(' › '),
      title: sentence(path.split('.').at(-1)!),
      value,
      text: typeof value === 'string' ? value : JSON.stringify(value),
      isDefault: false,
    })),
  ];
}

function entriesOfField(field: Field, spec: ExperimentSpec, section: string): Entry[] {
  const within = section === '' ? field.title : `${section} › ${field.title}`;
  if (field.type === 'group') return field.fields.flatMap((child) => entriesOfField(child, spec, within));
  if (field.type === 'variant') {
    const variant = chosenVariant(field, spec);
    return [
      {
        path: [...field.path, field.discriminator].join('.'),
        section,
        title: field.title,
        ...(field.description === undefined ? {} : { description: field.description }),
        value: variant.value,
        text: variant.title,
        isDefault: variant.value === field.default,
      },
      ...variant.fields.flatMap((child) => entriesOfField(child, spec, within)),
    ];
  }
  const initial = defaultOf(field);
  const value = valueAtPath(spec, field.path) ?? initial;
  const { symbol, unit } = wordsOf(field);
  return [
    {
      path: field.path.join('.'),
      section,
      title: field.title,
      ...(symbol === undefined ? {} : { symbol }),
      ...(unit === undefined ? {} : { unit }),
      ...(field.description === undefined ? {} : { description: field.description }),
      value,
      // The digits of a seed stay together: it is a name rather than an amount.
      text: field.path.join('.') === 'seed' ? String(value) : valueWords(field, value),
      isDefault: canonical(value) === canonical(initial),
      field,
    },
  ];
}

const wordsOf = (field: Field): { symbol?: string; unit?: string } =>
  field.type === 'number' || field.type === 'choice' || field.type === 'range' ? field : {};

/** Values that are no plain objects, with their dotted paths. */
function leavesIn(value: unknown, path: string): { path: string; value: unknown }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value === undefined ? [] : [{ path, value }];
  }
  return Object.entries(value).flatMap(([key, child]) =>
    leavesIn(child, path === '' ? key : `${path}.${key}`),
  );
}

/** A value as text that is the same for values that mean the same, in whatever order their keys are. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const parts = Object.entries(value)
    .filter(([, child]) => child !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, child]) => `${JSON.stringify(key)}:${canonical(child)}`);
  return `{${parts.join(',')}}`;
}
