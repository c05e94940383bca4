import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { experimentKinds, experimentSpec } from '../../preload/contract/index.ts';

const folder = join(import.meta.dirname, '../../resources/examples');
const documents = readdirSync(folder).map((name) => ({
  name,
  document: JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>,
}));

describe('example experiments', () => {
  it.each(documents)('$name is an experiment, and says nothing the schema does not know', ({ document }) => {
    const spec = experimentSpec.parse(document);
    expect(spec).toMatchObject(document);
  });

  it('cover every kind that is started from a file', () => {
    const kinds = new Set(documents.map(({ document }) => document.kind));
    expect(experimentKinds.filter((kind) => !kinds.has(kind))).toEqual(['turing-design', 'spin-analysis']);
  });
});
