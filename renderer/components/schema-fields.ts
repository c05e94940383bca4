/**
 * Reads a JSON schema (z.toJSONSchema(schema, { io: 'input' })) as the fields of a form. Only what experiment documents use is
 * understood: objects, numbers, words, choices, switches, lists of numbers or of words, and unions told apart by a constant.
 */
export interface JsonSchema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  oneOf?: JsonSchema[];
  symbol?: string;
  unit?: string;
  step?: number;
  scale?: 'linear' | 'logarithmic';
  advanced?: boolean;
  /** Of options whose word is not to be shown. */
  titles?: Record<string, string>;
}

interface FieldBase {
  /** Keys from the document down: ['flowU', 'width']. */
  path: readonly string[];
  title: string;
  description?: string;
  advanced: boolean;
}

export interface NumberField extends FieldBase {
  type: 'number';
  symbol?: string;
  unit?: string;
  min: number;
  max: number;
  step?: number;
  scale: 'linear' | 'logarithmic';
  integer: boolean;
  /** Absent: the number may be left out, and the field starts switched off. */
  default?: number;
  optional: boolean;
}

export interface ChoiceField extends FieldBase {
  type: 'choice';
  symbol?: string;
  unit?: string;
  /** The options are numbers: the document holds a number where the control shows its digits. */
  numeric: boolean;
  options: { value: string; title: string }[];
  default?: string;
}

export interface SwitchField extends FieldBase {
  type: 'switch';
  default: boolean;
}

export interface TextField extends FieldBase {
  type: 'text';
  default: string;
}

export interface ListField extends FieldBase {
  type: 'list';
  item: { type: 'number'; min: number; max: number; integer: boolean } | { type: 'text' };
  minItems: number;
  maxItems: number;
  default: (number | string)[];
}

/** Two numbers, low and high. */
export interface RangeField extends FieldBase {
  type: 'range';
  symbol?: string;
  unit?: string;
  low: NumberField;
  high: NumberField;
}

export interface GroupField extends FieldBase {
  type: 'group';
  fields: Field[];
}

/** One of several shapes; `discriminator` names the key whose constant tells which. */
export interface VariantField extends FieldBase {
  type: 'variant';
  discriminator: string;
  variants: { value: string; title: string; fields: Field[] }[];
  default: string;
}

export type Field =
  NumberField | ChoiceField | SwitchField | TextField | ListField | RangeField | GroupField | VariantField;

/** Fields of an object schema, in order; constants (kind, version) are not fields. `only` keeps some of the top-level keys. */
export function fieldsOf(
  schema: JsonSchema,
  only?: readonly string[],
  path: readonly string[] = [],
): Field[] {
  const keys = Object.keys(schema.properties ?? {}).filter((key) => only?.includes(key) ?? true);
  return keys.flatMap((key) => {
    const property = schema.properties![key]!;
    const field = fieldOf(property, [...path, key], schema.required?.includes(key) ?? false);
    return field === null ? [] : [field];
  });
}

function fieldOf(schema: JsonSchema, path: readonly string[], required: boolean): Field | null {
  const base: FieldBase = {
    path,
    title: schema.title ?? sentence(path.at(-1) ?? ''),
    advanced: schema.advanced ?? false,
    ...(schema.description === undefined ? {} : { description: schema.description }),
  };
  if (schema.oneOf) return variantField(schema, base);
  if (schema.const !== undefined) return null;
  if (schema.enum) {
    const options = schema.enum
      .map(String)
      .map((value) => ({ value, title: schema.titles?.[value] ?? sentence(value) }));
    return {
      ...base,
      type: 'choice',
      numeric: schema.type === 'number',
      options,
      ...defined('symbol', schema.symbol),
      ...defined('unit', schema.unit),
      ...defined('default', schema.default === undefined ? undefined : String(schema.default)),
    };
  }
  switch (schema.type) {
    case 'number':
    case 'integer':
      return numberField(schema, base, required);
    case 'boolean':
      return { ...base, type: 'switch', default: schema.default === true };
    case 'string':
      return { ...base, type: 'text', default: typeof schema.default === 'string' ? schema.default : '' };
    case 'array':
      return listField(schema, base);
    case 'object':
      return objectField(schema, base);
    default:
      return null;
  }
}

function numberField(schema: JsonSchema, base: FieldBase, required: boolean): NumberField {
  return {
    ...base,
    type: 'number',
    min: schema.minimum ?? -Infinity,
    max: schema.maximum ?? Infinity,
    scale: schema.scale ?? 'linear',
    integer: schema.type === 'integer',
    optional: schema.default === undefined && !required,
    ...defined('step', schema.step),
    ...defined('symbol', schema.symbol),
    ...defined('unit', schema.unit),
    ...defined('default', schema.default as number | undefined),
  };
}

function listField(schema: JsonSchema, base: FieldBase): ListField {
  const { items = {} } = schema;
  const words = items.type === 'string';
  return {
    ...base,
    type: 'list',
    item: words
      ? { type: 'text' }
      : {
          type: 'number',
          min: items.minimum ?? -Infinity,
          max: items.maximum ?? Infinity,
          integer: items.type === 'integer',
        },
    minItems: schema.minItems ?? 0,
    maxItems: schema.maxItems ?? Infinity,
    default: Array.isArray(schema.default)
      ? schema.default.map((item) => (words ? String(item) : Number(item)))
      : [],
  };
}

function objectField(schema: JsonSchema, base: FieldBase): RangeField | GroupField {
  const fields = fieldsOf(schema, undefined, base.path);
  const [low, high, ...others] = fields;
  const isRange =
    low?.type === 'number' &&
    high?.type === 'number' &&
    others.length === 0 &&
    low.path.at(-1) === 'low' &&
    high.path.at(-1) === 'high';
  if (!isRange) return { ...base, type: 'group', fields };
  return {
    ...base,
    type: 'range',
    low,
    high,
    ...defined('symbol', schema.symbol),
    ...defined('unit', schema.unit),
  };
}

function variantField(schema: JsonSchema, base: FieldBase): VariantField | null {
  const options = schema.oneOf ?? [];
  const discriminator = Object.keys(options[0]?.properties ?? {}).find((key) =>
    options.every((option) => option.properties?.[key]?.const !== undefined),
  );
  if (discriminator === undefined) return null;
  const variants = options.map((option) => {
    const value = String(option.properties![discriminator]!.const);
    return { value, title: option.title ?? sentence(value), fields: fieldsOf(option, undefined, base.path) };
  });
  const chosen = (schema.default as Record<string, unknown> | undefined)?.[discriminator];
  return { ...base, type: 'variant', discriminator, variants, default: String(chosen ?? variants[0]!.value) };
}

/** "warmup-cosine" -> "Warmup cosine", "learningRate" -> "Learning rate". */
export function sentence(name: string): string {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a document that leaves everything out means, for one field. */
export function defaultOf(field: Field): unknown {
  switch (field.type) {
    case 'group':
      return Object.fromEntries(
        field.fields
          .map((child) => [child.path.at(-1)!, defaultOf(child)])
          .filter(([, value]) => value !== undefined),
      );
    case 'range':
      return { low: field.low.default, high: field.high.default };
    case 'variant':
      return { [field.discriminator]: field.default };
    case 'choice':
      return field.numeric && field.default !== undefined ? Number(field.default) : field.default;
    default:
      return field.default;
  }
}

function defined<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
