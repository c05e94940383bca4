import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaOf } from '../../../preload/contract/index.ts';
import {
  changedFields,
  leavesOf,
  valueAtPath,
  withEdit,
  withValue,
} from '../../../renderer/components/form-document.ts';
import { fieldsOf, type JsonSchema } from '../../../renderer/components/schema-fields.ts';

const jsonOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
const cnn = fieldsOf(jsonOf(schemaOf['turing-cnn']));
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
    const count = leavesOf(cnn, {}).find(({ path }) => path.join('.') === 'data.count')!;
    const next = withEdit(cnn, { kind: 'turing-cnn' }, count, 640);
    expect(next).toEqual({ kind: 'turing-cnn', data: { source: 'generate', count: 640 } });
    expect(schemaOf['turing-cnn'].parse(next).data).toMatchObject({ source: 'generate', count: 640 });
  });
});
