import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChainLink } from '../../../../../preload/contract/index.ts';
import { chainSides, foldRepeats, summariseChain } from '../../../../../renderer/labs/turing/train/chain.ts';

const link = (name: string, parameters = 0, output = '4'): ChainLink => ({
  side: 'u',
  name,
  input: '4',
  output,
  parameters,
});

describe('summary of a chain of layers', () => {
  it('folds repeated groups and gives the ends of each side', () => {
    expect(
      summariseChain([
        link('φu 1: rotation'),
        link('φu 1: coupling 64', 100),
        link('φu 2: rotation'),
        link('φu 2: coupling 64', 100, '3 + 1'),
        { side: 'v', name: 'CNN 16-32', input: '64²×2', output: '3', parameters: 900 },
      ]),
    ).toEqual([
      {
        side: 'u',
        symbol: { letter: 'φ', index: 'u' },
        words: '2 × (rotation, coupling 64)',
        dimensions: '4 → 3 + 1',
        parameters: 200,
      },
      {
        side: 'v',
        symbol: { letter: 'φ', index: 'v' },
        words: 'CNN 16-32',
        dimensions: '64²×2 → 3',
        parameters: 900,
      },
    ]);
  });

  it('names a flow that both sides share', () => {
    const [side] = chainSides([link('φ, shared by u and v 1: rotation')]);
    expect(side).toMatchObject({ symbol: { letter: 'φ' }, links: [{ name: 'rotation' }] });
    expect(side?.title).toContain('u and v');
  });

  it('is empty for no layers', () => {
    expect(summariseChain([])).toEqual([]);
  });
});

describe('folding of repetitions', () => {
  it('loses no layer', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('rotation', 'coupling', 'norm'), { maxLength: 20 }), (names) => {
        const unfolded = foldRepeats(names.map((name) => link(name))).flatMap(({ links, times }) =>
          Array.from({ length: times }, () => links.map(({ name }) => name)).flat(),
        );
        expect(unfolded).toEqual(names);
      }),
    );
  });
});
