import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { experimentKinds, schemaOf, settings } from '../../../preload/contract/index.ts';
import { chosenVariant, leavesOf, withEdit } from '../../../renderer/components/form-document.ts';
import {
  defaultOf,
  fieldsOf,
  sentence,
  type Field,
  type JsonSchema,
  type VariantField,
} from '../../../renderer/components/schema-fields.ts';

const jsonOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
const cnn = fieldsOf(jsonOf(schemaOf['turing-cnn']));
const at = (fields: readonly Field[], ...path: string[]) =>
  leavesOf(fields, {}).find((field) => field.path.join('.') === path.join('.'));

/** A document with every default written out. */
const filled = (fields: readonly Field[], document: Record<string, unknown>) =>
  leavesOf(fields, document).reduce(
    (filling, field) => withEdit(fields, filling, field, defaultOf(field)),
    document,
  );

describe.each(experimentKinds)('the form of %s', (kind) => {
  const fields = fieldsOf(jsonOf(schemaOf[kind]));

  it('shows every number with its range and words, and no constant', () => {
    const numbers = leavesOf(fields, {}).filter((field) => field.type === 'number');
    expect(numbers.length).toBeGreaterThan(0);
    for (const field of numbers) expect(field.max).toBeGreaterThan(field.min);
    expect(fields.map((field) => field.path[0])).not.toContain('kind');
    expect(fields.map((field) => field.path[0])).not.toContain('version');
  });

  it('shows the defaults that the schema fills in', () => {
    expect(schemaOf[kind].parse(filled(fields, { kind }))).toEqual(schemaOf[kind].parse({ kind }));
  });
});

describe('fields', () => {
  it('carry what the schema says of a number', () => {
    expect(at(cnn, 'gamma')).toMatchObject({
      type: 'number',
      symbol: '\\gamma',
      min: 1e-4,
      max: 10,
      scale: 'logarithmic',
      integer: false,
      default: 0.1,
    });
    expect(at(cnn, 'flowU', 'clamp')?.advanced).toBe(true);
  });

  it('write options as the schema does where a word would say less', () => {
    expect(at(fieldsOf(jsonOf(schemaOf['vicsek-order'])), 'particles', 'noiseInterval')).toMatchObject({
      type: 'choice',
      options: [
        { value: 'unit', title: '±½' },
        { value: 'pi', title: '±π/2' },
      ],
    });
  });

  it('are choices, switches and lists where the schema says so', () => {
    expect(at(cnn, 'observation')).toMatchObject({
      type: 'choice',
      options: [
        { value: 'fields', title: 'Fields' },
        { value: 'picture', title: 'Picture' },
      ],
    });
    expect(at(cnn, 'unknownZoom')).toMatchObject({ type: 'switch', default: false });
    expect(at(cnn, 'channels')).toMatchObject({
      type: 'list',
      minItems: 4,
      maxItems: 4,
      default: [16, 32, 48, 64],
      item: { type: 'number', min: 4, max: 256, integer: true },
    });
    expect(at(fieldsOf(jsonOf(schemaOf['mlrg-kl'])), 'hidden')).toMatchObject({
      type: 'list',
      item: { type: 'text' },
      minItems: 1,
      maxItems: 12,
      default: ['A1', '2A1', 'A1+E', '2A1+E', 'B1'],
    });
  });

  it('are unions told apart by their constant', () => {
    const data = cnn.find((field) => field.path[0] === 'data') as VariantField;
    expect(data).toMatchObject({ type: 'variant', discriminator: 'source', default: 'generate' });
    expect(data.variants.map(({ value }) => value)).toEqual(['generate', 'run']);
    expect(chosenVariant(data, {}).value).toBe('generate');
    expect(chosenVariant(data, { data: { source: 'run', run: 'x' } }).fields).toMatchObject([
      { type: 'text', path: ['data', 'run'] },
    ]);
  });

  it('are ranges where an object is just low and high', () => {
    const generation = at(fieldsOf(jsonOf(schemaOf['gray-scott-dataset'])), 'generation', 'F', 'low');
    expect(generation).toMatchObject({ type: 'number', default: 0.014 });
  });

  it('may be left out where the schema gives neither default nor demand', () => {
    const design = fieldsOf(jsonOf(schemaOf['turing-design']));
    expect(at(design, 'hold', 'F')).toMatchObject({ type: 'number', optional: true });
    expect(at(design, 'samples')).toMatchObject({ optional: false });
  });

  it('can be some of the top level only', () => {
    expect(fieldsOf(jsonOf(settings), ['threads']).map(({ path }) => path)).toEqual([['threads']]);
  });
});

describe('words', () => {
  it.each([
    ['warmup-cosine', 'Warmup cosine'],
    ['learningRate', 'Learning rate'],
    ['F', 'F'],
  ])('%s becomes %s', (name, words) => expect(sentence(name)).toBe(words));
});
