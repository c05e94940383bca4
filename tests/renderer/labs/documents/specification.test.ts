import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../preload/contract/index.ts';
import { useSpecification } from '../../../../renderer/labs/documents/specification.ts';

const dataSet = () =>
  useSpecification<'gray-scott-dataset'>(
    schemaOf['gray-scott-dataset'].parse({ kind: 'gray-scott-dataset' }),
  );

describe('specification under edit', () => {
  it('keeps a refused draft with a sentence at its path, and the last good specification', () => {
    const { draft, spec, errors, valid, edit } = dataSet();
    const { generation } = spec.value;
    edit({ ...spec.value, generation: { ...generation, F: { low: 0.07, high: 0.02 } } });
    expect(valid.value).toBe(false);
    expect(errors.value['generation.F']).toContain('lower end');
    expect(draft.value).toMatchObject({ generation: { F: { low: 0.07, high: 0.02 } } });
    expect(spec.value.generation.F).toEqual(generation.F);
  });

  it('fills in defaults for what a form leaves out', () => {
    const { spec, edit } = dataSet();
    const { count, ...rest } = spec.value;
    edit({ ...rest, seed: 9 });
    expect(spec.value).toMatchObject({ count, seed: 9 });
  });

  it('changes its kind with the document and comes back by undo', () => {
    const { draft, spec, edit, undo } = dataSet();
    edit({ kind: 'oscillator' });
    expect(spec.value.kind).toBe('oscillator');
    undo();
    expect(draft.value.kind).toBe('gray-scott-dataset');
    expect(spec.value.kind).toBe('gray-scott-dataset');
  });
});
