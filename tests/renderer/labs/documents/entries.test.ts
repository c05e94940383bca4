import { describe, expect, it } from 'vitest';
import { schemaOf, type ExperimentSpec } from '../../../../preload/contract/index.ts';
import { canonical, entriesOf } from '../../../../renderer/labs/documents/entries.ts';

const cnn = schemaOf['turing-cnn'].parse({ kind: 'turing-cnn', data: { source: 'run', run: 'patterns' } });

describe('the entries of a document', () => {
  it('say where they lie, what they mean and whether they are as by default', () => {
    const entries = entriesOf(schemaOf['linear-system'].parse({ kind: 'linear-system', gamma: 0.3 }));
    expect(entries.find(({ path }) => path === 'gamma')).toMatchObject({
      section: '',
      title: 'Distribution weight',
      symbol: '\\gamma',
      value: 0.3,
      text: '0.3',
      isDefault: false,
    });
    expect(entries.find(({ path }) => path === 'optimiser.learningRate')).toMatchObject({
      section: 'Optimiser',
      isDefault: true,
    });
  });

  it('keep the digits of a seed together', () => {
    const entries = entriesOf(
      schemaOf.oscillator.parse({ kind: 'oscillator', seed: 1234567890, steps: 5000 }),
    );
    expect(entries.find(({ path }) => path === 'seed')!.text).toBe('1234567890');
    expect(entries.find(({ path }) => path === 'steps')!.text).not.toBe('5000');
  });

  it('have the shape of a union before what that shape has, and nothing of other shapes', () => {
    const paths = entriesOf(cnn).map(({ path }) => path);
    expect(paths).toContain('data.source');
    expect(paths.indexOf('data.run')).toBe(paths.indexOf('data.source') + 1);
    expect(paths).not.toContain('data.count');
  });

  it('leave out nothing, also what the form has no field for', () => {
    const strange = { ...cnn, further: { zoom: [1, [2]] } } as ExperimentSpec;
    expect(entriesOf(strange).at(-1)).toMatchObject({
      path: 'further.zoom',
      section: 'Further',
      title: 'Zoom',
      text: '[1,[2]]',
    });
  });
});

it('writes values that mean the same the same way', () => {
  expect(canonical({ b: [1, { d: 2, c: undefined }], a: 'x' })).toBe(canonical({ a: 'x', b: [1, { d: 2 }] }));
  expect(canonical({ a: 1 })).not.toBe(canonical({ a: '1' }));
});
