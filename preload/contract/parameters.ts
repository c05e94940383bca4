import { z } from 'zod';

/**
 * What a form, a tooltip and the documentation need to know of one parameter beyond its type.
 * Attached with `.meta(...)`, read back through `z.toJSONSchema`, so the schema stays the only description.
 */
export interface ParameterMeta {
  /** Short label, whole words. */
  title: string;
  /** Symbol of the paper as KaTeX source, where there is one. */
  symbol?: string;
  /** Unit as shown to the user; leave out for pure numbers. */
  unit?: string;
  /** One or two sentences: what it does and what a larger value changes. */
  description: string;
  /** Arrow-key step of the form; shift is ten times, alt a tenth. */
  step?: number;
  /** How a slider spreads its range. */
  scale?: 'linear' | 'logarithmic';
  /** Shown only when the form is unfolded. */
  advanced?: boolean;
  [key: string]: unknown;
}

export interface NumberParameter extends ParameterMeta {
  min: number;
  max: number;
  default: number;
}

/** A real number with range, default and words. */
export function real({ min, max, default: value, ...meta }: NumberParameter) {
  return z.number().min(min).max(max).meta(meta).default(value);
}

/** A whole number with range, default and words. */
export function whole({ min, max, default: value, ...meta }: NumberParameter) {
  return z.number().int().min(min).max(max).meta(meta).default(value);
}

/** One of a few words; `options` in the order in which they are offered, `titles` of those that a form writes otherwise. */
export function choice<const T extends readonly [string, ...string[]]>(
  options: T,
  {
    default: value,
    ...meta
  }: ParameterMeta & { default: T[number]; titles?: Partial<Record<T[number], string>> },
) {
  return z
    .enum(options)
    .meta(meta)
    .default(value as never);
}

/** One of a few numbers; `options` in the order in which they are offered. */
export function oneOf<const T extends readonly [number, ...number[]]>(
  options: T,
  { default: value, ...meta }: ParameterMeta & { default: T[number] },
) {
  return z
    .literal(options)
    .meta(meta)
    .default(value as never);
}

/** Yes or no. */
export function toggle({ default: value, ...meta }: ParameterMeta & { default: boolean }) {
  return z.boolean().meta(meta).default(value);
}

/** The seed every random stream of an experiment is derived from. */
export const seed = whole({
  title: 'Seed',
  description:
    'Every random stream is derived from it: the same specification, seed and backend give the same bits.',
  min: 0,
  max: 0xffffffff,
  default: 1,
  step: 1,
});

/**
 * Schema of a change to an object: any of its entries, and only those given. (`partial()` would fill in the default of every
 * entry that is left out, and so set them all back.) A nested object is replaced whole.
 */
export function patchOf<S extends z.ZodRawShape>(
  schema: z.ZodObject<S>,
): z.ZodType<Partial<z.output<z.ZodObject<S>>>, Partial<z.input<z.ZodObject<S>>>> {
  const entries = Object.entries<z.core.$ZodType>(schema.shape).map(([name, entry]) => {
    let plain = entry;
    while (plain instanceof z.ZodDefault || plain instanceof z.ZodPrefault) plain = plain.unwrap();
    return [name, z.optional(plain)];
  });
  return z.strictObject(Object.fromEntries(entries)) as never;
}
