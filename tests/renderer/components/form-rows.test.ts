import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaOf } from '../../../preload/contract/index.ts';
import { leavesOf } from '../../../renderer/components/form-document.ts';
import { rowsOf } from '../../../renderer/components/form-rows.ts';
import { fieldsOf, type JsonSchema } from '../../../renderer/components/schema-fields.ts';

const jsonOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' }) as JsonSchema;
const cnn = fieldsOf(jsonOf(schemaOf['turing-cnn']));
describe('a document to be read', () => {
  const rows = rowsOf(cnn, { data: { source: 'run', run: 'patterns' }, steps: 10, unknownZoom: true });

  it('has a row for every parameter, under the title of its group', () => {
    expect(rows.map(({ title }) => title)).toEqual([
      '',
      'Patterns: run',
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ]);
    expect(rows.flatMap((section) => section.rows)).toHaveLength(
      leavesOf(cnn, { data: { source: 'run' } }).length,
    );
  });

  it('marks what is not as by default', () => {
    const changed = rows.flatMap((section) => section.rows).filter((row) => row.changed);
    expect(changed.map(({ field, value }) => [field.path.join('.'), value])).toEqual([
      ['unknownZoom', 'yes'],
      ['steps', '10'],
      ['data.run', 'patterns'],
    ]);
  });

  it('says what is free, and writes ranges', () => {
    const design = rowsOf(fieldsOf(jsonOf(schemaOf['turing-design'])), {});
    expect(design.at(-1)!.rows.map(({ value }) => value)).toEqual(['free', 'free', 'free', 'free']);
    const data = rowsOf(fieldsOf(jsonOf(schemaOf['gray-scott-dataset'])), {});
    expect(data.at(-1)!.rows.find(({ field }) => field.path.at(-1) === 'kappa')?.value).toBe(
      '−0.007 to 0.005',
    );
  });
});
