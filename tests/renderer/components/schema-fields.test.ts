import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { experimentKinds, schemaOf, settings } from '../../../preload/contract/index.ts';
import {
  changedFields,
  chosenVariant,
  defaultOf,
  errorsByPath,
  fieldsOf,
  leavesOf,
  sentence,
  valueAtPath,
  withEdit,
  withValue,
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
      item: { min: 4, max: 256, integer: true },
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

describe('a document', () => {
  const document = { kind: 'turing-cnn', flowU: { layers: 4 }, steps: 10 };

  it('is copied along the path of an edit and shared elsewhere', () => {
    const next = withValue(document, ['flowU', 'width'], 32);
    expect(next).toEqual({ kind: 'turing-cnn', flowU: { layers: 4, width: 32 }, steps: 10 });
    expect(document.flowU).toEqual({ layers: 4 });
    const other = withValue(document, ['steps'], 20);
    expect(other['flowU']).toBe(document.flowU);
  });

  it('loses a value that is reset', () => {
    expect(withValue(document, ['flowU', 'layers'], undefined)).toEqual({
      kind: 'turing-cnn',
      flowU: {},
      steps: 10,
    });
  });

  it('answers with undefined beyond what it holds', () => {
    expect(valueAtPath(document, ['flowU', 'layers'])).toBe(4);
    expect(valueAtPath(document, ['flowU', 'layers', 'deeper'])).toBeUndefined();
    expect(valueAtPath(document, ['posterior', 'width'])).toBeUndefined();
  });

  it('says what differs from the defaults', () => {
    const changed = changedFields(cnn, { flowU: { layers: 4, width: 64 }, channels: [16, 32, 48, 64] });
    expect(changed.map(({ path }) => path.join('.'))).toEqual(['flowU.layers']);
  });
});

describe('an edit inside a union the document leaves out', () => {
  it('writes which shape it has', () => {
    const count = at(cnn, 'data', 'count')!;
    const next = withEdit(cnn, { kind: 'turing-cnn' }, count, 640);
    expect(next).toEqual({ kind: 'turing-cnn', data: { source: 'generate', count: 640 } });
    expect(schemaOf['turing-cnn'].parse(next).data).toMatchObject({ source: 'generate', count: 640 });
  });
});

describe('words', () => {
  it.each([
    ['warmup-cosine', 'Warmup cosine'],
    ['learningRate', 'Learning rate'],
    ['F', 'F'],
  ])('%s becomes %s', (name, words) => expect(sentence(name)).toBe(words));

  it('of errors are found by path, the first of each', () => {
    const { error } = schemaOf['turing-hybrid'].safeParse({
      kind: 'turing-hybrid',
      flowU: { layers: 99 },
      batch: 'x',
    });
    const errors = errorsByPath(error?.issues ?? []);
    expect(Object.keys(errors).toSorted()).toEqual(['batch', 'flowU.layers']);
    expect(errors['flowU.layers']).toContain('24');
  });
});
