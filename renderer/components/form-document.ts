import { defaultOf, type Field, type VariantField } from './schema-fields.ts';

/** Value at a path, or undefined where the document leaves it out. */
export function valueAtPath(document: unknown, path: readonly string[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** A copy of the document with one value set, or left out when it is undefined; what is not on the path is shared. */
export function withValue(
  document: unknown,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const copy = { ...(typeof document === 'object' && document !== null ? document : {}) } as Record<
    string,
    unknown
  >;
  const [key, ...rest] = path;
  if (key === undefined) return copy;
  const next = rest.length === 0 ? value : withValue(copy[key], rest, value);
  if (next === undefined) delete copy[key];
  else copy[key] = next;
  return copy;
}

/**
 * A copy of the document with one field edited. Where the field lies in a union the document leaves out, the union's constant is
 * written too: a part of a union says nothing without it.
 */
export function withEdit(
  fields: readonly Field[],
  document: unknown,
  field: Field,
  value: unknown,
): Record<string, unknown> {
  const around = fields.find(
    (candidate) =>
      candidate.path.length < field.path.length &&
      candidate.path.every((key, index) => key === field.path[index]),
  );
  if (around?.type === 'group') return withEdit(around.fields, document, field, value);
  if (around?.type !== 'variant') return withValue(document, field.path, value);
  const variant = chosenVariant(around, document);
  const named = withValue(document, [...around.path, around.discriminator], variant.value);
  return withEdit(variant.fields, named, field, value);
}

/** Fields that can hold one value each, with those inside groups and, for unions, of the shape the document has. */
export function leavesOf(fields: readonly Field[], document: unknown): Field[] {
  return fields.flatMap((field): Field[] => {
    if (field.type === 'group') return leavesOf(field.fields, document);
    if (field.type === 'range') return [field.low, field.high];
    if (field.type !== 'variant') return [field];
    return leavesOf(chosenVariant(field, document).fields, document);
  });
}

/** The shape of a union that the document has. */
export function chosenVariant(field: VariantField, document: unknown): VariantField['variants'][number] {
  const value = valueAtPath(document, [...field.path, field.discriminator]) ?? field.default;
  return field.variants.find((variant) => variant.value === value) ?? field.variants[0]!;
}

/** Titles of the fields whose value differs from the default. */
export function changedFields(fields: readonly Field[], document: unknown): Field[] {
  return leavesOf(fields, document).filter((field) => {
    const value = valueAtPath(document, field.path);
    return value !== undefined && JSON.stringify(value) !== JSON.stringify(defaultOf(field));
  });
}
