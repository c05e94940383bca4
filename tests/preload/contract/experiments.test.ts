import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { experimentKinds, experimentSpec, schemaOf } from '../../../preload/contract/index.ts';

type Node = {
  type?: string;
  enum?: unknown[];
  title?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  default?: unknown;
  properties?: Record<string, Node>;
  oneOf?: Node[];
  anyOf?: Node[];
};

function* numbers(node: Node, path: string): Generator<[string, Node]> {
  // A choice among numbers has its range in the choice.
  if ((node.type === 'number' || node.type === 'integer') && !node.enum) yield [path, node];
  for (const [name, child] of Object.entries(node.properties ?? {})) yield* numbers(child, `${path}.${name}`);
  for (const child of [...(node.oneOf ?? []), ...(node.anyOf ?? [])]) yield* numbers(child, path);
}

describe('experiment documents', () => {
  it.each(experimentKinds)('%s is complete with nothing but its kind', (kind) => {
    const spec = experimentSpec.parse({ kind });
    expect(spec.version).toBe(1);
    expect(experimentSpec.parse(spec)).toEqual(spec);
  });

  it.each(experimentKinds)('%s: every number has a range, and its default lies in it', (kind) => {
    const schema = z.toJSONSchema(schemaOf[kind], { io: 'input' }) as Node;
    const faults = [...numbers(schema, kind)]
      .filter(([path]) => !path.endsWith('.version'))
      .filter(([, { minimum, maximum, default: value }]) => {
        if (minimum === undefined || maximum === undefined) return true;
        return typeof value === 'number' && (value < minimum || value > maximum);
      })
      .map(([path]) => path);
    expect(faults).toEqual([]);
  });

  it('refuses unknown kinds and numbers out of range, naming the place', () => {
    expect(experimentSpec.safeParse({ kind: 'alchemy' }).success).toBe(false);
    const result = experimentSpec.safeParse({ kind: 'turing-hybrid', flowU: { layers: 99 } });
    expect(result.error?.issues[0].path).toEqual(['flowU', 'layers']);
    const range = experimentSpec.safeParse({
      kind: 'gray-scott-dataset',
      generation: { F: { low: 0.05, high: 0.02 } },
    });
    expect(range.error?.issues[0].message).toContain('below');
  });
});
